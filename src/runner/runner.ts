// Makes a runner out of its parts: one process in reserve, the notes about what was started, and runs.

import { judgeRun } from './checks/judge-run.ts'
import { startExchange } from './conversation/exchange.ts'
import { createPauses } from './conversation/pauses.ts'
import { defaultLimits, limitsFrom } from './limits.ts'
import type { Environment } from './processes/environment.ts'
import type { Group } from './processes/group.ts'
import { createPool } from './processes/pool.ts'
import { createRecords } from './processes/records.ts'
import { addressProgram } from './programs/address-program.ts'
import type { Launchpad } from './programs/launch.ts'
import type { Runner } from './run.ts'
import { createStripEngine } from './strip/engine.ts'

export type RunnerOptions = {
  /** The program's side, `boot.cjs`; `watchdog.cjs` is beside it. */
  readonly bootFile: string
  /** The transformer that removes types, `strip.cjs`. */
  readonly stripFile: string
  /** Ours, for notes about processes and for copies of programs that are in no workbook. */
  readonly stateDirectory: string
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number
  /** The time of day, in ms since 1970. Without it, a date in an answer may be any date. */
  readonly clock?: () => number
  /** What the smallest environment is taken from. */
  readonly environment: Environment
  /** The node that runs learners' programs. */
  readonly nodePath: string
  /** A name that no other process on this machine has or will have. */
  readonly newToken: () => string
}

/** Starts no process until asked to run or to warm. */
export function createRunner(options: RunnerOptions): Runner {
  const { now, environment, nodePath, stateDirectory, newToken } = options
  const records = createRecords(stateDirectory)
  const engine = createStripEngine(options.stripFile)
  const groups = new Set<Group>()
  let hasSwept = false

  function killAll(): void {
    for (const group of groups) group.kill()
  }

  function onStarted(group: Group): void {
    if (groups.size === 0) process.once('exit', killAll)
    groups.add(group)
    void group.exited.then(() => {
      groups.delete(group)
      if (groups.size === 0) process.off('exit', killAll)
    })
  }

  const pool = createPool({
    bootFile: options.bootFile,
    nodePath,
    environment,
    records,
    memoryBytes: defaultLimits.memoryBytes,
    nextToken: newToken,
    onStarted,
  })
  const pad: Launchpad = {
    pool,
    engine,
    records,
    stateDirectory,
    environment,
    nodePath,
    now,
    clock: options.clock,
    nextToken: newToken,
    onStarted,
  }

  function sweepOnce(): void {
    if (!hasSwept) records.sweep()
    hasSwept = true
  }

  return {
    run: request => {
      sweepOnce()
      return judgeRun(request, pad)
    },
    send: async ({ host, port }, transcript, sending) => {
      const exchange = startExchange({
        transcript,
        cuts: [],
        program: addressProgram(host, port),
        limits: limitsFrom(sending?.limits),
        now,
        pauses: createPauses(now),
        lingerMs: 0,
      })
      await exchange.done
      return exchange.trace()
    },
    warm: async () => {
      sweepOnce()
      const ready = pool.warm()
      engine.warm()
      await ready
    },
    close: async () => {
      await Promise.all(pool.drain().map(({ group }) => group.stop(0)))
      await Promise.all([...groups].map(group => group.stop(defaultLimits.stopMs)))
    },
  }
}
