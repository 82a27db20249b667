// A lesson that begins with what the learner wrote in the one before: their files, what the lesson's start adds, and at the
// top of their program what it asks for. What is in the folder already is kept in a dated one.

import type { Exercise } from '../lesson/index.ts'
import { isFolder, replaceText } from './files.ts'
import { backUpLesson, fileInside, lessonFolder, readLessonFiles } from './lesson-folder.ts'
import { todosIn, withHeading, type Todo } from './todos.ts'
import type { Workbook } from './workbook.ts'

export type FromMine = {
  readonly directory: string
  /** undefined when there was nothing to keep. */
  readonly backup: string | undefined
  /** Files of the learner's that the lesson begins with, and files that it adds to them. */
  readonly carried: readonly string[]
  readonly added: readonly string[]
  readonly todos: readonly Todo[]
  /** Nothing has been written in the lesson before: it is as it was handed out. */
  readonly isUntouched: boolean
}

export type Beginning = {
  readonly lesson: Exercise
  /** The lesson before it. */
  readonly before: Exercise
  /** The file that is run. */
  readonly program: string
  /** What the lesson's start changes in the solution before it beyond comments, to be looked at. */
  readonly difference: string | undefined
}

/** undefined when there is nothing of the learner's to begin with: the lesson before was never opened, or its program is gone. */
export const beginFromMine = (
  workbook: Workbook,
  { lesson, before, program, difference }: Beginning,
  now: Date,
): FromMine | undefined => {
  if (!isFolder(lessonFolder(workbook, before))) return undefined
  const mine = readLessonFiles(workbook, before)
  const own = mine.get(program)
  if (own === undefined) return undefined
  const directory = lessonFolder(workbook, lesson)
  const backup = backUpLesson(workbook, lesson, now)
  const todos = [...mine.keys()].flatMap(name => todosIn(lesson.start.get(name) ?? ''))
  const patch = `start-of-lesson-${lesson.number}.diff`
  const heading = { lesson, before, file: program, todos, difference: difference && patch }
  const added = new Map([
    ...[...lesson.start, ...lesson.apps].filter(([file]) => !mine.has(file)),
    ...(difference === undefined ? [] : [[patch, difference] as const]),
  ])
  const files = new Map([...mine, ...added, [program, withHeading(own, heading)]])
  for (const [file, text] of files) replaceText(fileInside(directory, file), text)
  return {
    directory,
    backup,
    carried: [...mine.keys()],
    added: [...added.keys()],
    todos,
    isUntouched: [...mine].every(([file, text]) => before.start.get(file) === text),
  }
}
