// The closing page as the session has it.

import { memoryOf, nextLesson, type SessionState } from '../../workbook/index.ts'
import { pageOf, type Page } from '../text/page.ts'
import { builtLines, type Built } from './built.ts'
import type { Look } from './look.ts'

const widest = 100

export const builtPage = (state: SessionState, look: Look): Page =>
  pageOf(builtLines(builtOf(state), { columns: Math.min(widest, look.columns), directory: state.opened.directory }))

const builtOf = (state: SessionState): Built => {
  const { lesson, subject, file, mine } = state.opened
  const cases = lesson.steps.find(step => step.contract === true)?.checks.length ?? 0
  const text = mine.get('server.ts') ?? [...mine.values()][0] ?? ''
  return {
    lessons: state.course.lessons
      .filter(({ number, isWritten }) => isWritten && number <= lesson.number)
      .map(entry => ({ ...entry, isPassed: state.memories.get(entry.slug)?.isPassed === true })),
    program: file === undefined ? undefined : { words: subject, lines: text.trimEnd().split('\n').length },
    checks: { own: lesson.checks.length - cases, cases },
    path: memoryOf(state).isPassed ? state.path : undefined,
    next: nextLesson(state),
  }
}
