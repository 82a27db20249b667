// The Markdown of a lesson to blocks, its includes woven in. Reads with marked's lexer; draws nothing.

import { lexer, type Token, type Tokens } from 'marked'
import stringWidth from 'string-width'
import type { Block, Language } from '../lesson.ts'
import { lessonFolderOf, packFault, sourceOf } from '../pack.ts'
import { placeOfLine, quoted } from '../pack-error.ts'
import { differenceBlocks } from './difference.ts'
import {
  isInclude,
  parseInclude,
  resolveInclude,
  unknownForm,
  type Include,
  type IncludeFault,
  type Shelf,
} from './include.ts'
import { inlineFrom } from './inline.ts'
import { predictFrom, quizFrom } from './question.ts'
import type { Remark, TextRule } from './remark.ts'

export type LessonText = {
  readonly blocks: readonly Block[]
  readonly remarks: readonly Remark[]
  /** Every include that was written, in order, with its line. */
  readonly includes: readonly { readonly include: Include; readonly line: number }[]
}

/** `text.md` for English, `text.zh-CN.md` for another language. */
export const textPathOf = (slug: string, language: Language): string =>
  `${lessonFolderOf(slug)}/text${language === 'en' ? '' : `.${language}`}.md`

/** The blocks of a lesson's text; English where the language has none. Throws PackError. */
export const lessonTextFrom = (shelf: Shelf, language: Language): readonly Block[] => {
  const path = textPathOf(shelf.slug, language)
  const { blocks, remarks } = readLessonText(shelf, shelf.pack.files.has(path) ? path : textPathOf(shelf.slug, 'en'))
  const fatal = remarks.find(remark => remark.isFatal)
  if (fatal !== undefined) throw packFault(shelf.pack, fatal.fault)
  return blocks
}

/** The same with everything that is wrong as data. Throws PackError only when there is no such file. */
export const readLessonText = (shelf: Shelf, path: string): LessonText => {
  const { text } = sourceOf(shelf.pack, path, 'Write the text of the lesson.')
  const reading: Reading = { shelf, path, text, remarks: [], includes: [] }
  // marked starts a line at a CR alone; an editor does not, and lines must be the editor's.
  const tokens = (): readonly Token[] => lexer(text.replace(/\r(?!\n)/g, ' '))
  try {
    return { blocks: blocksFrom(reading, tokens(), 1), remarks: reading.remarks, includes: reading.includes }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    remark(reading, 1, 'markdown', { ...tooDeep, received: error.message })
    return { blocks: [], remarks: reading.remarks, includes: [] }
  }
}

const tooDeep = {
  problem: 'Markdown that cannot be read',
  expected: 'lists and quotes a few levels deep',
  next: 'Simplify the text.',
} as const

/** One text being read; local to one call. */
export type Reading = {
  readonly shelf: Shelf
  readonly path: string
  readonly text: string
  readonly remarks: Remark[]
  readonly includes: { readonly include: Include; readonly line: number }[]
}

/** `line` is where the first token begins: the raw texts of tokens, one after another, are the file. */
export const blocksFrom = (reading: Reading, tokens: readonly Token[], line: number): readonly Block[] => {
  const blocks: Block[] = []
  let at = line
  for (const token of tokens) {
    const skipped = /^\n*/.exec(token.raw)?.[0].length ?? 0
    blocks.push(...blockFrom(reading, token as Tokens.Generic, at + skipped))
    at += token.raw.split('\n').length - 1
  }
  return blocks
}

/** Adds to what is wrong. Fatal unless it is only against the rules of good packs. */
export const remark = (
  reading: Reading,
  line: number,
  rule: TextRule,
  fault: IncludeFault,
  weight: 'fatal' | 'lint' = 'fatal',
): void => {
  const place = placeOfLine(reading.text, line)
  reading.remarks.push({ rule, isFatal: weight === 'fatal', fault: { ...fault, path: reading.path, place } })
}

const blockFrom = (reading: Reading, token: Tokens.Generic, line: number): readonly Block[] => {
  switch (token.type) {
    case 'space':
      return []
    case 'heading':
      // A line of dashes below an include makes a heading of it.
      if (isInclude(token.raw)) return strayInclude(reading, token.raw.split('\n')[0] ?? '', line)
      return [{ type: 'heading', depth: Number(token['depth']), text: inline(reading, token.tokens, line) }]
    case 'paragraph':
    case 'text':
      return paragraphFrom(reading, token, line)
    case 'list':
      return [listFrom(reading, token as Tokens.List, line)]
    case 'blockquote':
      return [{ type: 'quote', blocks: blocksFrom(reading, token.tokens ?? [], line) }]
    case 'code':
      return fencedFrom(reading, token as Tokens.Code, line)
    case 'table':
      return [tableFrom(reading, token as Tokens.Table, line)]
    // listFrom has said so.
    case 'checkbox':
      return []
    case 'hr':
      return [{ type: 'rule' }]
    default:
      return strayBlock(reading, token, line)
  }
}

export const inline = (reading: Reading, tokens: readonly Token[] | undefined, line: number) =>
  inlineFrom(tokens ?? [], ({ raw, what, instead }) =>
    remark(
      reading,
      line,
      'markdown',
      { problem: `${what} in the text`, expected: instead, received: quoted(raw.trim()), next: 'Write it without.' },
      'lint',
    ),
  )

const strayBlock = (reading: Reading, token: Tokens.Generic, line: number): readonly Block[] => {
  // Comments of the instructor's.
  if (token.type === 'html' && token.raw.replace(/<!--[^]*?-->/g, '').trim() === '') return []
  const parts = inline(reading, [{ type: token.type, raw: token.raw.trim() }], line)
  return [{ type: 'paragraph', text: parts }]
}

const paragraphFrom = (reading: Reading, token: Tokens.Generic, line: number): readonly Block[] => {
  const lines = token.raw.trim().split('\n')
  const at = lines.findIndex(isInclude)
  if (at === -1) return [{ type: 'paragraph', text: inline(reading, token.tokens, line) }]
  if (lines.length === 1) return includedBlocks(reading, lines[0] ?? '', line)
  return strayInclude(reading, lines[at] ?? '', line + at)
}

const strayInclude = (reading: Reading, written: string, line: number): readonly Block[] => {
  remark(reading, line, 'include', {
    problem: 'an include inside a paragraph',
    expected: 'an empty line before and after it',
    received: quoted(written),
    next: 'Put the include on a line of its own.',
  })
  return []
}

const includedBlocks = (reading: Reading, written: string, line: number): readonly Block[] => {
  const include = parseInclude(written)
  if (include === undefined) {
    remark(reading, line, 'include', unknownForm(written))
    return []
  }
  reading.includes.push({ include, line })
  const shown =
    include.type === 'diff' ? diffBlocks(reading.shelf, include, written) : resolveInclude(reading.shelf, include)
  if (!('problem' in shown)) return Array.isArray(shown) ? shown : [shown as Block]
  remark(reading, line, 'include', shown)
  return []
}

const diffBlocks = (
  { states }: Shelf,
  { from, to }: Extract<Include, { type: 'diff' }>,
  written: string,
): readonly Block[] | IncludeFault => {
  if (!isState(from) || !isState(to)) return unknownForm(written)
  const blocks = differenceBlocks({ name: from, files: states[from] }, { name: to, files: states[to] })
  if (blocks.length > 0) return blocks
  return {
    problem: 'a diff that shows nothing',
    expected: `a difference between ${from} and ${to}`,
    received: 'the same files',
    next: 'Name two states that differ.',
  }
}

const isState = (name: string): name is 'start' | 'solution' => name === 'start' || name === 'solution'

const listFrom = (reading: Reading, token: Tokens.List, line: number): Block => {
  if (token.items.some(item => item.task)) remark(reading, line, 'markdown', boxToTick, 'lint')
  let at = line
  const items = token.items.map(item => {
    const blocks = blocksFrom(reading, item.tokens, at)
    at += item.raw.split('\n').length - 1
    return blocks
  })
  return { type: 'list', ordered: token.ordered, items }
}

const boxToTick: IncludeFault = {
  problem: 'a box to tick in the text',
  expected: 'a list without boxes; only the choices of a quiz have them',
  received: '[ ] or [x]',
  next: 'Write it without.',
}

const tableFrom = (reading: Reading, token: Tokens.Table, line: number): Block => ({
  type: 'table',
  header: token.header.map(cell => inline(reading, cell.tokens, line)),
  rows: token.rows.map((row, index) => row.map(cell => inline(reading, cell.tokens, line + 2 + index))),
})

const typedLanguages = ['text', 'sh']
const widest = 76

const fencedFrom = (reading: Reading, token: Tokens.Code, line: number): readonly Block[] => {
  const language = (token.lang ?? '').trim()
  if (language === 'predict') return predictFrom(reading, token, line)
  if (language === 'quiz') return quizFrom(reading, token, line)
  if (!typedLanguages.includes(language)) remark(reading, line, 'code-in-prose', typedCode(language), 'lint')
  const first = token.codeBlockStyle === 'indented' ? line : line + 1
  const lines = token.text.split('\n')
  const wide = lines.findIndex(text => columnsOf(text) > widest)
  if (wide !== -1) remark(reading, first + wide, 'wide-diagram', wideLine(lines[wide] ?? ''), 'lint')
  return [{ type: 'code', language: language === '' ? 'text' : language, text: token.text, caption: undefined }]
}

const typedCode = (language: string): IncludeFault => ({
  problem: 'code typed into the text',
  expected: 'an include: code is shown from tested files; only ```text and ```sh are typed',
  received: language === '' ? 'a block without a language' : quoted(language),
  next: 'Move it to a file and write <<< file#region; call diagrams and bytes ```text.',
})

/** As it is shown: a tab takes two columns. */
const columnsOf = (line: string): number => stringWidth(line.replaceAll('\t', '  '))

const wideLine = (line: string): IncludeFault => ({
  problem: 'a line too wide for a terminal of 80 columns',
  expected: `at most ${widest} columns`,
  received: `${columnsOf(line)} columns`,
  next: 'Break the line, or draw it narrower.',
})
