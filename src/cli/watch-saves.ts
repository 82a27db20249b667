// Says when a learner has saved: whichever way an editor writes, once for each change of content, and never half-written.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, sep } from 'node:path'

export type Watching = {
  /** Looks at once, without waiting for the system to tell. */
  readonly look: () => void
  readonly close: () => Promise<void>
}

export type WatchHandlers = { readonly onSave: () => void; readonly onTrouble: (error: unknown) => void }

/** An editor may write a file in several steps; this long after the last one, they belong together. */
const settleMs = 15
/** A file that is empty is about to be written. If it stays empty for this long, it is meant to be. */
const emptyMs = 150

/** `paths` are files, or folders with all program files in and below them. */
export const watchSaves = (paths: readonly string[], handlers: WatchHandlers): Watching => {
  let seen = contentsOf(paths)
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const lookAfter = (ms: number, look: () => void): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      try {
        look()
      } catch (error) {
        handlers.onTrouble(error)
      }
    }, ms)
  }
  const accept = (contents: Contents): void => {
    seen = contents
    handlers.onSave()
  }
  const look = (): void => {
    if (isClosed) return
    const now = contentsOf(paths)
    if (isSame(seen, now)) return
    if (isBeingWritten(seen, now)) lookAfter(emptyMs, lookAgain)
    else accept(now)
  }
  const lookAgain = (): void => {
    const now = contentsOf(paths)
    if (!isClosed && !isSame(seen, now)) accept(now)
  }
  const lookSoon = (): void => lookAfter(settleMs, look)

  const watcher = startWatcher(paths, lookSoon, handlers.onTrouble)
  return {
    look: lookSoon,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await (await watcher)?.close()
    },
  }
}

type Contents = ReadonlyMap<string, string>

const startWatcher = async (paths: readonly string[], onChange: () => void, onTrouble: (error: unknown) => void) => {
  try {
    const { watch } = await import('chokidar')
    const watcher = watch([...paths], { ignoreInitial: true, ignored: path => isIgnored(path, paths) })
    // What was saved while the watcher was starting is seen when it is ready.
    watcher.on('all', onChange).on('ready', onChange).on('error', onTrouble)
    return watcher
  } catch (error) {
    onTrouble(error)
    return undefined
  }
}

const isIgnored = (path: string, paths: readonly string[]): boolean =>
  !paths.includes(path) && path.split(sep).slice(-1).some(isHidden)

const isHidden = (name: string): boolean => name === 'node_modules' || name.startsWith('.')

const programFile = /\.(?:[cm]?[jt]s|json|py|rb|go|rs|php|pl|sh)$/
const largestBytes = 1_000_000

const contentsOf = (paths: readonly string[]): Contents =>
  new Map(
    paths.flatMap(filesOf).flatMap(path => {
      const text = textOf(path)
      return text === undefined ? [] : [[path, text] as const]
    }),
  )

const filesOf = (path: string): readonly string[] => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => !isHidden(basename(entry.name)) && (entry.isDirectory() || programFile.test(entry.name)))
    .flatMap(entry => filesOf(join(path, entry.name)))
}

// Between looking and reading a file may go away: editors rename. The next event tells.
const textOf = (path: string): string | undefined => {
  try {
    return statSync(path).size > largestBytes ? undefined : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const isSame = (before: Contents, now: Contents): boolean =>
  before.size === now.size && [...now].every(([path, text]) => before.get(path) === text)

/** Whether a file that had content is empty or away: the moment in the middle of a save. */
const isBeingWritten = (before: Contents, now: Contents): boolean =>
  [...before].some(([path, text]) => text !== '' && (now.get(path) ?? '') === '')
