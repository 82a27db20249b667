// The end of an exchange: what the program has still to report, and whether it outlives what was sent. Judges nothing.

import { reportLagMs, type Client, type Next } from './client.ts'
import type { Connection } from './connection.ts'

/** How long the end of a program may take after it has been announced, or after its connections broke. */
const endingMs = 400
const suddenEndMs = 100
/** A loop that takes memory or prints is given more time than one that does nothing; machines may be slow. */
const mostBlockedTimes = 8
/** How long a program may take to notice that a connection was reset. */
const goneMs = 50
/** How long a connection that was asked for last may take to come about, or to be refused. */
const dialMs = 50

/** What is closed before it is open tells nothing, not even that it was refused. */
export async function untilDialled({ waiting }: Client, connections: readonly Connection[]): Promise<void> {
  const isDialled = (connection: Connection): boolean => connection.isOpen || connection.isOver
  await waiting.until(() => connections.every(isDialled), dialMs)
}

/** Waits for what the program has still to say about what happened. */
export async function settle(client: Client, connections: readonly Connection[], ending: Next): Promise<void> {
  const { program, waiting } = client
  if (program.reports === 'reads') await waiting.until(() => areReportsComplete(connections), reportLagMs)
  if (ending === 'go-on' || program.state() === 'down') return
  if (program.reports === 'reads') await untilAnswered(client)
  else if (connections.some(one => one.isEnded || one.isOver)) await waiting.until(isEnding(client), suddenEndMs)
  if (program.state() === 'ending') await waiting.until(() => program.state() === 'down', endingMs)
}

/**
 * Something did not come that should have. A program that answers is there, and has told what it did; one that does not
 * is over, or does not come back to its event loop, and either will be told.
 */
async function untilAnswered(client: Client): Promise<void> {
  const { program, waiting, limits } = client
  const isOver = isEnding(client)
  let isThere = false
  void program.ask().then(() => {
    isThere = true
    waiting.check()
  })
  await waiting.until(() => isThere || isOver(), mostBlockedTimes * limits.blockedMs)
}

function isEnding({ program }: Client): () => boolean {
  return () => program.state() !== 'up'
}

/** A connection we reset: the program must notice, and live. */
export async function linger(client: Client, connections: readonly Connection[], lingerMs: number): Promise<void> {
  const { program, waiting } = client
  const aborted = connections.filter(connection => connection.isAborted)
  if (program.reports === 'reads' && aborted.length > 0) {
    await waiting.until(() => aborted.every(one => one.isGone) || program.state() !== 'up', goneMs)
  }
  if (lingerMs > 0) await waiting.until(() => program.state() !== 'up', lingerMs)
  if (program.state() === 'ending') await waiting.until(() => program.state() === 'down', endingMs)
}

/** Each byte that came was reported as written, and each that was reported has come. */
function areReportsComplete(connections: readonly Connection[]): boolean {
  for (const connection of connections) {
    const isLagging = connection.wroteBytes < connection.receivedBytes
    const isComing = connection.wroteBytes > connection.receivedBytes && !connection.isEnded
    if (!connection.isOver && (isLagging || isComing)) return false
  }
  return true
}
