// All lessons and how far the learner is, to a page.

import type { LessonEntry } from '../../lesson/index.ts'
import { cutLine } from '../text/fit.ts'
import { escapeControls } from '../text/escape.ts'
import { lineOf, seg, type Line } from '../text/line.ts'
import { anchored, pageOf, stackPages, type Page } from '../text/page.ts'
import { widthOf } from '../text/width.ts'

/** `passed` and `all` count the checks of the last run; undefined when it has not been run. */
export type LessonProgress = {
  readonly isPassed: boolean
  readonly passed: number | undefined
  readonly all: number | undefined
}

export type MapRow = {
  readonly entry: LessonEntry
  readonly progress: LessonProgress | undefined
  readonly isOpen: boolean
}

/** `current` is the number of the lesson the cursor is on. */
export const mapPage = (title: string, rows: readonly MapRow[], columns: number, current: number | undefined): Page => {
  const widest = Math.max(0, ...rows.map(row => widthOf(row.entry.title)))
  return stackPages([
    pageOf([lineOf(title, 'heading'), []]),
    ...rows.map(row => anchored(`lesson ${row.entry.number}`, [cutLine(mapLine(row, widest, current), columns)])),
    pageOf([[], lineOf(doneText(rows), 'dim')]),
  ])
}

const mapLine = ({ entry, progress, isOpen }: MapRow, widest: number, current: number | undefined): Line => {
  const isHere = entry.number === current
  const title = escapeControls(entry.title)
  const role = isHere ? 'strong' : entry.isWritten ? 'text' : 'dim'
  return [
    seg(isHere ? '▸ ' : '  ', 'question'),
    markFor(progress, entry.isWritten),
    seg(`${String(entry.number).padStart(2)}  `, 'dim'),
    seg(title + ' '.repeat(widest - widthOf(title)), role),
    seg(`   ${stateText(entry, progress)}`, progress?.isPassed === true ? 'passed' : 'dim'),
    ...(isOpen ? [seg('   open now', 'notice')] : []),
  ]
}

const markFor = (progress: LessonProgress | undefined, isWritten: boolean) => {
  if (progress?.isPassed === true) return seg('✓ ', 'passed')
  if (progress !== undefined) return seg('◐ ', 'running')
  return seg(isWritten ? '○ ' : '· ', 'not-run')
}

const stateText = (entry: LessonEntry, progress: LessonProgress | undefined): string => {
  if (!entry.isWritten) return 'not written yet'
  if (progress?.isPassed === true) return 'passed'
  if (progress?.passed !== undefined) return `${progress.passed} of ${progress.all ?? progress.passed} checks`
  return entry.minutes === undefined ? '' : `about ${entry.minutes} min`
}

const doneText = (rows: readonly MapRow[]): string => {
  const written = rows.filter(row => row.entry.isWritten)
  const passed = written.filter(row => row.progress?.isPassed === true).length
  return `${passed} of ${written.length} ${written.length === 1 ? 'lesson' : 'lessons'} passed`
}
