// Lesson 1 on a real terminal, in a workbook of its own.

import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, newWorkbook } from '../cli/cli.ts'
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts'

export const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const

export type OpenLesson = Terminal & { readonly workbook: string }

const handedOut = await newWorkbook()

/** Resolves when the lesson is there and keys work. `prepare` may change the workbook before. */
export const openLesson = async (
  options: Partial<TerminalOptions> & { readonly prepare?: (workbook: string) => void } = {},
): Promise<OpenLesson> => {
  const workbook = join(newFolder(), 'tsgi-workbook')
  cpSync(handedOut, workbook, { recursive: true })
  options.prepare?.(workbook)
  const terminal = openTerminal({ columns: 80, rows: 24, argv: ['lesson', '1'], cwd: workbook, ...options })
  await terminal.shows('? all keys')
  return { ...terminal, workbook }
}
