// Whether the process died of what it was asked. Looks at its own events; the wire only tells what was asked last.

import type { Conversation, TraceEvent } from '../../trace/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { findEvent, withSource } from '../program.ts'
import { requestLineOf } from './facts.ts'

/** A server that ends, or that nobody can reach any more, while it is being asked. */
export function crashed(events: readonly TraceEvent[], conversations: readonly Conversation[]): Diagnosis | undefined {
  const thrown = findEvent(events, 'threw')
  const exit = findEvent(events, 'exited')
  const refused = events.find(event => event.type === 'refused')
  if (thrown === undefined && exit === undefined && refused === undefined) return undefined
  const request = requestLineOf(guilty(thrown?.connection ?? exit?.connection, conversations))
  return withSource(
    {
      code: 'crashed-by-request',
      hasClientLeft: thrown !== undefined && /\b(?:ECONNRESET|EPIPE)\b/.test(thrown.message),
      request,
      exitCode: exit?.code,
      signal: exit?.signal,
      thrown: thrown && { name: thrown.name, message: thrown.message },
      isRunning: exit === undefined && thrown === undefined,
    },
    thrown?.at ?? exit?.at,
  )
}

/** The one the runtime was serving when it died; else the one without a whole answer; else the last that was opened. */
function guilty(name: string | undefined, conversations: readonly Conversation[]): Conversation | undefined {
  return (
    conversations.find(one => one.connection === name) ??
    conversations.findLast(one => one.exchanges.some(({ response }) => response?.isComplete !== true)) ??
    conversations.findLast(one => one.sent.bytes.length > 0)
  )
}
