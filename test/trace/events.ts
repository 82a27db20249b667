// Traces made by hand: the events of the wire and of the program, a millisecond apart. Knows no rules.

import { bytesFromLatin1 } from '../../src/http/index.ts'
import type { SourceLocation, Trace, TraceEvent } from '../../src/trace/index.ts'

/** An event before it has a time; it gets its index. */
export type Event = TraceEvent extends infer One ? (One extends TraceEvent ? Omit<One, 'atMs'> : never) : never

export const here = { address: '127.0.0.1', port: 8888 }
const client = { address: '127.0.0.1', port: 50_000 }

export function traceOf(...events: readonly Event[]): Trace {
  return { events: events.map((event, atMs) => ({ ...event, atMs }) as TraceEvent) }
}

/** Text becomes UTF-8. */
export function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text
}

/** One byte a character. */
export const octets = bytesFromLatin1

export const opened = (connection = 'A'): Event => ({ type: 'opened', connection, local: client, remote: here })

export function sent(text: string | Uint8Array, connection = 'A'): Event {
  return { type: 'sent', connection, bytes: bytesOf(text) }
}

export function received(text: string | Uint8Array, connection = 'A'): Event {
  return { type: 'received', connection, bytes: bytesOf(text) }
}

export const ended = (connection = 'A'): Event => ({ type: 'ended', connection })
export const reset = (connection = 'A'): Event => ({ type: 'reset', connection })
export const closed = (connection = 'A'): Event => ({ type: 'closed', connection })
export const aborted = (connection = 'A'): Event => ({ type: 'aborted', connection })
export const probe = (connection = 'A'): Event => ({ type: 'half-closed', connection, probe: true })
export const halfClosed = (connection = 'A'): Event => ({ type: 'half-closed', connection, probe: false })

export function limit(name: 'first-byte' | 'exchange' | 'close', ms: number, connection = 'A'): Event {
  return { type: 'limit', connection, limit: name, ms }
}

export function printed(text: string | Uint8Array, stream: 'stdout' | 'stderr' = 'stdout'): Event {
  return { type: 'output', stream, bytes: bytesOf(text) }
}

export function wrote(bytes: number, at: SourceLocation | undefined, connection = 'A'): Event {
  return { type: 'wrote', connection, bytes, at }
}

/** A place in the learner's file. */
export const line = (line: number): SourceLocation => ({ path: '/home/ada/server.ts', line, column: 3 })

/** The request most of these traces begin with. */
export const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
