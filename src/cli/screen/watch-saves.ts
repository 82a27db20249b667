// Tells when one of some files has been saved with another content, whatever way the editor saves.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

export type Watching = { readonly close: () => Promise<void> }

export type WatchHandlers = { readonly onSave: () => void; readonly onTrouble: (error: unknown) => void }

/** One save of several files, or in several steps, is one save. */
const settleMs = 15

/** chokidar sees renames and rewrites that fs.watch misses; it is loaded only here. */
export const watchSaves = (paths: readonly string[], handlers: WatchHandlers): Watching => {
  if (paths.length === 0) return { close: () => Promise.resolve() }
  let isClosed = false
  let closeWatcher: () => Promise<void> = () => Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const seen = new Map<string, string>()

  const look = async (): Promise<void> => {
    const changed = await Promise.all(paths.map(path => hasChanged(path, seen)))
    if (!isClosed && changed.includes(true)) handlers.onSave()
  }
  const lookSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void look().catch(handlers.onTrouble), settleMs)
  }
  const begin = async (): Promise<void> => {
    const [{ watch }] = await Promise.all([import('chokidar'), ...paths.map(path => hasChanged(path, seen))])
    if (isClosed) return
    const watcher = watch([...paths], { ignoreInitial: true })
    watcher.on('all', lookSoon).on('error', handlers.onTrouble)
    closeWatcher = () => watcher.close()
    // What was saved between the first look and now.
    watcher.on('ready', lookSoon)
  }
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
const hasChanged = async (path: string, seen: Map<string, string>): Promise<boolean> => {
  const content = await readFile(path).catch(() => undefined)
  if (content === undefined || content.length === 0) return false
  const hash = createHash('sha256').update(content).digest('hex')
  const isNew = seen.get(path) !== hash
  seen.set(path, hash)
  return isNew
}
