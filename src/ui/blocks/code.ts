// A block of code to lines: a bar on the left, a caption, syntax roles when the highlighter is there. Long lines are folded, never reflowed.

import { linesOfText, showCode } from '../text/escape.ts'
import { blank, lineOf, lineWidth, seg, type Line } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import { foldLine } from '../text/wrap.ts'

/** Gives each line of the code as segments, or undefined for a language it does not know. */
export type Highlight = (code: string, language: string) => readonly Line[] | undefined

export type CodeBlock = { readonly language: string; readonly text: string; readonly caption: string | undefined }

const bar: Line = [seg('│ ', 'border')]
const folded: Line = [seg('│ ', 'border'), seg('… ', 'dim')]

/** Lines no wider than `columns`. */
export const codeLines = (block: CodeBlock, columns: number, highlight: Highlight | undefined): readonly Line[] => {
  const caption = block.caption === undefined ? [] : [[seg('┌ ', 'border'), seg(block.caption, 'caption')]]
  const lines = styledLines(block, highlight)
  return [
    ...caption,
    ...lines.flatMap(line =>
      lineWidth(line) + 2 <= columns ? [[...bar, ...line]] : foldLine(line, columns, { first: bar, rest: folded }),
    ),
  ]
}

const styledLines = (block: CodeBlock, highlight: Highlight | undefined): readonly Line[] => {
  if (traceLanguages.has(block.language)) return linesOfText(block.text).map(traceLine)
  if (block.language === 'diff') return linesOfText(block.text).map(diffLine)
  return (
    highlight?.(block.text, block.language) ??
    linesOfText(block.text).map(text => (text === '' ? blank : lineOf(showCode(text), 'text')))
  )
}

const traceLanguages: ReadonlySet<string> = new Set(['trace', 'transcript', 'fixture'])

// A transcript in a lesson looks as it does in the Trace view.
const traceLine = (text: string): Line => {
  const role = traceRoles.find(([start]) => text === start || text.startsWith(`${start} `))
  return lineOf(showCode(text), role?.[1] ?? 'text')
}

const traceRoles: readonly (readonly [string, Role])[] = [
  ['>', 'request'],
  ['<', 'response'],
  ['<+', 'response'],
  ['<-', 'response'],
  ['*', 'act'],
  ['#', 'comment'],
]

const diffLine = (text: string): Line => {
  if (text.startsWith('+')) return lineOf(showCode(text), 'added')
  if (text.startsWith('-')) return lineOf(showCode(text), 'removed')
  return lineOf(showCode(text), text.startsWith('@@') ? 'hunk' : 'text')
}
