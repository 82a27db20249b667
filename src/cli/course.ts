// The course of this package, and the lesson that was meant: by number, by slug, by folder, or the one worked on last.

import { basename, relative, sep } from 'node:path'
import { loadCourse, loadExercise, type Course, type Exercise, type Lesson, type LessonEntry } from '../lesson/index.ts'
import { lessonFolderName, type Progress, type Workbook } from '../workbook/index.ts'
import { readKeptLesson } from './kept-lesson.ts'
import { quoted } from './arguments/parse.ts'
import { suggestion } from './arguments/suggest.ts'
import type { Context } from './context.ts'
import { UsageError } from './usage-error.ts'

export const readCourse = (context: Context): Promise<Course> => loadCourse(context.packageFolder)

/** All that a check needs: a lesson without its prose. */
export const readExercise = (course: Course, entry: LessonEntry): Promise<Exercise> => loadExercise(course, entry.slug)

export const readLesson = (context: Context, course: Course, entry: LessonEntry): Promise<Lesson> =>
  readKeptLesson(course, entry, context.cache)

/** What may help to know which lesson is meant when no word says it. */
export type Whereabouts = {
  readonly directory: string
  readonly workbook: Workbook | undefined
  readonly progress: Progress
}

/** Throws a UsageError for a lesson that does not exist, or is not written yet. */
export const entryNamed = (course: Course, word: string): LessonEntry => {
  const entry = findEntry(course, word)
  if (entry === undefined) {
    const known = course.lessons.flatMap(one => [one.slug, String(one.number)])
    throw new UsageError(
      `there is no lesson ${quoted(word)}`,
      suggestion(word, known) ?? `lessons are 1 to ${course.lessons.length}; tsgi-learn list shows them`,
    )
  }
  return written(entry)
}

export const findEntry = (course: Course, word: string): LessonEntry | undefined =>
  course.lessons.find(
    entry =>
      entry.slug === word || lessonFolderName(entry) === word || String(entry.number) === word.replace(/^0+(?=\d)/, ''),
  )

/** The lesson whose folder one is in, else the one worked on last, else the first. */
export const entryHere = (course: Course, { directory, workbook, progress }: Whereabouts): LessonEntry => {
  const folder = workbook === undefined ? '' : (relative(workbook.directory, directory).split(sep)[0] ?? '')
  const here = course.lessons.find(entry => lessonFolderName(entry) === basename(folder))
  const last = course.lessons.find(entry => entry.slug === progress.current && entry.isWritten)
  const entry = here ?? last ?? course.lessons.find(entry => entry.isWritten)
  if (entry === undefined) throw new UsageError(`the course in ${course.directory} has no lessons`)
  return written(entry)
}

const written = (entry: LessonEntry): LessonEntry => {
  if (entry.isWritten) return entry
  throw new UsageError(
    `lesson ${entry.number}, ${entry.slug}, is not written yet`,
    'tsgi-learn list shows the lessons that are',
  )
}
