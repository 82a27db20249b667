// The files of an application: those whose saves make `serve --reload` load it again.

import { dirname, resolve, sep } from 'node:path'
import { readSources, type Sources } from '../../runner/index.ts'

/** The module and all that it imports, also what is not there yet; `loaded` are files that a worker found. */
export const applicationFiles = (file: string, loaded: readonly string[]): readonly string[] => {
  const sources = sourcesOf(file)
  const missing = sources?.missing
  return [
    ...new Set([
      file,
      ...(sources?.files ?? []).map(({ path }) => path),
      ...(missing === undefined ? [] : [resolve(dirname(missing.at.path), missing.specifier)]),
      ...loaded.filter(path => !path.split(sep).includes('node_modules')),
    ]),
  ]
}

/** undefined while the module itself is away: some editors take it away before the new one is there. */
const sourcesOf = (file: string): Sources | undefined => {
  try {
    return readSources(file)
  } catch {
    return undefined
  }
}
