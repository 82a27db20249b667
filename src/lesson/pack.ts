// The files of a pack by name, once read, and how to find one's way in them. Touches no disk.

import { PackError, type PackFault } from './pack-error.ts'
import type { Source } from './file/guard.ts'

/** What has been read of a course. Names are relative to its folder, with `/`. */
export type Pack = { readonly directory: string; readonly files: ReadonlyMap<string, string> }

/** File name to content, the name relative to some folder. */
export type Files = ReadonlyMap<string, string>

export const lessonFolderOf = (slug: string): string => `lessons/${slug}`

export const appsFolderOf = (slug: string): string => `${lessonFolderOf(slug)}/apps`

export const fixturePathOf = (slug: string, name: string): string =>
  name.includes('/') ? `fixtures/${name}.trace` : `fixtures/${slug}/${name}.trace`

/** The files below a folder, by their names in it, sorted. */
export const filesBelow = (pack: Pack, folder: string): Files =>
  new Map(
    [...pack.files]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .map(([path, text]) => [path.slice(folder.length + 1), text] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The names of the folders right below a folder, sorted. */
export const foldersBelow = (pack: Pack, folder: string): readonly string[] =>
  [
    ...new Set([...filesBelow(pack, folder).keys()].flatMap(name => name.split('/').slice(0, -1).slice(0, 1))),
  ].toSorted()

/** Throws PackError when the pack does not have the file. `next` says what to do then. */
export const sourceOf = (pack: Pack, path: string, next: string): Source => {
  const text = pack.files.get(path)
  if (text === undefined) throw missingFile(pack.directory, path, next)
  return { directory: pack.directory, path, text }
}

export const missingFile = (directory: string, path: string, next: string): PackError =>
  new PackError(directory, {
    path,
    place: undefined,
    problem: 'no such file',
    expected: 'a file of this name',
    received: 'nothing',
    next,
  })

export const packFault = (pack: Pack, fault: PackFault): PackError => new PackError(pack.directory, fault)
