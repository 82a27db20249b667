// `serve` from its first load to its end: saves and signals load again or stop; what happens is said.

import { join } from 'node:path'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { watchSaves, type Watching } from '../screen/watch-saves.ts'
import { applicationFiles } from './application-files.ts'
import type { WorkerFault } from './messages.ts'
import type { Settings } from './settings.ts'
import { onSignals } from './signals.ts'
import { shownPath } from './source-excerpt.ts'
import { startWorker } from './worker-process.ts'
import { createWorkers, type Listening, type Workers } from './workers.ts'

const graceMs = 10_000
/** What takes longer than this is explained. */
const patienceMs = 300

/** Fulfilled with the exit code when no worker is left. `port` is free. */
export const serveUntilStopped = (context: Context, settings: Settings, port: number): Promise<ExitCode> =>
  new Promise(resolve => {
    const workers = workersOf(context, settings, port)
    const saves = createSaves(context, settings, paths => void load(`${paths} saved`))
    let due: string | undefined
    let isLoading = false
    let isOver = false
    let isAnnounced = false

    const load = async (reason: string): Promise<void> => {
      due = reason
      if (isLoading) return workers.cancel()
      isLoading = true
      for (let why = nextReason(); why !== undefined; why = nextReason()) {
        saves.look([])
        const report = await workers.load()
        if (due === undefined && !isOver) tell(report, why)
      }
      isLoading = false
    }

    const nextReason = (): string | undefined => {
      const reason = isOver ? undefined : due
      due = undefined
      return reason
    }

    const tell = (report: Listening | WorkerFault, why: string): void => {
      if (report.type === 'failed') return tellFault(report)
      saves.look(report.files)
      if (isAnnounced) return context.console.note(`${why}: the new application is served`)
      isAnnounced = true
      context.console.write(`Serving HTTP on port ${report.port} ...\n`)
    }

    const tellFault = (fault: WorkerFault): void => {
      const next = settings.reloads ? '; waiting for the next save' : ''
      context.console.note(fault.text)
      if (workers.isServing()) return context.console.note(`the application from before is still served${next}`)
      if (settings.reloads && fault.reason !== 'listen') return context.console.note(`nothing is served${next}`)
      void end(fault.reason === 'name' ? exitCode.usage : exitCode.failed)
    }

    const end = async (code: ExitCode): Promise<void> => {
      isOver = true
      const isLong = setTimeout(
        () => context.console.note('requests under way are answered first; a second signal stops at once'),
        patienceMs,
      )
      await Promise.all([saves.close(), workers.stop()])
      clearTimeout(isLong)
      removeSignals()
      resolve(code)
    }

    const removeSignals = onSignals(process, {
      onStop: () => void end(exitCode.passed),
      onKill: signal => {
        workers.kill()
        removeSignals()
        process.kill(process.pid, signal)
      },
      onReload: () => void load('SIGHUP'),
    })
    void load('start')
  })

const workersOf = (context: Context, settings: Settings, port: number): Workers => {
  const { application, host, workers: count, accessLog } = settings
  const name = `${shownPath(application.file, context.directory)}:${application.callable}`
  const file = join(context.packageFolder, 'dist', 'serve-worker.mjs')
  const order = { type: 'serve', application, host, port, isMultiprocess: count > 1, accessLog } as const
  const now = (): number => performance.now()
  return createWorkers({
    count,
    graceMs,
    now,
    note: context.console.note,
    start: () => startWorker({ file, name, order, now }),
  })
}

type Saves = {
  /** Looks at the files of the application from now on, `loaded` among them. */
  readonly look: (loaded: readonly string[]) => void
  readonly close: () => Promise<void>
}

const createSaves = (context: Context, { application, reloads }: Settings, onSave: (paths: string) => void): Saves => {
  if (!reloads) return { look: () => undefined, close: () => Promise.resolve() }
  let watched: readonly string[] = []
  let loadedBefore: readonly string[] = []
  let watching: Watching | undefined
  const handlers = {
    onSave: (paths: readonly string[]) => onSave(paths.map(path => shownPath(path, context.directory)).join(', ')),
    onTrouble: (error: unknown) =>
      context.console.note(`saves are not seen: ${error instanceof Error ? error.message : String(error)}`),
  }
  return {
    look: loaded => {
      if (loaded.length > 0) loadedBefore = loaded
      const files = applicationFiles(application.file, loadedBefore)
      if (files.join('\n') === watched.join('\n')) return
      watched = files
      void watching?.close()
      watching = watchSaves(files, handlers)
    },
    close: async () => watching?.close(),
  }
}
