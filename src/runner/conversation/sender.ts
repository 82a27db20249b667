// Sends segments one by one, each only after the program has read the one before: so that cuts are where they are
// meant to be. Where reads cannot be seen, a short time has to do. Makes no promise and no timer for each segment.

import type { Segment } from '../../transcript/index.ts'
import type { Connection } from './connection.ts'

export type Sender = {
  readonly done: Promise<void>
  /** Something changed on the connection. */
  advance(): void
}

export type SenderOptions = {
  readonly connection: Connection
  readonly segments: readonly Segment[]
  readonly seesReads: boolean
  readonly isHalted: () => boolean
}

/** Between segments whose reading cannot be seen: loopback delivers, and a program that waits reads, in far less. */
const gapMs = 2
/** A program that has not read by then does not read now, or reads where we cannot see it. */
const readLimitMs = 300

export function startSender(options: SenderOptions): Sender {
  const { connection, segments, isHalted } = options
  let next = 0
  let isDone = false
  let timer: NodeJS.Timeout | undefined
  let finish: () => void = () => undefined
  const done = new Promise<void>(resolve => {
    finish = resolve
  })

  function advance(): void {
    if (isDone) return
    if (isHalted() || connection.isOver || next === segments.length) return end()
    if (seesReads() && connection.readSentBytes < connection.sentBytes) return
    sendNext()
  }

  function seesReads(): boolean {
    return options.seesReads && !connection.isReadElsewhere
  }

  function sendNext(): void {
    connection.send(segments[next]!.bytes)
    next += 1
    if (next === segments.length) return end()
    if (!seesReads()) schedule(gapMs, sendNextOrEnd)
    else if (timer === undefined) schedule(readLimitMs, giveUpSeeing)
    else timer.refresh()
  }

  function sendNextOrEnd(): void {
    if (isHalted() || connection.isOver) end()
    else sendNext()
  }

  function giveUpSeeing(): void {
    connection.isReadElsewhere = true
    timer = undefined
    sendNextOrEnd()
  }

  function schedule(ms: number, act: () => void): void {
    timer = setTimeout(act, ms)
  }

  function end(): void {
    isDone = true
    clearTimeout(timer)
    finish()
  }

  advance()
  // While a gap runs, only its timer goes on; an end of the connection still ends the sending.
  return { done, advance: () => (seesReads() || connection.isOver || isHalted() ? advance() : undefined) }
}
