// Whether an answer came at all, and whether the connection ended as it should. Does not read the answer.

import { dissectResponse, type Conversation, type Range, type TraceEvent } from '../../trace/index.ts'
import type { Diagnosis, OneRead } from '../diagnosis.ts'
import { answerToRest, continueMissing, notKeptAlive, pipelinedLost } from './persistence.ts'
import { firstLine, headSegments, received, requestLineOf, stepTimes, type Case, type Claim } from './facts.ts'

/** Why no answer came where one was due; undefined when one came of the server's own will. */
export function judgeArrival(evidence: Case, claim: Claim): Diagnosis | undefined {
  const { conversation, response } = claim
  if (conversation === undefined) return undefined
  const limit = limitOn(evidence.events, claim.connection, 'first-byte')
  if (limit !== undefined && !answeredBefore(claim, limit.index)) return noAnswer(evidence, claim, limit.ms)
  if (response !== undefined && response.range.end > response.range.start) return undefined
  return endedWithoutAnswer(evidence, claim) ?? noAnswer(evidence, claim, lastMs(evidence.events))
}

function lastMs(events: readonly TraceEvent[]): number {
  return Math.round(events.at(-1)?.atMs ?? 0)
}

type LimitPassed = { readonly index: number; readonly ms: number }

function limitOn(events: readonly TraceEvent[], connection: string, limit: string): LimitPassed | undefined {
  const index = events.findIndex(
    event => event.type === 'limit' && event.connection === connection && event.limit === limit,
  )
  const event = events[index]
  return event?.type === 'limit' ? { index, ms: event.ms } : undefined
}

function answeredBefore({ conversation, response }: Claim, event: number): boolean {
  const start = response?.range.start
  if (conversation === undefined || start === undefined) return false
  return conversation.received.segments.some(segment => segment.end > start && segment.event < event)
}

/**
 * Nothing came in time. Another client that was served first explains it; so does a request that came in pieces, since
 * servers that answer none at all fail at the first check; an answer after the client's FIN says what was waited for.
 */
function noAnswer(evidence: Case, claim: Claim, ms: number): Diagnosis {
  const conversation = claim.conversation!
  const unfinished = unfinishedBeside(evidence, conversation)
  if (unfinished !== undefined) return { code: 'sequential-only', ms, waiting: claim.connection, unfinished }
  const known = continueMissing(claim, ms) ?? pipelinedLost(claim, ms)
  if (known !== undefined) return known
  const isCut = headSegments(conversation) > 1
  if (isCut && evidence.input.segmentation !== undefined) return lostParts(conversation)
  const probe = evidence.events.findIndex(event => isProbe(event, claim.connection))
  const isAnsweredAfter = probe >= 0 && conversation.received.segments.some(segment => segment.event > probe)
  if (isAnsweredAfter) return { code: 'waits-for-more', ms }
  if (isCut) return lostParts(conversation)
  return { code: 'silent', ms, request: requestLineOf(conversation) }
}

function isProbe(event: TraceEvent, connection: string): boolean {
  return event.type === 'half-closed' && event.connection === connection && event.probe
}

function lostParts(conversation: Conversation): Diagnosis {
  const headBytes = conversation.exchanges[0]?.request?.blankLine?.range.end ?? conversation.sent.bytes.length
  return { code: 'one-read', how: 'lost-parts', segments: headSegments(conversation), coveredBytes: 0, headBytes }
}

/** A connection opened before this one, still open, whose request was not complete when this one waited. */
function unfinishedBeside({ conversations, events }: Case, waiting: Conversation): string | undefined {
  const before = conversations.slice(0, conversations.indexOf(waiting))
  const whileWaiting = events.slice(0, limitOn(events, waiting.connection, 'first-byte')?.index)
  const isOver = (name: string): boolean =>
    whileWaiting.some(
      event =>
        (event.type === 'aborted' || event.type === 'closed' || event.type === 'ended') && event.connection === name,
    )
  return before.find(one => one.ending === undefined && !isOver(one.connection) && !hasAskedAll(one))?.connection
}

function hasAskedAll({ exchanges }: Conversation): boolean {
  return exchanges.length > 0 && exchanges.every(({ response }) => response?.isComplete === true)
}

function endedWithoutAnswer(evidence: Case, { conversation, connection }: Claim): Diagnosis | undefined {
  const ending = conversation?.ending
  if (conversation === undefined || ending === undefined) return undefined
  const kept = notKeptAlive(conversation)
  if (kept !== undefined) return kept
  const sentBytes = conversation.sent.bytes.length
  // A server that closes on requests in pieces only does not wait for them, whatever was on its way when it did.
  const isInPieces = headSegments(conversation) > 1 && ending.type === 'ended'
  if (isInPieces || !hasWholeHead(evidence, conversation, ending.event)) {
    const wholeBytes = wholeBytesOf(evidence, connection)
    return {
      code: 'closed-early',
      because: 'request-unfinished',
      sentBytes: isInPieces ? beforeLastPiece(conversation) : sentBytes,
      wholeBytes: Math.max(sentBytes, wholeBytes),
    }
  }
  if (ending.type === 'reset')
    return { code: 'reset-unread', sentBytes, receivedBytes: conversation.received.bytes.length }
  return { code: 'closed-empty', request: requestLineOf(conversation) }
}

/** What had been sent before the segment that completed the head, or that was the last to go. */
function beforeLastPiece({ sent, exchanges }: Conversation): number {
  const headEnd = exchanges[0]?.request?.blankLine?.range.end ?? sent.bytes.length
  return sent.segments.find(segment => segment.end >= headEnd)?.start ?? sent.bytes.length
}

/** Everything the transcript had to send on the connection had gone out when it ended. */
function hasWholeHead(evidence: Case, conversation: Conversation, ending: number): boolean {
  const blankLine = conversation.exchanges.at(-1)?.request?.blankLine
  if (blankLine === undefined) return conversation.sent.bytes.length >= wholeBytesOf(evidence, conversation.connection)
  return conversation.sent.segments.some(segment => segment.end >= blankLine.range.end && segment.event < ending)
}

/** Bytes the transcript sends on a connection, told or not. */
function wholeBytesOf({ input }: Case, connection: string): number {
  let current = 'A'
  let bytes = 0
  for (const step of input.transcript.steps) {
    if (step.type === 'connection') current = step.name
    if (step.type === 'send' && current === connection) bytes += step.bytes.length
  }
  return bytes
}

/** `* closed` and `* open`. */
export function judgeEnd({ events, claims }: Case, claim: Claim): Diagnosis | undefined {
  const { step, conversation, connection, index } = claim
  if (conversation === undefined) return undefined
  const { ending, sent } = conversation
  const extra = extraResponse(claims, claim)
  if (extra !== undefined) return extra
  if (step.type === 'open') {
    const end = stepTimes(events, index)?.end ?? events.length
    const hasEnded = ending !== undefined && ending.event < end
    const sentBytes = sent.bytes.length
    const kept = hasEnded ? notKeptAlive(conversation) : undefined
    if (kept !== undefined) return kept
    return hasEnded ? { code: 'closed-early', because: 'must-stay-open', sentBytes, wholeBytes: sentBytes } : undefined
  }
  const limit = limitOn(events, connection, 'close') ?? limitOn(events, connection, 'exchange')
  if (limit !== undefined && (ending === undefined || ending.event > limit.index)) {
    return { code: 'left-open', ms: limit.ms, limit: limitName(events[limit.index]) }
  }
  // Bytes that come in after a close are answered with a reset: nobody will read them.
  const isReset = events.some(event => event.type === 'reset' && event.connection === connection)
  return isReset ? resetUnread(conversation) : undefined
}

/** Bytes after the last answer that the transcript asks for: to nothing, or to what no server may take for a request. */
function extraResponse(claims: readonly Claim[], claim: Claim): Diagnosis | undefined {
  const { conversation, connection } = claim
  const end = endOfAnswers(claims, claim)
  if (conversation === undefined || end === undefined || conversation.received.bytes.length <= end) return undefined
  const isLater = claims
    .slice(claims.indexOf(claim))
    .some(one => one.step.type === 'expect' && one.connection === connection)
  if (isLater) return undefined
  const answered = answerToRest(conversation, end)
  if (answered !== undefined) return answered
  const found = firstLine(conversation.received.bytes, end)
  return {
    code: 'extra-response',
    when: 'after-the-last',
    found,
    at: received(connection, end, Math.max(1, found.length)),
  }
}

/** `* cut-off`: the connection has ended, and what came before is not a whole response. */
export function judgeCutOff({ events, claims }: Case, claim: Claim): Diagnosis | undefined {
  const { conversation, connection } = claim
  const response = claims[claims.indexOf(claim) - 1]?.response
  if (conversation === undefined || response === undefined) return undefined
  const { ending } = conversation
  // A body that lasts until the close is whole when the close is in order: only a reset tells.
  const isWhole = response.framing.type === 'until-close' ? ending?.type === 'ended' : response.isComplete
  if (isWhole) {
    const last = Math.max(0, response.range.end - 1)
    return { code: 'clean-end', framing: response.framing.type, at: received(connection, last, 1) }
  }
  const limit = limitOn(events, connection, 'close') ?? limitOn(events, connection, 'exchange')
  if (ending !== undefined || limit === undefined) return undefined
  return { code: 'left-open', ms: limit.ms, limit: limitName(events[limit.index]) }
}

function limitName(event: TraceEvent | undefined): 'close' | 'exchange' {
  return event?.type === 'limit' && event.limit === 'exchange' ? 'exchange' : 'close'
}

/** RFC 9112 §9.6: a reset may take with it what the client has not read yet. */
export function resetUnread({ sent, received: got, connection }: Conversation): Diagnosis {
  return {
    code: 'reset-unread',
    sentBytes: sent.bytes.length,
    receivedBytes: got.bytes.length,
    ...(got.bytes.length > 0 ? { at: received(connection, got.bytes.length - 1, 1) } : {}),
  }
}

/** `* waiting N ms`: nothing may have come. `* within N ms`: the next answer may not take longer. */
export function judgeQuiet({ events, claims }: Case, claim: Claim): Diagnosis | undefined {
  const { step, conversation, connection, index } = claim
  if (conversation === undefined) return undefined
  if (step.type === 'within') return judgeWithin(claims, claim)
  const time = stepTimes(events, index)
  const early = conversation.received.segments.find(
    segment => time !== undefined && segment.event < time.end && isFresh(claims, claim, segment.start),
  )
  if (early === undefined) return undefined
  const diagnosis = answeredEarly(conversation, early.event)
  const hasHead = conversation.exchanges[0]?.request?.blankLine !== undefined
  if (!hasHead || diagnosis.coveredBytes < diagnosis.headBytes)
    return { ...diagnosis, at: received(connection, early.start, 1) }
  const found = firstLine(conversation.received.bytes, early.start)
  const head = headTooSoon(conversation, { start: early.start, end: segmentsEnd(conversation, time?.end) })
  if (head !== undefined) return head
  return { code: 'extra-response', when: 'too-soon', found, at: received(connection, early.start, found.length || 1) }
}

function segmentsEnd({ received: { segments } }: Conversation, event: number | undefined): number {
  return segments.findLast(segment => event === undefined || segment.event < event)?.end ?? 0
}

/** The head of a final response, and nothing of its body. */
function headTooSoon({ received: side, connection }: Conversation, range: Range): Diagnosis | undefined {
  const { statusLine, isHeadComplete, body } = dissectResponse(side.bytes.subarray(0, range.end), {
    method: undefined,
    startOffset: range.start,
  })
  const isFinal = statusLine?.status !== undefined && statusLine.status >= 200
  if (!isFinal || !isHeadComplete || body.start < range.end) return undefined
  const found = firstLine(side.bytes, range.start)
  const at = received(connection, range.start, found.length)
  return { code: 'headers-too-soon', key: undefined, expected: undefined, received: found, at }
}

/** Bytes that an earlier expectation on the connection does not account for. */
function isFresh(claims: readonly Claim[], claim: Claim, start: number): boolean {
  return start >= (endOfAnswers(claims, claim) ?? 0)
}

/** Where the answers end that earlier expectations on the connection account for; undefined when there are none. */
function endOfAnswers(claims: readonly Claim[], claim: Claim): number | undefined {
  const before = claims.slice(0, claims.indexOf(claim)).filter(one => one.connection === claim.connection)
  return before.findLast(one => one.response !== undefined)?.response?.range.end
}

/** An answer to a header section that had not come whole. */
export function answeredEarly(conversation: Conversation, event: number): OneRead {
  const covered = conversation.sent.segments.filter(segment => segment.event < event)
  const headBytes = conversation.exchanges[0]?.request?.blankLine?.range.end ?? conversation.sent.bytes.length
  const coveredBytes = covered.at(-1)?.end ?? 0
  return { code: 'one-read', how: 'answered-early', segments: covered.length, coveredBytes, headBytes }
}

function judgeWithin(claims: readonly Claim[], claim: Claim): Diagnosis | undefined {
  const next = claims.slice(claims.indexOf(claim)).find(one => one.step.type === 'expect')
  const { responseEndedMs, requestEndedMs } = next?.exchange ?? {}
  if (claim.step.type !== 'within' || responseEndedMs === undefined || requestEndedMs === undefined) return undefined
  const ms = responseEndedMs - requestEndedMs
  if (ms <= claim.step.ms) return undefined
  return { code: 'silent', ms: Math.round(ms), request: requestLineOf(next?.conversation) }
}
