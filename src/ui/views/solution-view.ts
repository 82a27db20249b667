// The Solution view: closed until it is asked for, then as a difference from the learner's own file.

import { memoryOf, type SessionState } from '../../workbook/index.ts'
import { blank, seg } from '../text/line.ts'
import { pageOf, type Page } from '../text/page.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'
import { differenceLines } from './difference.ts'
import type { Look } from './look.ts'

export const solutionPage = (state: SessionState, look: Look): Page => {
  if (!memoryOf(state).isSolutionSeen) return pageOf(closed(look.columns))
  const files = [...state.opened.lesson.solution]
  return pageOf(
    files.flatMap(([name, theirs], index) => [
      ...(index === 0 ? [] : [blank]),
      ...differenceLines({ name, mine: state.opened.mine.get(name), theirs }, look.columns),
    ]),
  )
}

const closed = (columns: number) => [
  ...wrapText('The solution is shown beside what you have, as the lines that differ.', 'text', columns),
  ...wrapText('A hint gives away less.', 'dim', columns),
  blank,
  ...wrapLine([seg('h', 'key'), seg('      hints', 'key-label')], columns),
  ...wrapLine([seg('Enter', 'key'), seg('  show the solution', 'key-label')], columns),
]
