// Processes that are booted and wait for a program: some in reserve, more when asked. Knows nothing of programs.

import { dirname, join } from 'node:path'
import type { Duplex, Readable } from 'node:stream'

import { createFrameReader, frameTypes } from '../report/frame.ts'
import type { Frame } from '../report/frame.ts'
import { orderFd, reportFd } from '../report/fact.ts'
import { believing } from '../report/parse.ts'
import { smallestEnvironment } from './environment.ts'
import type { Environment } from './environment.ts'
import { startGroup } from './group.ts'
import type { Group } from './group.ts'
import type { Records } from './records.ts'

export type Booted = {
  readonly group: Group
  readonly memoryBytes: number
  /** Resolves when it waits for an order; rejects when it ended before. */
  readonly ready: Promise<void>
  /** Orders go in; what the watching thread says comes out. */
  readonly orders: Duplex
  /** Resolves when no report can come any more. */
  readonly reportsEnded: Promise<void>
  /** `onNotOurs`: the program itself has written where only reports may come; none will be heard any more. */
  setOnFrame(onFrame: (frame: Frame) => void, onNotOurs: () => void): void
}

export type PoolOptions = {
  readonly bootFile: string
  readonly nodePath: string
  readonly environment: Environment
  readonly records: Records
  readonly memoryBytes: number
  readonly nextToken: () => string
  readonly onStarted: (group: Group) => void
}

export type Pool = {
  /** One in reserve when its memory cap is the one asked for, otherwise a new one. */
  take(memoryBytes: number): Booted
  /** One that was taken and got no order. */
  giveBack(booted: Booted): void
  /** Boots as many as were taken since the last time, within reason: the next run will need as many. */
  warm(): Promise<void>
  /** Gives the reserve up, for its owner to stop. */
  drain(): readonly Booted[]
}

/** A lesson may start its program in several ways. A program that breaks again and again needs no more than that. */
const mostInReserve = 3

export function createPool(options: PoolOptions): Pool {
  let reserve: readonly Booted[] = []
  let taken = 0
  let wanted = 1

  /** Somebody killed it while it waited: its note goes with it. */
  function dropDead(): void {
    for (const dead of reserve.filter(({ group }) => group.hasExited())) void dead.group.stop(0)
    reserve = reserve.filter(({ group }) => !group.hasExited())
  }

  return {
    take: memoryBytes => {
      dropDead()
      taken += 1
      const fit = reserve.find(booted => booted.memoryBytes === memoryBytes)
      reserve = reserve.filter(booted => booted !== fit)
      return fit ?? boot(options, memoryBytes)
    },
    giveBack: booted => {
      taken -= 1
      if (reserve.length < mostInReserve && booted.memoryBytes === options.memoryBytes) reserve = [...reserve, booted]
      else void booted.group.stop(0)
    },
    warm: async () => {
      dropDead()
      if (taken > 0) wanted = Math.min(taken, mostInReserve)
      taken = 0
      const missing = Math.max(0, wanted - reserve.length)
      reserve = [...reserve, ...Array.from({ length: missing }, () => boot(options, options.memoryBytes))]
      await Promise.all(reserve.map(({ ready }) => ready))
    },
    drain: () => {
      const given = reserve
      reserve = []
      return given
    },
  }
}

function boot(options: PoolOptions, memoryBytes: number): Booted {
  const token = options.nextToken()
  const watchdogFile = join(dirname(options.bootFile), 'watchdog.cjs')
  const group = startGroup({
    command: options.nodePath,
    args: [heapOption(memoryBytes), options.bootFile, watchdogFile, String(process.pid)],
    directory: undefined,
    environment: smallestEnvironment(options.environment, token),
    token,
    extraPipes: 2,
    records: options.records,
  })
  options.onStarted(group)
  return booted(group, memoryBytes)
}

function booted(group: Group, memoryBytes: number): Booted {
  const reports = group.child.stdio[reportFd] as Readable
  const orders = group.child.stdio[orderFd] as unknown as Duplex
  let onFrame: (frame: Frame) => void = () => undefined
  let onNotOurs: () => void = () => undefined
  let isReady = false
  let isOurs = true
  const ready = new Promise<void>((resolve, reject) => {
    const read = createFrameReader(frame => {
      if (isReady) return onFrame(frame)
      isReady = frame.type === frameTypes.fact
      resolve()
    })
    const giveUp = (): void => {
      isOurs = false
      onNotOurs()
    }
    reports.on('data', (chunk: Uint8Array) => (isOurs ? believing(() => read(chunk), giveUp) : undefined))
    void group.exited.then(({ code, signal }) =>
      reject(new Error(`The process for the program ended before it was ready (${signal ?? `exit code ${code}`}).`)),
    )
  })
  // Whoever waits for it hears of it; when nobody does, there is nothing to hear.
  ready.catch(() => undefined)
  // A process that ends while we write to it says so by its end.
  orders.on('error', () => undefined)
  reports.on('error', () => undefined)
  return {
    group,
    memoryBytes,
    ready,
    orders,
    reportsEnded: new Promise(resolve => {
      reports.on('end', resolve)
      reports.on('close', resolve)
    }),
    setOnFrame: (hear, giveUp) => {
      onFrame = hear
      onNotOurs = giveUp
    },
  }
}

/** The watching thread ends the program at the cap; V8's own limit is the net below it. */
function heapOption(memoryBytes: number): string {
  return `--max-old-space-size=${Math.max(16, Math.ceil(memoryBytes / 1024 / 1024))}`
}
