// `lesson N --from-mine`: lesson N begins with what was written in the lesson before, and it is said what came of it.

import { startDifference, type LessonEntry } from '../lesson/index.ts'
import { beginFromMine, lessonFolderName, type FromMine } from '../workbook/index.ts'
import { shown, type Standing } from './at-work.ts'
import type { Context } from './context.ts'
import { readExercise } from './course.ts'
import { mainFileOf } from './subject.ts'
import { UsageError } from './usage-error.ts'
import { requireWorkbook } from './workbook-here.ts'

/** Throws a UsageError where there is nothing to begin with. */
export const beginWithMine = async (context: Context, standing: Standing, entry: LessonEntry): Promise<void> => {
  const { course } = standing
  const previous = course.lessons.findLast(({ number, isWritten }) => isWritten && number < entry.number)
  if (previous === undefined)
    throw new UsageError(`there is no lesson before lesson ${entry.number} to begin with`, 'leave out --from-mine')
  const workbook = requireWorkbook(standing.workbook)
  const [lesson, before] = await Promise.all([readExercise(course, entry), readExercise(course, previous)])
  const program = mainFileOf(lesson)
  const difference = await startDifference(before, lesson)
  const begun = beginFromMine(workbook, { lesson, before, program, difference }, context.now())
  if (begun === undefined)
    throw new UsageError(
      `there is no ${lessonFolderName(before)}/${program} to begin with: nothing has been written in lesson ${before.number}`,
      `tsgi-learn lesson ${before.number} opens that lesson; tsgi-learn lesson ${lesson.number} begins with its solution instead`,
    )
  for (const line of notesOn(context, begun, { lesson, before, program })) context.console.note(line)
}

type Lessons = {
  readonly lesson: { readonly number: number; readonly slug: string }
  readonly before: { readonly number: number; readonly slug: string }
  readonly program: string
}

const notesOn = (context: Context, begun: FromMine, { lesson, before, program }: Lessons): readonly string[] => [
  `${shown(context, begun.directory)} begins with your ${lessonFolderName(before)}: ${begun.carried.join(', ')}`,
  ...(begun.isUntouched ? [`your ${program} of lesson ${before.number} is still as it was handed out`] : []),
  ...(begun.added.length === 0 ? [] : [`lesson ${lesson.number} adds ${begun.added.join(', ')}`]),
  ...(begun.backup === undefined ? [] : [`what was there is kept in ${shown(context, begun.backup)}`]),
  ...(begun.todos.length === 0 ? [] : [`what there is to do stands at the top of ${program}`]),
]
