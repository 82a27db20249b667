// Names of copies to names of originals: Node speaks of what it loads, the learner of what they wrote. Reads no files.

import { pathToFileURL } from 'node:url'

export type Originals = {
  /** Folders of copies, and the folders they mirror; none when nothing was copied. */
  readonly folders: readonly { readonly from: string; readonly to: string }[]
  /** Each copy's path, and its original's. */
  readonly files: Readonly<Record<string, string>>
}

export const noOriginals: Originals = { folders: [], files: {} }

export function joinedOriginals(all: readonly Originals[]): Originals {
  return {
    folders: all.flatMap(({ folders }) => folders),
    files: Object.assign({}, ...all.map(({ files }) => files)) as Originals['files'],
  }
}

/** The path itself when it is not a copy's. */
export function originalPath(path: string, { files }: Originals): string {
  return files[path] ?? path
}

/** Every copy that a text names, as a path or as a URL, by the name of its original. */
export function inOriginalNames(text: string, { folders, files }: Originals): string {
  if (!folders.some(({ from }) => mentions(text, from))) return text
  const names = [...Object.entries(files), ...folders.map(({ from, to }) => [from, to] as const)]
  // The longest first: one name may begin another.
  return names
    .toSorted(([one], [other]) => other.length - one.length)
    .reduce((rest, [copy, original]) => replaced(rest, copy, original), text)
}

function mentions(text: string, folder: string): boolean {
  return text.includes(folder) || text.includes(pathToFileURL(folder).href)
}

function replaced(text: string, copy: string, original: string): string {
  return text.replaceAll(pathToFileURL(copy).href, pathToFileURL(original).href).replaceAll(copy, original)
}
