// Where the learner stands: the workbook around, its progress, the lesson that is meant and the folder it has.

import { isAbsolute, relative } from 'node:path'
import type { Course, Exercise, LessonEntry } from '../lesson/index.ts'
import {
  nearestWorkbook,
  noProgress,
  readProgress,
  updateProgress,
  withCurrent,
  withMemory,
  type LessonMemory,
  type Progress,
  type Workbook,
} from '../workbook/index.ts'
import type { Context } from './context.ts'
import { entryHere, entryNamed, readCourse, readExercise } from './course.ts'

/** What is known before a lesson is read from disk. */
export type Standing = {
  readonly course: Course
  readonly workbook: Workbook | undefined
  readonly progress: Progress
}

export const standingOf = async (context: Context): Promise<Standing> => {
  const workbook = nearestWorkbook(context.directory)
  return { course: await readCourse(context), workbook, progress: progressOf(context, workbook) }
}

/** The lesson of the word, or the one that is meant where there is none. */
export const chosenEntry = (context: Context, standing: Standing, word: string | undefined): LessonEntry =>
  word === undefined
    ? entryHere(standing.course, { directory: context.directory, ...standing })
    : entryNamed(standing.course, word)

export const chosenExercise = (context: Context, standing: Standing, word: string | undefined): Promise<Exercise> =>
  readExercise(standing.course, chosenEntry(context, standing, word))

/** Says so when a damaged file was set aside. */
export const progressOf = (context: Context, workbook: Workbook | undefined): Progress => {
  if (workbook === undefined) return noProgress
  const { progress, setAside } = readProgress(workbook, context.now())
  if (setAside !== undefined) {
    context.console.note(`progress.json was damaged and could not be read; it is kept as ${shown(context, setAside)}`)
  }
  return progress
}

export const remember = (context: Context, workbook: Workbook, slug: string, memory: LessonMemory): void => {
  updateProgress(workbook, context.now(), progress => withMemory(withCurrent(progress, slug), slug, memory))
}

/** A path as whoever typed would write it. */
export const shown = (context: Context, path: string): string => {
  const way = relative(context.directory, path)
  if (way === '') return '.'
  return way.startsWith('..') || isAbsolute(way) ? path : way
}
