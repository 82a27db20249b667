// Lesson text to a page of any width. Knows what was answered, because it is told; asks nothing itself.

import type { Block } from '../../lesson/index.ts'
import { blank, lineOf, lineWidth, seg, type Line } from '../text/line.ts'
import { pageOf, stackPages, type Page } from '../text/page.ts'
import type { Role } from '../text/roles.ts'
import { wrapLine } from '../text/wrap.ts'
import { codeLines, type Highlight } from './code.ts'
import { inlineLine } from './inline.ts'
import { questionPage, type Asked } from './question.ts'
import { tableLines } from './table.ts'

export type BlockLook = {
  readonly columns: number
  readonly highlight: Highlight | undefined
  /** What has been answered, by the question's number in the text. undefined shows every answer: for paper and pipes. */
  readonly asked: ((question: number) => Asked) | undefined
}

/** Counts the questions of a text while it is laid out. */
type Counter = { next: number }

/** One blank line between blocks; two before a heading of a section. */
export const blocksPage = (blocks: readonly Block[], look: BlockLook): Page =>
  stackBlocks(blocks, look, { next: 0 }, 'text')

/** How many quiz and predict blocks the text has. */
export const questionCount = (blocks: readonly Block[]): number =>
  blocks.reduce((count, block) => count + (block.type === 'quiz' || block.type === 'predict' ? 1 : 0), 0)

const stackBlocks = (blocks: readonly Block[], look: BlockLook, counter: Counter, base: Role): Page =>
  stackPages(
    blocks.flatMap((block, index) => {
      const page = blockPage(block, look, counter, base)
      return index === 0 ? [page] : [pageOf(spaceBetween(blocks[index - 1], block)), page]
    }),
  )

const spaceBetween = (before: Block | undefined, block: Block): readonly Line[] => {
  if (block.type === 'heading' && block.depth <= 2 && before?.type !== 'heading') return [blank, blank]
  return [blank]
}

const blockPage = (block: Block, look: BlockLook, counter: Counter, base: Role): Page => {
  switch (block.type) {
    case 'predict':
    case 'quiz': {
      const number = counter.next
      counter.next += 1
      return questionPage(
        block,
        number,
        look,
        (blocks, columns) => stackBlocks(blocks, { ...look, columns }, { next: 0 }, 'text').lines,
      )
    }
    case 'heading':
      return pageOf(headingLines(block, look.columns))
    case 'paragraph':
      return pageOf(wrapLine(inlineLine(block.text, base), look.columns))
    case 'code':
      return pageOf(codeLines(block, look.columns, look.highlight))
    case 'table':
      return pageOf(tableLines(block, look.columns))
    case 'rule':
      return pageOf([lineOf('─'.repeat(look.columns), 'border')])
    case 'quote':
      return prefixed(stackBlocks(block.blocks, narrower(look, 2), counter, 'quote'), [seg('┃ ', 'bullet')])
    case 'list':
      return stackPages(
        block.items.map((item, index) => itemPage(item, block.ordered ? `${index + 1}. ` : '• ', look, counter, base)),
      )
  }
}

const headingLines = (block: Extract<Block, { type: 'heading' }>, columns: number): readonly Line[] => {
  const role: Role = block.depth <= 2 ? 'heading' : 'subheading'
  const lines = wrapLine(inlineLine(block.text, role), columns)
  if (block.depth > 1) return lines
  const width = Math.max(...lines.map(lineWidth))
  return [...lines, lineOf('━'.repeat(Math.min(columns, width)), 'heading')]
}

const itemPage = (item: readonly Block[], bullet: string, look: BlockLook, counter: Counter, base: Role): Page => {
  const page = stackTight(item, narrower(look, bullet.length), counter, base)
  const rest = ' '.repeat(bullet.length)
  return { ...page, lines: page.lines.map((line, index) => [seg(index === 0 ? bullet : rest, 'bullet'), ...line]) }
}

/** A list inside a list follows its item without an empty line. */
const stackTight = (blocks: readonly Block[], look: BlockLook, counter: Counter, base: Role): Page =>
  stackPages(
    blocks.flatMap((block, index) => {
      const page = blockPage(block, look, counter, base)
      return index === 0 || block.type === 'list' ? [page] : [pageOf([blank]), page]
    }),
  )

const prefixed = (page: Page, prefix: Line): Page => ({ ...page, lines: page.lines.map(line => [...prefix, ...line]) })

const narrower = (look: BlockLook, columns: number): BlockLook => ({
  ...look,
  columns: Math.max(8, look.columns - columns),
})
