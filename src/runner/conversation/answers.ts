// Waits for what a server owes: an answer, and the end of the connection. Says which limit passed; judges nothing.

import type { LimitName } from '../../trace/index.ts'
import type { ExpectStep, Extent } from '../../transcript/index.ts'
import type { Client, Next } from './client.ts'
import type { Connection } from './connection.ts'
import { printingMeter } from '../programs/printing-meter.ts'
import { reportLagMs } from './client.ts'

/** After a limit the client half-closes: a server that waited for that answers within this time. */
const probeMs = 250

const limitKeys = { exchange: 'exchangeMs', close: 'closeMs' } as const

/** Waits for the answer to one request, as long as there is something to wait for. */
export async function awaitAnswer(
  client: Client,
  connection: Connection,
  { body, extent }: { readonly body: ExpectStep['body']; readonly extent: Extent },
): Promise<Next> {
  const { limits } = client
  const isThere = (): boolean =>
    extent === 'unfinished' ? connection.hasComeAsFarAs(body) || connection.isAnswered : connection.isAnswered
  const isOver = (): boolean => isThere() || connection.isEnded || connection.isOver
  if (!(await hasBegun(client, connection, isOver))) return 'stop'
  const passed = await untilAnswered(client, connection, { body, isOver })
  if (passed !== undefined) return passLimit(client, connection, passed, limits[limitKeys[passed]])
  if (extent === 'unfinished') return isThere() ? 'go-on' : 'stop'
  // What the server ends within a response is all that can come of it.
  if (!connection.isAnswered) return extent === 'cut-off' ? 'go-on' : 'stop'
  connection.answer()
  return 'go-on'
}

/** Waits for a 1xx response; when the final one comes in its place, whatever follows would mean something else. */
export async function awaitInterim(client: Client, connection: Connection): Promise<Next> {
  const isOver = (): boolean =>
    connection.hasInterim || connection.isAnswered || connection.isEnded || connection.isOver
  if (!(await hasBegun(client, connection, isOver))) return 'stop'
  const { exchangeMs } = client.limits
  if ((await client.waiting.until(isOver, exchangeMs)) === 'limit')
    return passLimit(client, connection, 'exchange', exchangeMs)
  if (!connection.hasInterim) return 'stop'
  connection.takeInterim()
  return 'go-on'
}

async function hasBegun(client: Client, connection: Connection, isOver: () => boolean): Promise<boolean> {
  const { firstByteMs } = client.limits
  const isThere = (): boolean => connection.hasBegun || isOver()
  const meter = printingMeter(client.program)
  let first = await client.waiting.until(isThere, firstByteMs)
  while (first === 'limit' && meter.hasWaitedForUs()) first = await client.waiting.until(isThere, firstByteMs)
  if (first === 'limit') await probe(client, connection, firstByteMs)
  return first === 'done'
}

/** Gives the limit that passed first. An answer that is all there but for its end is not waited for as long as one that grows. */
async function untilAnswered(
  { now, limits, waiting }: Client,
  connection: Connection,
  { body, isOver }: { readonly body: ExpectStep['body']; readonly isOver: () => boolean },
): Promise<'exchange' | 'close' | undefined> {
  const until = now() + limits.exchangeMs
  for (let left = limits.exchangeMs; left > 0; left = until - now()) {
    const seen = connection.receivedBytes
    const changed = (): boolean => isOver() || connection.receivedBytes > seen
    const result = await waiting.until(changed, Math.min(left, limits.closeMs))
    if (isOver() || waiting.isHalted()) return undefined
    if (result === 'limit' && left > limits.closeMs && connection.lacksOnlyItsEnd(body)) return 'close'
  }
  return 'exchange'
}

/** A server that waited for the end of the client's side answers once it has it. */
async function probe(client: Client, connection: Connection, ms: number): Promise<Next> {
  passLimit(client, connection, 'first-byte', ms)
  if (!connection.isOpen || connection.isOver) return 'stop'
  connection.halfClose('probe')
  await client.waiting.until(() => connection.isAnswered || connection.isEnded || connection.isOver, probeMs)
  return 'stop'
}

/** Waits for the server to end its side, and ends ours as every client does. */
export async function awaitClose(client: Client, connection: Connection): Promise<Next> {
  const { closeMs } = client.limits
  const result = await client.waiting.until(() => connection.isEnded || connection.isOver, closeMs)
  if (result === 'limit') return passLimit(client, connection, 'close', closeMs)
  await untilTaken(client, connection)
  if (connection.isEnded) connection.endToo()
  return 'go-on'
}

function passLimit({ recorder }: Client, { name }: Connection, limit: LimitName, ms: number): Next {
  recorder.add({ type: 'limit', connection: name, limit, ms })
  return 'stop'
}

/** Bytes that are still on their way when the server has ended its side: it reads them, or resets the connection. */
async function untilTaken({ program, waiting }: Client, connection: Connection): Promise<void> {
  const seesReads = program.reports === 'reads' && !connection.isReadElsewhere
  const isTaken = (): boolean =>
    connection.isOver || (seesReads ? connection.readSentBytes >= connection.sentBytes : connection.unsentBytes === 0)
  await waiting.until(isTaken, reportLagMs)
}
