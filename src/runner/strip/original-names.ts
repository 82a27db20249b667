// Names of copies to names of originals: Node speaks of what it loads, the learner of what they wrote. Reads no files.

import { pathToFileURL } from 'node:url'

export type Originals = {
  /** The folder of the copies, and the folder it mirrors; the same when nothing was copied. */
  readonly from: string
  readonly to: string
  /** Each copy's path, and its original's. */
  readonly files: Readonly<Record<string, string>>
}

/** The path itself when it is not a copy's. */
export function originalPath(path: string, { files }: Originals): string {
  return files[path] ?? path
}

/** Every copy that a text names, as a path or as a URL, by the name of its original. */
export function inOriginalNames(text: string, { from, to, files }: Originals): string {
  if (from === to || !mentions(text, from)) return text
  // The longest first: one name may begin another.
  const names = Object.entries(files).toSorted(([one], [other]) => other.length - one.length)
  return [...names, [from, to] as const].reduce((rest, [copy, original]) => replaced(rest, copy, original), text)
}

function mentions(text: string, folder: string): boolean {
  return text.includes(folder) || text.includes(pathToFileURL(folder).href)
}

function replaced(text: string, copy: string, original: string): string {
  return text.replaceAll(pathToFileURL(copy).href, pathToFileURL(original).href).replaceAll(copy, original)
}
