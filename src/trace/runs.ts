// A trace cut where its direction changes: bytes that follow one another, output, and single facts. Makes no lines.

import type { Segment } from './exchanges.ts'
import type { FactEvent } from './fact-lines.ts'
import type { ProgramEvent, Trace, TraceEvent, WireEvent } from './trace.ts'

/** What happened without anything else in between. */
export type Run = WireRun | OutputRun | { readonly type: 'fact'; readonly event: FactEvent }

/** Bytes of one side. */
export type WireRun = {
  readonly type: 'wire'
  readonly role: '>' | '<'
  readonly connection: string
  readonly segments: readonly Segment[]
}

/** `index`: of the first event in the trace. */
export type OutputRun = { readonly type: 'output'; readonly events: readonly Output[]; readonly index: number }
export type Output = ProgramEvent & { readonly type: 'output' }

/** Output that comes in the middle of an answer waits for its end: a line of the wire is not torn. */
export function runsOf({ events }: Trace): readonly Run[] {
  const reading: Reading = { runs: [], offsets: new Map(), waiting: undefined }
  for (const [index, event] of events.entries()) {
    switch (event.type) {
      case 'step':
      case 'wrote':
        break
      case 'output':
        hold(reading, event, index)
        break
      case 'sent':
      case 'received':
        addBytes(reading, event, index)
        break
      default:
        if (isSaid(event, events, index)) add(reading, { type: 'fact', event })
    }
  }
  release(reading)
  return reading.runs
}

/** What has been read so far; local to one reading. */
type Reading = {
  readonly runs: (Run | GrowingRun)[]
  /** Bytes that have passed on each side. */
  readonly offsets: Map<string, number>
  waiting: { readonly type: 'output'; readonly events: Output[]; readonly index: number } | undefined
}
type GrowingRun = WireRun & { readonly segments: Segment[] }
type Bytes = WireEvent & { readonly type: 'sent' | 'received' }

function hold(reading: Reading, event: Output, index: number): void {
  reading.waiting ??= { type: 'output', events: [], index }
  reading.waiting.events.push(event)
}

function release(reading: Reading): void {
  if (reading.waiting !== undefined) reading.runs.push(reading.waiting)
  reading.waiting = undefined
}

function add(reading: Reading, run: Run): void {
  release(reading)
  reading.runs.push(run)
}

function addBytes(reading: Reading, { type, connection, bytes, atMs }: Bytes, event: number): void {
  const role = type === 'sent' ? '>' : '<'
  const start = reading.offsets.get(connection + role) ?? 0
  const segment = { start, end: start + bytes.length, atMs, event }
  reading.offsets.set(connection + role, segment.end)
  const last = reading.runs.at(-1)
  const goesOn = last?.type === 'wire' && last.role === role && last.connection === connection
  if (goesOn) (last as GrowingRun).segments.push(segment)
  else add(reading, { type: 'wire', role, connection, segments: [segment] })
}

/** That the client closes after the server has is said by the server's closing. */
function isSaid(event: FactEvent, events: readonly TraceEvent[], index: number): boolean {
  if (event.type !== 'closed') return true
  return !events
    .slice(0, index)
    .some(one => (one.type === 'ended' || one.type === 'reset') && one.connection === event.connection)
}
