// `reset [N]`: the start of a lesson again; what was written is kept.

import { resetLesson } from '../../workbook/index.ts'
import { chosenExercise, shown, standingOf } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { requireWorkbook } from '../workbook-here.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const workbook = requireWorkbook(standing.workbook)
  const lesson = await chosenExercise(context, standing, context.typed.arguments[0])
  const { directory, backup } = resetLesson(workbook, lesson, context.now())
  context.console.write(`lesson ${lesson.number} starts again in ${shown(context, directory)}\n`)
  if (backup !== undefined) context.console.write(`what was there is kept in ${shown(context, backup)}\n`)
  return exitCode.passed
}
