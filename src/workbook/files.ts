// Disk access of the workbook: reading, creating, and replacing a file in one step. Knows nothing of lessons or progress.

import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The disk refused: a folder that cannot be written, no space left. Whoever typed the command can act on it. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem'
  readonly path: string
  /** The system's name for it: `EACCES`, `ENOSPC`. */
  readonly code: string

  constructor(path: string, code: string, options: ErrorOptions) {
    super(`${path}: ${sentences[code] ?? code}`, options)
    this.path = path
    this.code = code
  }
}

const sentences: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'is a folder, not a file',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'exists already',
}

/** The file's text; undefined when there is no such file. */
export const readText = (path: string): string | undefined =>
  perform(path, () => {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  })

/** Writes a file that does not exist yet, folders included. Says `kept` and leaves it alone when it does. */
export const createText = (path: string, text: string): 'created' | 'kept' =>
  perform(path, () => {
    if (existsSync(path)) return 'kept'
    mkdirSync(dirname(path), { recursive: true })
    const unfinished = writeBeside(path, text)
    try {
      // A link fails where something else was quicker; a rename would replace it.
      linkSync(unfinished, path)
      return 'created'
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'kept'
      return createDirectly(path, text)
    } finally {
      unlinkSync(unfinished)
    }
  })

/** Replaces a file in one step: whoever reads it sees the old text or the new one, also after a crash. */
export const replaceText = (path: string, text: string): void =>
  perform(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    const unfinished = writeBeside(path, text)
    try {
      renameSync(unfinished, path)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
    syncFolder(dirname(path))
  })

/** Moves a file aside; gives the path it has now. */
export const moveAside = (path: string, to: string): string =>
  perform(path, () => {
    const free = freeName(to)
    renameSync(path, free)
    return free
  })

/** Copies a folder, without what was installed into it; gives the path of the copy. */
export const copyFolder = (from: string, to: string): string =>
  perform(to, () => {
    const free = freeName(to)
    mkdirSync(dirname(free), { recursive: true })
    cpSync(from, free, { recursive: true, errorOnExist: true, force: false, filter: isOwn })
    return free
  })

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** Names of the files in a folder, below it too, with `/` between folders; none when there is no such folder. */
export const listFiles = (folder: string): readonly string[] =>
  perform(folder, () => {
    if (!isFolder(folder)) return []
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      if (!entry.isDirectory()) return [entry.name]
      return isOwn(entry.name) ? listFiles(join(folder, entry.name)).map(name => `${entry.name}/${name}`) : []
    })
  })

/** Removes what a killed process left half-written beside `path`. */
export const sweepUnfinished = (path: string): void => {
  const prefix = `${basename(path)}${unfinishedMark}`
  for (const name of existsSync(dirname(path)) ? readdirSync(dirname(path)) : []) {
    const owner = Number(name.slice(prefix.length))
    if (name.startsWith(prefix) && !isAlive(owner)) rmSync(join(dirname(path), name), { force: true })
  }
}

const unfinishedMark = '.unfinished-'

const writeBeside = (path: string, text: string): string => {
  const unfinished = `${path}${unfinishedMark}${process.pid}`
  const handle = openSync(unfinished, 'w', 0o644)
  try {
    writeFileSync(handle, text)
    // Without it, a power cut after the rename can leave the new name with no content.
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return unfinished
}

// Some file systems have no links (USB sticks with FAT): there the exclusive flag does what it can.
const createDirectly = (path: string, text: string): 'created' | 'kept' => {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return 'created'
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'kept'
    throw error
  }
}

// Not every system can sync a folder (Windows cannot open one); the rename itself is done by then.
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const freeName = (wanted: string): string => {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`
    if (!existsSync(name)) return name
  }
}

const isOwn = (path: string): boolean => basename(path) !== 'node_modules'

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const perform = <Result>(path: string, act: () => Result): Result => {
  try {
    return act()
  } catch (error) {
    const code = codeOf(error)
    if (error instanceof FileProblem || code === undefined || !/^E[A-Z]+$/.test(code)) throw error
    throw new FileProblem(path, code, { cause: error })
  }
}
