// What each view shows, laid out for the place it gets.

import { currentHint, currentLesson, hintsOf, type SessionState } from '../../workbook/index.ts'
import { pageOf, type Page } from '../text/page.ts'
import { builtPage } from './built-view.ts'
import { checkPage } from './check-view.ts'
import { checksPane } from './checks-view.ts'
import { helpPage } from './help.ts'
import { hintsPage } from './hints.ts'
import { lessonPage } from './lesson.ts'
import type { Look } from './look.ts'
import { mapPage } from './map.ts'
import { solutionPage } from './solution-view.ts'
import { traceViewPage } from './trace-view.ts'

/** The view that keys work on; help and an opened check stand in for it. */
export const contentPage = (state: SessionState, look: Look): Page => {
  if (state.mode.type === 'help') return helpPage(state, look)
  if (state.mode.type === 'check') return checkPage(state, look)
  if (state.mode.type === 'built') return builtPage(state, look)
  switch (state.view) {
    case 'lesson':
      return lessonPage(state, look)
    case 'checks':
      return pageOf(checksPane(state, look, 'shown').lines)
    case 'trace':
      return traceViewPage(state, look)
    case 'hints':
      return hintsPage(hintsOf(state), Math.min(look.columns, 84), currentHint(state)?.key)
    case 'solution':
      return solutionPage(state, look)
    case 'map':
      return mapPage(state.course.title, mapRows(state), look.columns, currentLesson(state))
  }
}

const mapRows = (state: SessionState) =>
  state.course.lessons.map(entry => {
    const memory = state.memories.get(entry.slug)
    const progress =
      memory === undefined || (memory.lastRun === undefined && !memory.isPassed)
        ? undefined
        : { isPassed: memory.isPassed, passed: memory.lastRun?.passed, all: memory.lastRun?.all }
    return { entry, progress, isOpen: entry.number === state.opened.lesson.number }
  })
