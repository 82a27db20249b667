// Packs from disk: the one file of this layer that touches node:fs. Reads text; knows nothing of what it says.

import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { missingFile, type Pack } from './pack.ts'
import { PackError, placeAt } from './pack-error.ts'

// Synchronous: a lesson is some forty small files, read at every start, and that is quicker without a pool of threads.

/**
 * Reads files and whole folders of a course; `parts` are their paths in it. What is not there is left out.
 * Throws PackError for what cannot be read as text.
 */
export const readPack = (directory: string, parts: readonly string[]): Pack => {
  const reading: Reading = { directory, files: new Map(), folders: new Set() }
  for (const part of parts) {
    needFoldersAbove(reading, part)
    readPart(reading, part)
  }
  return { directory, files: reading.files }
}

/**
 * A text that changes when a file of these parts does: path, size and times of each, found without opening one.
 * Throws PackError as reading does.
 */
export const stampOf = (directory: string, parts: readonly string[]): string =>
  parts.map(part => stampOfPart(directory, part, 0)).join('')

const stampOfPart = (directory: string, path: string, depth: number): string => {
  const stats = statsOf(directory, path)
  if (stats === undefined) return ''
  const own = `${path} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}\n`
  if (!stats.isDirectory() || depth > deepestFolder) return own
  const names = attempt(directory, path, () => readdirSync(join(directory, path)))
  return own + names.map(name => stampOfPart(directory, `${path}/${name}`, depth + 1)).join('')
}

type Reading = {
  readonly directory: string
  readonly files: Map<string, string>
  /** The folders on the way to parts that are known to be no links. */
  readonly folders: Set<string>
}

const deepestFolder = 8
const largestBytes = 1_000_000
const mostFiles = 4000

/** The system would follow a link on the way to a file without a word. */
const needFoldersAbove = (reading: Reading, path: string): void => {
  const names = path.split('/')
  for (const folder of names.map((_, index) => names.slice(0, index).join('/')).slice(1)) {
    if (reading.folders.has(folder)) continue
    const stats = statsOf(reading.directory, folder)
    if (stats === undefined) return
    if (!stats.isDirectory()) throw unfit(reading, folder, 'a folder; links are not followed')
    reading.folders.add(folder)
  }
}

const noLinks = 'a plain file or a folder; links and devices are not followed'

const readPart = (reading: Reading, path: string): void => {
  // Asked first: a name that is no UTF-8 is not found again by the name that Node gives it.
  if (!/^[\w@+.-]+(?:\/[\w@+.-]+)*$/.test(path)) throw unfit(reading, path, 'letters, digits and _ - + @ . in a name')
  const stats = statsOf(reading.directory, path)
  if (stats === undefined) return
  if (stats.isDirectory()) return readFolder(reading, path)
  if (!stats.isFile()) throw unfit(reading, path, noLinks)
  if (stats.size > largestBytes) throw unfit(reading, path, `no more than ${largestBytes} bytes`)
  if (reading.files.size >= mostFiles) throw unfit(reading, path, `no more than ${mostFiles} files`)
  reading.files.set(path, readText(reading.directory, path))
}

const readFolder = (reading: Reading, path: string): void => {
  if (path.split('/').length > deepestFolder) throw unfit(reading, path, `no more than ${deepestFolder} folders deep`)
  const names = attempt(reading.directory, path, () => readdirSync(join(reading.directory, path)))
  // Dot files belong to editors and systems.
  for (const name of names.filter(name => !name.startsWith('.')).toSorted()) readPart(reading, `${path}/${name}`)
}

const statsOf = (directory: string, path: string): Stats | undefined =>
  attempt(directory, path, () => lstatSync(join(directory, path), { throwIfNoEntry: false }))

const readText = (directory: string, path: string): string => {
  const bytes = attempt(directory, path, () => readFileSync(join(directory, path)))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8(directory, path, bytes)
  }
}

const attempt = <Value>(directory: string, path: string, read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOTDIR' || code === 'ENOENT')
      throw missingFile(directory, path, 'Give the folder that holds course.json, lessons/ and fixtures/.')
    throw new PackError(directory, {
      path,
      place: undefined,
      problem: 'cannot be read',
      expected: 'a file that may be read',
      received: code,
      next: 'Look at its permissions.',
    })
  }
}

const unfit = ({ directory }: Reading, path: string, expected: string): PackError =>
  new PackError(directory, {
    path,
    place: undefined,
    problem: 'not a file for a pack',
    expected,
    received: path.split('/').at(-1) ?? path,
    next: 'Take it out of the pack, or rename it.',
  })

const notUtf8 = (directory: string, path: string, bytes: Uint8Array): PackError => {
  const text = new TextDecoder('utf-8').decode(bytes)
  return new PackError(directory, {
    path,
    place: placeAt(text, firstBroken(text, bytes)),
    problem: 'not UTF-8',
    expected: 'text in UTF-8',
    received: 'bytes that are not',
    next: 'Save the file as UTF-8; in a fixture, write such bytes as escapes: \\xe9.',
  })
}

/** The offset in `text` of the first replacement character that is not one in `bytes`: a file may have some of its own. */
const firstBroken = (text: string, bytes: Uint8Array): number => {
  const isMark = (at: number, mark: readonly number[]): boolean =>
    mark.every((byte, index) => bytes[at + index] === byte)
  // The decoder leaves a byte order mark out.
  let byteAt = isMark(0, [0xef, 0xbb, 0xbf]) ? 3 : 0
  let from = 0
  for (const { index } of text.matchAll(/\uFFFD/g)) {
    byteAt += new TextEncoder().encode(text.slice(from, index)).length
    if (!isMark(byteAt, [0xef, 0xbf, 0xbd])) return index
    from = index
  }
  return 0
}
