// No command at all: where I left off.

import { nearestWorkbook } from '../../workbook/index.ts'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { hasScreen, openLesson } from './lesson.ts'
import { run as runProgress } from './progress.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  if (hasScreen(context)) return openLesson(context, undefined)
  if (nearestWorkbook(context.directory) === undefined) {
    context.console.note('Learn how the web works by writing a web server. tsgi-learn --help lists all commands.\n')
  }
  return runProgress(context)
}
