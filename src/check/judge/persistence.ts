// Whether a connection carries more than one exchange as it should: kept, read to the end of each request, answered in order.

import { segmentAt, type Conversation } from '../../trace/index.ts'
import { isInterim } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { firstLine, received, type Claim } from './facts.ts'

/** The next thing that the transcript says of the connection is that it ends. */
export function saysClosed(claims: readonly Claim[], claim: Claim): boolean {
  const later = claims.slice(claims.indexOf(claim) + 1)
  return later.find(({ connection }) => connection === claim.connection)?.step.type === 'closed'
}

/** The connection ended after a whole response, where another request was to come. */
export function notKeptAlive(conversation: Conversation): Diagnosis | undefined {
  const whole = conversation.exchanges.filter(({ response }) => response?.isComplete === true)
  const last = whole.at(-1)?.response
  if (last === undefined) return undefined
  const field = last.fields.find(({ name }) => name.text.toLowerCase() === 'connection')
  const place = field?.range ?? last.blankLine?.range
  return {
    code: 'not-kept-alive',
    promised: field?.value?.text,
    responses: whole.length,
    ...(place === undefined ? {} : { at: received(conversation.connection, place.start, place.end - place.start) }),
  }
}

/** No answer to a request that had come whole before the answer to the one before it began. */
export function pipelinedLost({ conversation, exchange }: Claim, ms: number): Diagnosis | undefined {
  const before = conversation?.exchanges[(exchange?.index ?? 0) - 1]?.response
  const blankLine = exchange?.request?.blankLine?.range
  if (conversation === undefined || before?.isComplete !== true || blankLine === undefined) return undefined
  const asked = segmentAt(conversation.sent, blankLine.end - 1)?.event
  const answered = segmentAt(conversation.received, before.range.start)?.event
  if (asked === undefined || answered === undefined || asked > answered) return undefined
  const { start } = exchange!.request!.range
  const line = firstLine(conversation.sent.bytes, start)
  const from = { connection: conversation.connection, side: 'sent', offset: start, length: line.length } as const
  return { code: 'pipelined-lost', request: line, ms, from }
}

/** The client waits for 100 before it sends the body. */
export function continueMissing({ step, conversation }: Claim, ms: number): Diagnosis | undefined {
  const isDue = isInterim(step) && step.type === 'expect' && step.status?.code.source === '100'
  const request = conversation?.exchanges.findLast(one => one.request !== undefined)?.request
  if (!isDue || conversation === undefined) return undefined
  const field = request?.fields.find(({ name }) => name.text.toLowerCase() === 'expect')
  const facts = { code: 'continue-missing', received: undefined, ms } as const
  if (field === undefined) return facts
  const { start, end } = field.range
  return { ...facts, from: { connection: conversation.connection, side: 'sent', offset: start, length: end - start } }
}

/** An answer to what was left of a body, after the last answer that was asked for. */
export function answerToRest(conversation: Conversation, end: number): Diagnosis | undefined {
  const last = conversation.exchanges.findLast(({ response }) => response?.range.end === end)
  const found = firstLine(conversation.received.bytes, end)
  const bodyBytes = last?.request?.contentBytes ?? 0
  if (last?.request === undefined || bodyBytes === 0 || !/^HTTP\/1\.[01] [45]\d\d/.test(found)) return undefined
  const { body } = last.request
  const from = {
    connection: conversation.connection,
    side: 'sent',
    offset: body.start,
    length: body.end - body.start,
  } as const
  return {
    code: 'body-left-unread',
    received: found,
    bodyBytes,
    at: received(conversation.connection, end, found.length),
    from,
  }
}
