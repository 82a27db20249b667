// Colours code by highlight.js: loaded only after the first paint, its HTML turned into segments. Knows no theme.

import type { HLJSApi } from 'highlight.js'
import { showCode } from '../text/escape.ts'
import type { Line, Segment } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import type { Highlight } from './code.ts'

/** Loads the highlighter and its languages; what it made is remembered by text. */
export const loadHighlight = async (): Promise<Highlight> => {
  const [core, typescript, http, json, bash, python] = await Promise.all([
    import('highlight.js/lib/core'),
    import('highlight.js/lib/languages/typescript'),
    import('highlight.js/lib/languages/http'),
    import('highlight.js/lib/languages/json'),
    import('highlight.js/lib/languages/bash'),
    import('highlight.js/lib/languages/python'),
  ])
  const hljs: HLJSApi = core.default
  for (const [name, language] of Object.entries({ typescript, http, json, bash, python }))
    hljs.registerLanguage(name, language.default)
  return remembered((code, language) => {
    const name = aliases[language] ?? language
    if (hljs.getLanguage(name) === undefined) return undefined
    return linesFromHtml(hljs.highlight(code.replace(/\n$/, ''), { language: name, ignoreIllegals: true }).value)
  })
}

const aliases: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'typescript',
  javascript: 'typescript',
  sh: 'bash',
  shell: 'bash',
  py: 'python',
}

const remembered = (highlight: Highlight): Highlight => {
  const known = new Map<string, readonly Line[] | undefined>()
  return (code, language) => {
    const key = `${language}\n${code}`
    if (!known.has(key)) known.set(key, highlight(code, language))
    return known.get(key)
  }
}

/** The spans of highlight.js, one list of segments a line. Spans may cross lines and nest. */
export const linesFromHtml = (html: string): readonly Line[] => {
  const lines: Segment[][] = [[]]
  const open: Role[] = []
  for (const [token] of html.matchAll(/<span class="[^"]*">|<\/span>|[^<]+/g)) {
    if (token === '</span>') open.pop()
    else if (token.startsWith('<span')) open.push(roleOfClass(token) ?? open.at(-1) ?? 'text')
    else addText(lines, entitiesDecoded(token), open.at(-1) ?? 'text')
  }
  return lines
}

const addText = (lines: Segment[][], text: string, role: Role): void => {
  for (const [index, part] of text.split('\n').entries()) {
    if (index > 0) lines.push([])
    if (part !== '') lines.at(-1)?.push({ text: showCode(part), role })
  }
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&amp;': '&',
}

const entitiesDecoded = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#x27|amp);/g, entity => entities[entity] ?? entity)

const roleOfClass = (tag: string): Role | undefined => {
  const name = /class="hljs-([\w-]+)/.exec(tag)?.[1] ?? ''
  return classRoles[name]
}

const classRoles: Readonly<Record<string, Role>> = {
  keyword: 'keyword',
  literal: 'number',
  number: 'number',
  string: 'string',
  regexp: 'string',
  comment: 'comment',
  title: 'function',
  built_in: 'type',
  type: 'type',
  class: 'type',
  attr: 'field-name',
  attribute: 'field-name',
  meta: 'keyword',
  subst: 'text',
  doctag: 'comment',
}
