// A trace as a transcript that asks for the same again.

import { joinBytes } from '../http/index.ts'
import {
  formatTranscript,
  transcriptFromExchanges,
  transcriptFromProgram,
  type RecordedEvent,
  type RecordedProgram,
  type RecordingHeading,
} from '../transcript/index.ts'
import type { Trace, TraceEvent } from './trace.ts'

/**
 * The text of a transcript that sends what was sent, in the same segments, and expects the responses that came back. The server that made the trace passes it, unless what can be expected of it breaks HTTP: then it fails again
 * for the same reason. Where nobody connected, it asks for what the program printed and how it ended. Throws TranscriptError when the bytes come in an order no client can ask for.
 */
export function formatRaw(trace: Trace, heading: RecordingHeading = {}): string {
  const recorded = recordedEvents(trace)
  return formatTranscript(
    recorded.length === 0 && trace.events.some(event => event.type === 'output' || event.type === 'exited')
      ? transcriptFromProgram(recordedProgram(trace), heading)
      : transcriptFromExchanges(recorded, heading),
  )
}

function recordedProgram({ events }: Trace): RecordedProgram {
  const printedOn = (stream: 'stdout' | 'stderr'): Uint8Array =>
    joinBytes(events.flatMap(event => (event.type === 'output' && event.stream === stream ? [event.bytes] : [])))
  const exit = events.find(event => event.type === 'exited')
  return { printed: [printedOn('stdout'), printedOn('stderr')], exitCode: exit?.code }
}

function recordedEvents(trace: Trace): readonly RecordedEvent[] {
  const recorded: RecordedEvent[] = []
  let connection: string | undefined
  let last: TraceEvent | undefined
  for (const event of trace.events) {
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

function recordedEvent(event: TraceEvent): RecordedEvent | undefined {
  switch (event.type) {
    case 'sent':
    case 'received':
      return { type: event.type, bytes: event.bytes }
    case 'half-closed':
      return event.probe ? undefined : { type: 'half-close' }
    case 'ended':
      return { type: 'closed' }
    case 'reset':
      return { type: 'cut-off' }
    case 'aborted':
      return { type: 'reset' }
    case 'limit':
      return event.limit === 'first-byte' ? { type: 'waiting', ms: event.ms } : undefined
    default:
      return undefined
  }
}
