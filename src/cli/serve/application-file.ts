// The module of `module:callable` to the file it is. What is not there is told with all that was looked for, and where.

import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { quoted } from '../arguments/parse.ts'
import { nearest } from '../arguments/suggest.ts'
import { UsageError } from '../usage-error.ts'

/** In the order in which they are looked for. */
const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'] as const

/** `module` is a path, its extension may be left out. Throws a UsageError. */
export const applicationFile = (module: string, directory: string): string => {
  const path = resolve(directory, module)
  const candidates = [path, ...extensions.map(extension => path + extension)]
  const found = candidates.find(isFile)
  if (found === undefined) throw notThere(module, path, candidates)
  if (!isModule(found))
    throw new UsageError(
      `${quoted(module)} is no module: its name does not end in ${extensions.join(', ')}`,
      'for example: tsgi-learn serve app.ts:application',
    )
  return found
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

const isModule = (path: string): boolean => extensions.some(extension => extension === extname(path))

const notThere = (module: string, path: string, candidates: readonly string[]): UsageError => {
  const looked = (isModule(path) ? [path] : candidates).map(candidate => basename(candidate))
  const folder = dirname(path)
  const names = modulesIn(folder)
  if (names === undefined) return new UsageError(`there is no module ${quoted(module)}: there is no folder ${folder}`)
  const near = nearest(basename(path), isModule(path) ? names : [...names, ...names.map(withoutExtension)])
  return new UsageError(
    `there is no module ${quoted(module)}: looked for ${looked.join(', ')} in ${folder}`,
    near === undefined ? modulesText(names) : `did you mean ${module.slice(0, -basename(path).length)}${near}?`,
  )
}

const withoutExtension = (name: string): string => name.slice(0, -extname(name).length)

/** undefined when there is no such folder. */
const modulesIn = (folder: string): readonly string[] | undefined => {
  try {
    return readdirSync(folder).filter(isModule).toSorted()
  } catch {
    // Not there, no folder, or not ours to read: for whoever asks it is the same.
    return undefined
  }
}

const mostShown = 8

const modulesText = (names: readonly string[]): string => {
  if (names.length === 0) return 'there is no module in this folder'
  const more = names.length > mostShown ? ` and ${names.length - mostShown} more` : ''
  return `there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, mostShown).join(', ')}${more}`
}
