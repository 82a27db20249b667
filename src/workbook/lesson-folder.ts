// The folder of one lesson in a workbook: made from the lesson's start, read, and started again with a backup.

import { join, relative, resolve, isAbsolute } from 'node:path'
import type { Exercise } from '../lesson/index.ts'
import { copyFolder, createText, isFolder, listFiles, readText, replaceText } from './files.ts'
import { stampOf } from './progress-file.ts'
import type { Workbook } from './workbook.ts'

type LessonName = Pick<Exercise, 'number' | 'slug'>
type LessonFiles = LessonName & Pick<Exercise, 'start' | 'apps'>

export type OpenedFolder = { readonly directory: string; readonly created: readonly string[] }
export type ResetFolder = {
  readonly directory: string
  /** undefined when there was nothing to keep. */
  readonly backup: string | undefined
}

/** `01-echo` */
export const lessonFolderName = ({ number, slug }: LessonName): string => `${String(number).padStart(2, '0')}-${slug}`

export const lessonFolder = (workbook: Workbook, lesson: LessonName): string =>
  join(workbook.directory, lessonFolderName(lesson))

/** Whether it has a folder: from the moment it was opened, until somebody takes the folder away. */
export const isLessonOpened = (workbook: Workbook, lesson: LessonName): boolean =>
  isFolder(lessonFolder(workbook, lesson))

/** Writes those files of the lesson's start, and those of its applications, that are not there. */
export const openLessonFolder = (workbook: Workbook, lesson: LessonFiles): OpenedFolder => {
  const directory = lessonFolder(workbook, lesson)
  const created = [...lesson.start, ...lesson.apps].filter(
    ([name, text]) => createText(fileInside(directory, name), text) === 'created',
  )
  return { directory, created: created.map(([name]) => name) }
}

/**
 * The learner's files by their names in the lesson: those of the start, and TypeScript files of their own. Applications
 * are there to look at and to play with: what is checked is never a learner's copy of one.
 */
export const readLessonFiles = (workbook: Workbook, lesson: LessonFiles): ReadonlyMap<string, string> => {
  const directory = lessonFolder(workbook, lesson)
  const own = listFiles(directory).filter(name => /\.m?ts$/.test(name) && !lesson.apps.has(name))
  const names = [...new Set([...lesson.start.keys(), ...own])].toSorted()
  return new Map(
    names.flatMap(name => {
      const text = readText(fileInside(directory, name))
      return text === undefined ? [] : [[name, text] as const]
    }),
  )
}

/** Puts the lesson's start and its applications back, after all that is there has been copied to a dated folder. */
export const resetLesson = (workbook: Workbook, lesson: LessonFiles, now: Date): ResetFolder => {
  const directory = lessonFolder(workbook, lesson)
  const backup = backUpLesson(workbook, lesson, now)
  for (const [file, text] of [...lesson.start, ...lesson.apps]) replaceText(fileInside(directory, file), text)
  return { directory, backup }
}

/** Copies all that is in the lesson's folder to a dated one; undefined when there is nothing to copy. */
export const backUpLesson = (workbook: Workbook, lesson: LessonName, now: Date): string | undefined => {
  const directory = lessonFolder(workbook, lesson)
  const name = `${lessonFolderName(lesson)}-${stampOf(now)}`
  return isFolder(directory) ? copyFolder(directory, join(workbook.directory, '.tsgi', 'backups', name)) : undefined
}

/** A stranger's pack must not write anywhere else. */
export const fileInside = (directory: string, name: string): string => {
  const path = resolve(directory, name)
  const way = relative(directory, path)
  if (way === '' || way.startsWith('..') || isAbsolute(way)) throw new RangeError(`${name} lies outside ${directory}`)
  return path
}
