// Progress on disk: read, replaced in one step, and set aside with a dated name when it is damaged.

import { join } from 'node:path'
import { moveAside, readText, replaceText, sweepUnfinished } from './files.ts'
import { formatProgress, noProgress, parseProgress, type Progress } from './progress.ts'
import type { Workbook } from './workbook.ts'

export type ReadProgress = {
  readonly progress: Progress
  /** Where a file that could not be read as progress was moved to; undefined when all was well. */
  readonly setAside: string | undefined
}

export const progressPath = (workbook: Workbook): string => join(workbook.directory, '.tsgi', 'progress.json')

/** A workbook without progress has none yet. `now` dates a damaged file. */
export const readProgress = (workbook: Workbook, now: Date): ReadProgress => {
  const path = progressPath(workbook)
  const text = readText(path)
  if (text === undefined) return { progress: noProgress, setAside: undefined }
  const progress = parseProgress(text)
  if (progress !== undefined) return { progress, setAside: undefined }
  const aside = join(workbook.directory, '.tsgi', `progress.damaged-${stampOf(now)}.json`)
  return { progress: noProgress, setAside: moveAside(path, aside) }
}

/** Replaces the file; whatever interrupts it, the file is the old one or the new one. */
export const writeProgress = (workbook: Workbook, progress: Progress): void => {
  const path = progressPath(workbook)
  sweepUnfinished(path)
  replaceText(path, formatProgress(progress))
}

/** Reads, changes and writes at once, so that two terminals on one workbook keep what the other wrote. */
export const updateProgress = (
  workbook: Workbook,
  now: Date,
  change: (progress: Progress) => Progress,
): ReadProgress => {
  const { progress, setAside } = readProgress(workbook, now)
  const changed = change(progress)
  writeProgress(workbook, changed)
  return { progress: changed, setAside }
}

/** `2026-11-21T07-10-52`: a moment that may stand in a file name. */
export const stampOf = (now: Date): string => now.toISOString().slice(0, 19).replaceAll(':', '-')
