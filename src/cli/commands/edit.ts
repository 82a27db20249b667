// `edit [N]`: opens the program of a lesson in the learner's editor.

import { chosenExercise, shown, standingOf } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { openEditor } from '../screen/editor.ts'
import { ownSubject } from '../subject.ts'
import { UsageError } from '../usage-error.ts'
import { requireWorkbook } from '../workbook-here.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const workbook = requireWorkbook(standing.workbook)
  const lesson = await chosenExercise(context, standing, context.typed.arguments[0])
  const { file } = ownSubject(context, lesson, workbook)
  if (file === undefined) throw new UsageError(`lesson ${lesson.number} has no program to edit`)
  // Nothing of ours is on the terminal: there is nothing to give away and take back.
  const nothing = (): void => undefined
  const problem = await openEditor({ file, line: 1, column: 1 }, context.env, { release: nothing, take: nothing })
  if (problem !== undefined) throw new UsageError(problem, `the file is ${shown(context, file)}`)
  return exitCode.passed
}
