// A predict or quiz block to a page: the question, what was answered, and what was to be seen.

import type { Block } from '../../lesson/index.ts'
import { escapeControls } from '../text/escape.ts'
import { blank, seg, type Line } from '../text/line.ts'
import { anchored, type Page } from '../text/page.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'
import { inlineLine } from './inline.ts'

/** Where the learner is with a question. */
export type Asked =
  | { readonly type: 'closed'; readonly isCurrent: boolean }
  /** A quiz being answered: the choice the cursor is on. `tried` are the wrong ones already taken. */
  | { readonly type: 'choosing'; readonly cursor: number; readonly tried: readonly number[] }
  /** A prediction being typed. */
  | { readonly type: 'typing'; readonly text: string }
  | {
      readonly type: 'answered'
      readonly isCurrent: boolean
      readonly choice: number | undefined
      readonly text: string | undefined
    }
  /** On paper: question and answers, nothing to press. */
  | { readonly type: 'printed' }

type Quiz = Extract<Block, { type: 'quiz' }>
type Predict = Extract<Block, { type: 'predict' }>
type LayBlocks = (blocks: readonly Block[], columns: number) => readonly Line[]

/** `number` counts questions from 0; its anchor is `question N`. */
export const questionPage = (
  block: Quiz | Predict,
  number: number,
  look: { readonly columns: number; readonly asked: ((question: number) => Asked) | undefined },
  lay: LayBlocks,
): Page => {
  const asked = look.asked?.(number) ?? { type: 'printed' }
  const columns = Math.max(12, look.columns - 2)
  const head = titleLine(block, asked)
  const body = block.type === 'quiz' ? quizLines(block, asked, columns, lay) : predictLines(block, asked, columns, lay)
  const bar = isCurrent(asked) ? seg('┃ ', 'question') : seg('│ ', 'border')
  return anchored(
    `question ${number}`,
    [head, ...lay(block.question, columns), ...body].map(line => [bar, ...line]),
  )
}

const isCurrent = (asked: Asked): boolean =>
  asked.type === 'choosing' ||
  asked.type === 'typing' ||
  ((asked.type === 'closed' || asked.type === 'answered') && asked.isCurrent)

const titleLine = (block: Quiz | Predict, asked: Asked): Line => {
  const title = block.type === 'quiz' ? 'Question' : 'Predict'
  const state = asked.type === 'answered' ? [seg('  answered', 'dim')] : []
  return [seg(title, 'question'), ...state]
}

const predictLines = (block: Predict, asked: Asked, columns: number, lay: LayBlocks): readonly Line[] => {
  const answer = (): readonly Line[] => [blank, [seg('What happens', 'subheading')], ...lay(block.answer, columns)]
  switch (asked.type) {
    case 'printed':
      return answer()
    case 'closed':
      return [blank, invitation(asked.isCurrent, 'say what you expect, then see it')]
    case 'typing':
      return [
        blank,
        ...wrapLine([seg(escapeControls(asked.text)), seg('▏', 'question')], columns, {
          first: [seg('you expect  ', 'dim')],
          rest: [seg('            ')],
        }),
      ]
    case 'choosing':
      return []
    case 'answered':
      return [...said(asked.text, columns), ...answer()]
  }
}

const said = (text: string | undefined, columns: number): readonly Line[] =>
  text === undefined
    ? []
    : [
        blank,
        ...wrapText(escapeControls(text), 'emphasis', columns, {
          first: [seg('you expected  ', 'dim')],
          rest: [seg('              ')],
        }),
      ]

const invitation = (current: boolean, what: string): Line =>
  current ? [seg('Enter', 'key'), seg(`  ${what}`, 'key-label')] : [seg('Tab', 'key'), seg('  to answer', 'key-label')]

const quizLines = (block: Quiz, asked: Asked, columns: number, lay: LayBlocks): readonly Line[] => {
  const choices = block.choices.flatMap((_, index) => choiceLines(block, index, asked, columns))
  return asked.type === 'closed'
    ? [blank, ...choices, blank, invitation(asked.isCurrent, 'choose an answer')]
    : [blank, ...choices, ...lay([], columns)]
}

const choiceLines = (block: Quiz, index: number, asked: Asked, columns: number): readonly Line[] => {
  const choice = block.choices[index]
  if (choice === undefined) return []
  const letter = `${String.fromCharCode(97 + index)}  `
  const isHere = asked.type === 'choosing' && asked.cursor === index
  const isShown = explains(asked, index)
  const cursor = seg(isHere ? '▸ ' : '  ', 'question')
  const mark = isShown ? markOf(choice.isRight) : seg('  ')
  const rest: Line = [seg('       ')]
  const text = wrapLine(inlineLine(choice.text, isHere ? 'strong' : 'text'), columns, {
    first: [cursor, mark, seg(letter, 'key')],
    rest,
  })
  if (!isShown) return text
  return [...text, ...wrapLine(inlineLine(choice.explanation, 'dim'), columns, { first: rest, rest })]
}

const markOf = (isRight: boolean) => (isRight ? seg('✓ ', 'right') : seg('✗ ', 'wrong'))

/** Each answer is explained once it was taken; all of them once the right one was. */
const explains = (asked: Asked, index: number): boolean => {
  if (asked.type === 'printed' || asked.type === 'answered') return true
  return asked.type === 'choosing' && asked.tried.includes(index)
}
