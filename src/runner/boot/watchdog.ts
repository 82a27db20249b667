// The second thread of the learner's process: sees a main thread that does not come back, memory beyond its cap, and a
// runner that is gone. Names the place with the debugger. Built as one file, `watchdog.cjs`.

import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

import { orderFd } from '../report/fact.ts'
import type { WatchFact } from '../report/fact.ts'
import type { SourceLocation } from '../../trace/index.ts'
import { endGroup } from './end-group.ts'
import { pausedPlace } from './paused.ts'
import { cells } from './serving.ts'
import type { SharedCells } from './serving.ts'

const tickMs = 20
/** How long the debugger may take to stop the main thread; it cannot while native code runs. */
const pauseMs = 1200
/**
 * Bytes. Printing waits for the runner, and what waits for the runner is not stuck: a turn in which this much was printed is no
 * missed beat. It cannot go on for ever, since a program may not print without end.
 */
const muchPerTurn = 1024
/** A main thread that takes this much without coming back is filling the memory. */
const fillingBytes = 32 * 1024 * 1024

const { shared, parentPid } = workerData as { readonly shared: SharedCells; readonly parentPid: number }

let beats = -1
/** Turns of ours without a beat. Turns, not time: a machine too busy to run us does not make the program blocked. */
let missed = 0
/** What the process took when the main thread was last seen. */
let bytesAtBeat = 0
/** What it had printed then, and at our last turn. */
let printedAtBeat = 0
let printed = 0
let isReporting = false

setInterval(watch, tickMs)

function watch(): void {
  if (process.ppid !== parentPid) endGroup()
  if (isReporting || shared[cells.isWatching] === 0) return
  const limitBytes = (shared[cells.memoryKilobytes] ?? 0) * 1024
  const bytes = process.memoryUsage.rss()
  if (limitBytes > 0 && bytes > limitBytes) return void reportMemory(bytes, limitBytes)
  const current = Atomics.load(shared, cells.heartbeat)
  const printedNow = printedSinceLastTurn()
  if (current !== beats) beat(current, bytes)
  else if (printedNow < muchPerTurn) missed += 1
  const blockedMs = shared[cells.blockedMs] ?? 0
  // A loop that takes memory, or prints, will meet that cap first, and that says more about it.
  const isFilling = bytes - bytesAtBeat > fillingBytes
  const patienceMs = printedNow > 0 ? 3 * blockedMs : isFilling ? 1.6 * blockedMs : blockedMs
  if (blockedMs > 0 && missed * tickMs >= patienceMs) void reportBlocked(current)
}

/** The main thread was there. */
function beat(current: number, bytes: number): void {
  beats = current
  missed = 0
  bytesAtBeat = bytes
  printedAtBeat = printed
}

function printedSinceLastTurn(): number {
  const before = printed
  printed = Atomics.load(shared, cells.printed)
  return printed - before
}

async function reportBlocked(lastBeat: number): Promise<void> {
  isReporting = true
  const port = shared[cells.serving] ?? 0
  const at = await place()
  // It came back while we asked: slow, not blocked.
  const isBack = at === undefined && Atomics.load(shared, cells.heartbeat) !== lastBeat
  if (!isBack) tell({ type: 'blocked', ms: missed * tickMs, at, port, printedBytes: printed - printedAtBeat })
  missed = 0
  isReporting = false
}

/** Nothing slows a program that allocates: it is ended here, once its place is known. */
async function reportMemory(bytes: number, limit: number): Promise<void> {
  isReporting = true
  const port = shared[cells.serving] ?? 0
  tell({ type: 'out-of-memory', bytes, limit, at: await place(), port })
  endGroup()
}

function place(): Promise<SourceLocation | undefined> {
  return pausedPlace(pauseMs)
}

function tell(fact: WatchFact): void {
  writeSync(orderFd, `${JSON.stringify(fact)}\n`)
}
