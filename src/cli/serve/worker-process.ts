// One worker as a process: started with an order, told to stop, killed. Knows nothing of the others.

import cluster from 'node:cluster'
import type { WorkerMessage, WorkerOrder, WorkerReport } from './messages.ts'

export type WorkerEnd = { readonly code: number | null; readonly signal: string | null }

export type WorkerProcess = {
  readonly pid: number
  readonly startedAt: number
  /** What it says first: it listens, or why not. */
  readonly ready: Promise<WorkerReport>
  readonly ended: Promise<WorkerEnd>
  /** New connections go elsewhere, requests under way are answered; then it is killed. */
  readonly stop: (graceMs: number) => void
  /** Fulfilled when no connection comes to it any more. */
  readonly closed: Promise<void>
  /** Stops one that listens: what it was given already would be lost. Kills one that may never get so far. */
  readonly giveUp: (graceMs: number) => void
  readonly kill: () => void
}

export type WorkerOptions = {
  /** The program of a worker. */
  readonly file: string
  /** What it serves, for who lists processes. */
  readonly name: string
  readonly order: Extract<WorkerOrder, { readonly type: 'serve' }>
  readonly now: () => number
}

/** How much longer than its requests a worker itself may take. */
const lastMs = 1000

export const startWorker = ({ file, name, order, now }: WorkerOptions): WorkerProcess => {
  // Alone, a worker accepts by itself: nothing is handed over.
  cluster.schedulingPolicy = order.isMultiprocess ? cluster.SCHED_RR : cluster.SCHED_NONE
  cluster.setupPrimary({ exec: file, args: [name] })
  const worker = cluster.fork()
  const child = worker.process
  const ended = new Promise<WorkerEnd>(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', error => resolve({ code: null, signal: error.message }))
  })
  let isListening = false
  const reported = new Promise<WorkerReport>(resolve => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'hears') worker.send(order, () => undefined)
      else if (message.type !== 'closed') {
        isListening = message.type === 'listening'
        resolve(message)
      }
    })
  })
  const closed = new Promise<void>(resolve => {
    worker.on('message', ({ type }: WorkerMessage) => {
      if (type !== 'closed') return
      worker.send({ type: 'leave' } satisfies WorkerOrder, () => undefined)
      resolve()
    })
    void ended.then(() => resolve())
  })
  const kill = (): void => void child.kill('SIGKILL')
  const stop = (graceMs: number): void => {
    const limit = setTimeout(kill, graceMs + lastMs)
    void ended.then(() => clearTimeout(limit))
    worker.send({ type: 'stop', graceMs } satisfies WorkerOrder, () => undefined)
  }
  // It may have ended while it was written to; `ended` tells.
  worker.on('error', () => undefined)
  return {
    pid: child.pid ?? 0,
    startedAt: now(),
    ready: Promise.race([reported, ended.then(endedEarly)]),
    ended,
    closed,
    stop,
    giveUp: graceMs => (isListening ? stop(graceMs) : kill()),
    kill,
  }
}

const endedEarly = (end: WorkerEnd): WorkerReport => ({
  type: 'failed',
  reason: 'load',
  text: `the application ended its process while it was loaded: ${endText(end)}`,
})

export const endText = ({ code, signal }: WorkerEnd): string =>
  code === null ? `killed by ${signal}` : `exit code ${code}`
