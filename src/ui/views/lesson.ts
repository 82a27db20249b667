// The Lesson view: its text with questions answered in place.

import { memoryOf, type SessionState } from '../../workbook/index.ts'
import { blocksPage } from '../blocks/blocks.ts'
import type { Asked } from '../blocks/question.ts'
import { blank, seg, type Line } from '../text/line.ts'
import { pageOf, stackPages, type Page } from '../text/page.ts'
import { wrapLine } from '../text/wrap.ts'
import type { Look } from './look.ts'

/** Longer lines are hard to read, however wide the terminal is. */
const proseColumns = 84

export const lessonPage = (state: SessionState, look: Look): Page => {
  const { lesson } = state.opened
  const columns = Math.min(proseColumns, look.columns)
  const title: Line = [seg(lesson.title, 'heading'), seg(`   about ${lesson.minutes} min`, 'dim')]
  return stackPages([
    pageOf([...wrapLine(title, columns), blank]),
    blocksPage(lesson.text, { columns, highlight: look.highlight, asked: askedIn(state) }),
    pageOf([blank, ...wrapLine(endLine(state), columns)]),
  ])
}

const endLine = (state: SessionState): Line =>
  state.opened.file === undefined
    ? [seg('That is the text. ', 'dim'), seg('r', 'key'), seg(' runs the checks.', 'dim')]
    : [
        seg('That is the text. ', 'dim'),
        seg('e', 'key'),
        seg(` opens ${state.opened.subject}; each save runs the checks.`, 'dim'),
      ]

const askedIn =
  (state: SessionState) =>
  (question: number): Asked => {
    const given = memoryOf(state).answers[question]
    const { mode } = state
    const isCurrent = state.view === 'lesson' && state.chosen.question === question
    if (given?.isDone === true) return { type: 'answered', isCurrent, choice: given.tried.at(-1), text: given.text }
    if (mode.type === 'choosing' && mode.question === question)
      return { type: 'choosing', cursor: mode.cursor, tried: given?.tried ?? [] }
    if (mode.type === 'typing' && mode.question === question) return { type: 'typing', text: mode.text }
    return { type: 'closed', isCurrent }
  }
