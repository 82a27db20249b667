// The workbook a command needs: the one around, or a new one, asked for on a terminal and made without asking elsewhere.

import { join } from 'node:path'
import { defaultWorkbookName, initWorkbook, type InitializedWorkbook, type Workbook } from '../workbook/index.ts'
import { shown } from './at-work.ts'
import type { Context } from './context.ts'
import { UsageError } from './usage-error.ts'

/** Throws a UsageError where there is none. */
export const requireWorkbook = (workbook: Workbook | undefined): Workbook => {
  if (workbook !== undefined) return workbook
  throw new UsageError('there is no workbook here', 'tsgi-learn lesson 1 makes one and opens the first lesson')
}

/** undefined when the answer was no. */
export const workbookOrNew = async (
  context: Context,
  workbook: Workbook | undefined,
): Promise<Workbook | undefined> => {
  if (workbook !== undefined) return workbook
  const directory = join(context.directory, defaultWorkbookName)
  const { console } = context
  if (console.isInputTerminal && console.isOutputTerminal) {
    console.note('There is no workbook here yet: a folder with your programs, one for each lesson.')
    if (!(await console.ask(`Make ${defaultWorkbookName} in ${context.directory}?`))) {
      console.note('Nothing was made. tsgi-learn init DIR makes a workbook elsewhere.')
      return undefined
    }
  }
  const made = makeWorkbook(context, directory)
  console.note(`made a workbook: ${shown(context, directory)}`)
  return made.workbook
}

export const makeWorkbook = (context: Context, directory: string): InitializedWorkbook =>
  initWorkbook(directory, join(context.packageFolder, 'template'))
