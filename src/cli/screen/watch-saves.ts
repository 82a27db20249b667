// Tells when one of some files has been saved with another content, whatever way the editor saves.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type Watching = { readonly close: () => Promise<void> }

export type WatchHandlers = {
  readonly onSave: (paths: readonly string[]) => void
  readonly onTrouble: (error: unknown) => void
}

/** One save of several files, or in several steps, is one save. */
const settleMs = 15

/**
 * What the files hold now is known when this returns: any other content from then on is a save, also while the watcher
 * is still starting. chokidar sees renames and rewrites that fs.watch misses; it is loaded only here.
 */
export const watchSaves = (paths: readonly string[], handlers: WatchHandlers): Watching => {
  if (paths.length === 0) return { close: () => Promise.resolve() }
  let isClosed = false
  let closeWatcher: () => Promise<void> = () => Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const seen = new Map<string, string>()

  const look = (): void => {
    const changed = paths.filter(path => hasChanged(path, seen))
    if (!isClosed && changed.length > 0) handlers.onSave(changed)
  }
  const lookSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, settleMs)
  }
  const begin = async (): Promise<void> => {
    const { watch } = await import('chokidar')
    if (isClosed) return
    const watcher = watch([...paths], { ignoreInitial: true })
    watcher.on('all', lookSoon).on('error', handlers.onTrouble)
    closeWatcher = () => watcher.close()
    // What was saved while it started.
    watcher.on('ready', lookSoon)
  }
  for (const path of paths) hasChanged(path, seen)
  begin().catch(handlers.onTrouble)

  return {
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await closeWatcher()
    },
  }
}

/** An empty file is one that an editor is about to write: no save yet. */
const hasChanged = (path: string, seen: Map<string, string>): boolean => {
  const content = contentOf(path)
  if (content === undefined || content.length === 0) return false
  const hash = createHash('sha256').update(content).digest('hex')
  const isNew = seen.get(path) !== hash
  seen.set(path, hash)
  return isNew
}

/** A file may be away for a moment: some editors take the old one away before the new one is there. */
const contentOf = (path: string): Uint8Array | undefined => {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
