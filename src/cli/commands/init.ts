// `init [DIR]`: makes a workbook, or completes one.

import { join, resolve } from 'node:path'
import { defaultWorkbookName, findWorkbook } from '../../workbook/index.ts'
import { shown } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { UsageError } from '../usage-error.ts'
import { makeWorkbook } from '../workbook-here.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const directory = resolve(context.directory, context.typed.arguments[0] ?? defaultWorkbookName)
  const around = findWorkbook(directory)
  if (around !== undefined && around.directory !== directory) {
    throw new UsageError(`${shown(context, directory)} lies in a workbook already: ${around.directory}`)
  }
  const { created, kept } = makeWorkbook(context, directory)
  const written = created.map(name => `  ${join(shown(context, directory), name)}\n`).join('')
  context.console.write(created.length === 0 ? '' : `wrote\n${written}`)
  if (kept.length > 0) context.console.note(`left as they were: ${kept.join(', ')}`)
  context.console.note(
    `next: ${directory === context.directory ? '' : `cd ${shown(context, directory)} and `}tsgi-learn lesson 1`,
  )
  return exitCode.passed
}
