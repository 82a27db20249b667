// What the rules of the judge look at: one trace, taken apart once. Judges nothing.

import { joinBytes, latin1From } from '../../http/index.ts'
import {
  conversationsOf,
  dissectResponse,
  segmentAt,
  type Conversation,
  type Exchange,
  type ResponseDissection,
  type SourceLocation,
  type Trace,
  type TraceEvent,
} from '../../trace/index.ts'
import {
  boundTo,
  extentOf,
  firstConnection,
  isInterim,
  type ActStep,
  type ExpectStep,
  type Extent,
  type Known,
  type Segmentation,
  type Transcript,
} from '../../transcript/index.ts'
import type { BytePlace } from '../diagnosis.ts'

export type JudgeInput = {
  readonly transcript: Transcript
  readonly trace: Trace
  /** How the bytes were cut; undefined when they were sent as written. */
  readonly segmentation: Segmentation | undefined
}

/** A step that says something about the server, with the conversation it speaks of. */
export type Claim = {
  readonly index: number
  readonly step: ExpectStep | ActStep
  readonly connection: string
  readonly conversation: Conversation | undefined
  /** For an expectation: the exchange it speaks of, what came in its place, and how much of that it speaks of. */
  readonly exchange: Exchange | undefined
  readonly response: ResponseDissection | undefined
  readonly extent: Extent
}

export type Case = {
  readonly input: JudgeInput
  readonly events: readonly TraceEvent[]
  readonly conversations: readonly Conversation[]
  readonly claims: readonly Claim[]
}

/** The trace beside the claims of its transcript, in the order of the file. */
export function caseOf(input: JudgeInput): Case {
  const conversations = conversationsOf(input.trace)
  return { input, events: input.trace.events, conversations, claims: claimsOf(input, conversations) }
}

/** Of one connection: final responses that were expected so far, and interim ones before the next of them. */
type Counted = { readonly answered: number; readonly interims: number }

function claimsOf({ transcript, trace }: JudgeInput, conversations: readonly Conversation[]): readonly Claim[] {
  const claims: Claim[] = []
  const counted = new Map<string, Counted>()
  let connection: string = firstConnection
  for (const [index, written] of transcript.steps.entries()) {
    if (written.type === 'connection') connection = written.name
    if (written.type === 'comment' || written.type === 'send') continue
    const step = written.type === 'expect' ? boundTo(written, knownOf(trace, connection)) : written
    const conversation = conversations.find(one => one.connection === connection)
    const extent = extentOf(transcript, index)
    const count = counted.get(connection) ?? { answered: 0, interims: 0 }
    const exchange = step.type === 'expect' ? conversation?.exchanges[count.answered] : undefined
    const whole = isInterim(step) ? (exchange?.interim[count.interims] ?? exchange?.response) : exchange?.response
    const response = extent === 'unfinished' ? soFar(whole, { index, trace, conversation, exchange }) : whole
    claims.push({ index, step, connection, conversation, exchange, response, extent })
    if (step.type === 'expect') counted.set(connection, countedAfter(count, isInterim(step), extent))
  }
  return claims
}

/** What this exchange makes known that a transcript cannot: who has which port, and what time it is. */
function knownOf({ events, clockMs }: Trace, connection: string): Known {
  const opened = events.find(event => event.type === 'opened' && event.connection === connection)
  const { local, remote } = opened?.type === 'opened' ? opened : { local: undefined, remote: undefined }
  return { port: remote?.port, clientPort: local?.port, nowMs: clockMs }
}

function countedAfter({ answered, interims }: Counted, isInterim: boolean, extent: Extent): Counted {
  if (isInterim) return { answered, interims: interims + 1 }
  return extent === 'unfinished' ? { answered, interims } : { answered: answered + 1, interims: 0 }
}

type Place = Pick<Claim, 'index' | 'conversation' | 'exchange'> & { readonly trace: Trace }

/** As much of a response as had come when the runner was done with the step. */
function soFar(
  response: ResponseDissection | undefined,
  { index, trace, conversation, exchange }: Place,
): ResponseDissection | undefined {
  const end = stepTimes(trace.events, index)?.end ?? trace.events.length
  const bytes = conversation?.received.segments.findLast(segment => segment.event < end)?.end ?? 0
  if (conversation === undefined || response === undefined || bytes <= response.range.start) return undefined
  const method = exchange?.request?.requestLine?.method.text
  const startOffset = response.range.start
  return dissectResponse(conversation.received.bytes.subarray(0, bytes), { method, startOffset })
}

/** The first line of what the client sent on a connection, for a sentence; raw text, one char a byte. */
export function requestLineOf(conversation: Conversation | undefined): string {
  return conversation?.exchanges.findLast(({ request }) => request !== undefined)?.request?.requestLine === undefined
    ? ''
    : lineText(conversation.exchanges.findLast(({ request }) => request !== undefined)!)
}

function lineText({ request }: Exchange): string {
  const line = request!.requestLine!
  return [line.method, line.target, line.version]
    .map(part => part.text)
    .join(' ')
    .trim()
}

/** Bytes of the answer that a diagnosis points at. */
export function received(connection: string, offset: number, length: number): BytePlace {
  return { connection, side: 'received', offset, length: Math.max(0, length) }
}

/** The line that begins at `start`, for a sentence: without its end, one char a byte, not all of a long one. */
export function firstLine(bytes: Uint8Array, start: number): string {
  const lineFeed = bytes.indexOf(10, start)
  const end = Math.min(lineFeed < 0 ? bytes.length : lineFeed, start + 80)
  return latin1From(bytes, start, bytes[end - 1] === 13 ? end - 1 : end)
}

/** The learner's line that wrote the byte at `offset`, where the program's runtime told. */
export function writerOf(
  events: readonly TraceEvent[],
  connection: string,
  offset: number,
): SourceLocation | undefined {
  let end = 0
  for (const event of events) {
    if (event.type !== 'wrote' || event.connection !== connection) continue
    end += event.bytes
    if (offset < end) return event.at
  }
  return undefined
}

const frameForm = /^[ \t]+at (?:(.{1,200}?) \()?([^()\n]{1,1000}):(\d+):(\d+)\)?$/m

/** The first line of a stack that the program printed while it served the connection. */
export function printedPlace(events: readonly TraceEvent[], connection: string): SourceLocation | undefined {
  const printed = events.flatMap(event =>
    event.type === 'output' && (event.connection ?? connection) === connection ? [event.bytes] : [],
  )
  const [, functionName, path, line, column] = frameForm.exec(new TextDecoder().decode(joinBytes(printed))) ?? []
  if (path === undefined) return undefined
  const place = { path, line: Number(line), column: Number(column) }
  return functionName === undefined ? place : { ...place, functionName }
}

/** When a step of the transcript began and ended; undefined for what was never reached. */
export function stepTimes(
  events: readonly TraceEvent[],
  step: number,
): { readonly begin: number; readonly end: number } | undefined {
  const begin = events.findIndex(event => event.type === 'step' && event.step === step && event.phase === 'begin')
  if (begin < 0) return undefined
  const end = events.findIndex(event => event.type === 'step' && event.step === step && event.phase === 'end')
  return { begin, end: end < 0 ? events.length : end }
}

/** The index of the event that carried the last byte of the request's header section; undefined when it never went out. */
export function headSentAt({ conversation, exchange }: Claim): number | undefined {
  const blankLine = exchange?.request?.blankLine
  if (conversation === undefined || blankLine === undefined) return undefined
  return segmentAt(conversation.sent, blankLine.range.end - 1)?.event
}

/** How many segments carried the header section of the first request. */
export function headSegments({ sent, exchanges }: Conversation): number {
  const end = exchanges[0]?.request?.blankLine?.range.end ?? sent.bytes.length
  return sent.segments.filter(segment => segment.start < end).length
}
