// All workers of one `serve`: a set that loads together, replaces the one before it when it listens, and is kept complete.

import { setTimeout as delay } from 'node:timers/promises'
import { waitAfter } from './backoff.ts'
import type { WorkerFault, WorkerReport } from './messages.ts'
import { endText, type WorkerProcess } from './worker-process.ts'

export type WorkersOptions = {
  readonly count: number
  readonly graceMs: number
  readonly start: () => WorkerProcess
  readonly now: () => number
  /** Told of what happens by itself: a worker that died, and what is done about it. */
  readonly note: (text: string) => void
}

export type Listening = Extract<WorkerReport, { readonly type: 'listening' }>

export type Workers = {
  /** Loads the application anew; those that serve go on until all that are new listen, and for ever when one cannot. */
  readonly load: () => Promise<Listening | WorkerFault>
  /** Gives up what `load` is starting. */
  readonly cancel: () => void
  readonly isServing: () => boolean
  /** Fulfilled when none is left. */
  readonly stop: () => Promise<void>
  readonly kill: () => void
}

/** Those that serve the same load. What dies in a set that is retired is not started again. */
type WorkerSet = { readonly workers: Set<WorkerProcess>; isRetired: boolean; waitedMs: number | undefined }

const mostMs = 1000

export const createWorkers = ({ count, graceMs, start, now, note }: WorkersOptions): Workers => {
  const alive = new Set<WorkerProcess>()
  const ending = new AbortController()
  let serving: WorkerSet | undefined
  let starting: WorkerSet | undefined

  const add = (set: WorkerSet): WorkerProcess => {
    const worker = start()
    alive.add(worker)
    set.workers.add(worker)
    void worker.ended.then(() => alive.delete(worker))
    return worker
  }

  const load = async (): Promise<Listening | WorkerFault> => {
    const set: WorkerSet = { workers: new Set(), isRetired: false, waitedMs: undefined }
    starting = set
    // One alone first: what is wrong with the application is said once.
    const first = await add(set).ready
    const others = first.type === 'failed' || set.isRetired ? [] : await Promise.all(restOf(set))
    if (starting === set) starting = undefined
    const fault = [first, ...others].find(report => report.type === 'failed')
    if (fault !== undefined || first.type === 'failed' || set.isRetired) {
      retire(set, worker => worker.giveUp(graceMs))
      return fault ?? given
    }
    const before = serving
    serving = set
    for (const worker of set.workers) keep(set, worker)
    if (before !== undefined) await replaceAll(before)
    return first
  }

  /** From then on the new ones alone are asked; one that never returns is not waited for. */
  const replaceAll = async (before: WorkerSet): Promise<void> => {
    const all = [...before.workers].map(worker => worker.closed)
    retire(before, worker => worker.stop(graceMs))
    await Promise.race([Promise.all(all), delay(mostMs, undefined, { ref: false })])
  }

  const restOf = (set: WorkerSet): readonly Promise<WorkerReport>[] =>
    Array.from({ length: count - 1 }, () => add(set).ready)

  const retire = (set: WorkerSet, end: (worker: WorkerProcess) => void): void => {
    set.isRetired = true
    for (const worker of set.workers) end(worker)
  }

  const keep = (set: WorkerSet, worker: WorkerProcess): void => {
    void worker.ended.then(end => {
      set.workers.delete(worker)
      return set.isRetired ? undefined : replace(set, worker, `worker ${worker.pid} died (${endText(end)})`)
    })
  }

  const replace = async (set: WorkerSet, dead: WorkerProcess, news: string): Promise<void> => {
    set.waitedMs = waitAfter(now() - dead.startedAt, set.waitedMs)
    note(`${news}; another is started in ${set.waitedMs / 1000} s`)
    await delay(set.waitedMs, undefined, { signal: ending.signal }).catch(() => undefined)
    if (set.isRetired) return
    const worker = add(set)
    const report = await worker.ready
    if (report.type === 'listening') return keep(set, worker)
    set.workers.delete(worker)
    worker.kill()
    if (!set.isRetired) await replace(set, worker, report.text)
  }

  const end = (one: (worker: WorkerProcess) => void): void => {
    for (const set of [serving, starting]) if (set !== undefined) set.isRetired = true
    ending.abort()
    for (const worker of alive) one(worker)
  }

  return {
    load,
    cancel: () => {
      if (starting !== undefined) retire(starting, worker => worker.giveUp(graceMs))
    },
    isServing: () => serving !== undefined,
    stop: async () => {
      if (starting !== undefined) retire(starting, worker => worker.giveUp(graceMs))
      end(worker => worker.stop(graceMs))
      await Promise.all([...alive].map(worker => worker.ended))
    },
    kill: () => end(worker => worker.kill()),
  }
}

const given: WorkerFault = { type: 'failed', reason: 'load', text: 'given up' }
