// The learner's folder: where it is, how it is made. Never overwrites a file.

import { dirname, join, resolve } from 'node:path'
import { createText, isFile, listFiles, readText } from './files.ts'

export type Workbook = { readonly directory: string }

export type InitializedWorkbook = {
  readonly workbook: Workbook
  /** Names of files, in order; those that were there already stayed as they were. */
  readonly created: readonly string[]
  readonly kept: readonly string[]
}

/** The name of the folder that is made when nobody says another. */
export const defaultWorkbookName = 'tsgi-workbook'

/** The workbook that `from` is in: that folder or one above it. undefined when there is none. */
export const findWorkbook = (from: string): Workbook | undefined => {
  const directory = resolve(from)
  if (isWorkbook(directory)) return { directory }
  const above = dirname(directory)
  return above === directory ? undefined : findWorkbook(above)
}

/** The workbook for someone who is in `from`: the one around it, or the one of the default name just below. */
export const nearestWorkbook = (from: string): Workbook | undefined => {
  const below = resolve(from, defaultWorkbookName)
  return findWorkbook(from) ?? (isWorkbook(below) ? { directory: below } : undefined)
}

/** Makes a workbook of `directory`, or completes one. `template` is the folder with the files that each has. */
export const initWorkbook = (directory: string, template: string): InitializedWorkbook => {
  const files = [...listFiles(template).map(name => [name, readText(join(template, name)) ?? ''] as const), ...hidden]
  const done = files.map(([name, text]) => ({ name, result: createText(join(resolve(directory), name), text) }))
  const named = (result: string): readonly string[] =>
    done.filter(file => file.result === result).map(file => file.name)
  return { workbook: { directory: resolve(directory) }, created: named('created'), kept: named('kept') }
}

// Shadow copies and backups are for this machine; a workbook in git has no use for them. Not in the template: npm leaves
// files of that name out of packages.
const hidden = [['.tsgi/.gitignore', 'run/\nbackups/\n*.unfinished-*\n']] as const

// A workbook taken from git may have no progress yet, and a learner may have removed the types.
const isWorkbook = (directory: string): boolean =>
  isFile(join(directory, 'tsgi.d.ts')) || isFile(join(directory, '.tsgi', '.gitignore'))
