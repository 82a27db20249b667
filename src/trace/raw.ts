// A trace as a transcript that asks for the same again.

import { joinBytes } from '../http/index.ts'
import {
  formatTranscript,
  transcriptFromExchanges,
  type RecordedEvent,
  type RecordingHeading,
} from '../transcript/index.ts'
import { conversationsOf } from './conversations.ts'
import type { Range } from './message.ts'
import { clipped } from './parts.ts'
import type { Trace, TraceEvent } from './trace.ts'

/**
 * The text of a transcript that sends what was sent, in the same segments, and expects the final responses that came
 * back. The server that made the trace passes it, unless what can be expected of it breaks HTTP: then it fails again
 * for the same reason. Throws TranscriptError when the bytes come in an order no client can ask for.
 */
export function formatRaw(trace: Trace, heading: RecordingHeading = {}): string {
  return formatTranscript(transcriptFromExchanges(recordedEvents(trace), heading))
}

function recordedEvents(trace: Trace): readonly RecordedEvent[] {
  const recorded: RecordedEvent[] = []
  let connection: string | undefined
  let last: TraceEvent | undefined
  for (const event of withoutInterim(trace)) {
    const own = recordedEvent(event)
    if (own === undefined || !('connection' in event) || event.connection === undefined) continue
    const isSame = event.connection === connection
    if (!isSame) recorded.push({ type: 'connection', name: event.connection })
    if (isSame && event.type === 'sent' && last?.type === 'sent') recorded.push({ type: 'split' })
    recorded.push(own)
    connection = event.connection
    last = event
  }
  return recorded
}

/** A client that passes over 1xx responses, as it may, is not asked to expect them. */
function withoutInterim(trace: Trace): readonly TraceEvent[] {
  const left = new Map(trace.events.entries())
  for (const { received, exchanges } of conversationsOf(trace)) {
    const ranges = exchanges.flatMap(({ interim }) => interim.map(({ range }) => range))
    for (const segment of ranges.length === 0 ? [] : received.segments) {
      const parts = outside(segment, ranges).map(({ start, end }) => received.bytes.subarray(start, end))
      const event = trace.events[segment.event]
      if (event?.type === 'received') left.set(segment.event, { ...event, bytes: joinBytes(parts) })
    }
  }
  return [...left.values()]
}

/** What is left of a range without those in `ranges`, which are in order. */
function outside({ start, end }: Range, ranges: readonly Range[]): readonly Range[] {
  const starts = [start, ...ranges.map(range => range.end)]
  const ends = [...ranges.map(range => range.start), end]
  return starts.flatMap((from, index) => clipped({ start: from, end: ends[index]! }, { start, end }) ?? [])
}

function recordedEvent(event: TraceEvent): RecordedEvent | undefined {
  switch (event.type) {
    case 'sent':
    case 'received':
      return { type: event.type, bytes: event.bytes }
    case 'half-closed':
      return event.probe ? undefined : { type: 'half-close' }
    case 'ended':
      return { type: 'closed' }
    case 'aborted':
      return { type: 'reset' }
    case 'limit':
      return event.limit === 'first-byte' ? { type: 'waiting', ms: event.ms } : undefined
    default:
      return undefined
  }
}
