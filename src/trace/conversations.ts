// Raw events to conversations: the bytes of each side of each connection, cut into requests and the responses to them.

import { joinBytes } from '../http/index.ts'
import { dissectRequest, dissectResponse } from './dissect.ts'
import type { Conversation, Ending, Exchange, Segment, Side } from './exchanges.ts'
import type { Range, RequestDissection, ResponseDissection } from './message.ts'
import type { Address, Trace, TraceEvent, WireEvent } from './trace.ts'

/** One conversation for each connection, in the order in which they were opened. */
export function conversationsOf(trace: Trace): readonly Conversation[] {
  const names = new Set<string>()
  for (const event of trace.events) if (isWireEvent(event)) names.add(event.connection)
  return [...names].map(name => conversationOf(trace.events, name))
}

/** The exchanges of all connections, in the order in which their requests began. */
export function exchangesOf(trace: Trace): readonly Exchange[] {
  const began = ({ requestBeganMs, responseBeganMs }: Exchange): number => requestBeganMs ?? responseBeganMs ?? 0
  return conversationsOf(trace)
    .flatMap(conversation => conversation.exchanges)
    .toSorted((one, other) => began(one) - began(other))
}

/** When the byte at `offset` passed; undefined when it did not. */
export function timeAt(side: Side, offset: number): number | undefined {
  return segmentAt(side, offset)?.atMs
}

/** The segment that carried the byte at `offset`. */
export function segmentAt({ segments }: Side, offset: number): Segment | undefined {
  return segments.find(({ start, end }) => offset >= start && offset < end)
}

const wireTypes: ReadonlySet<TraceEvent['type']> = new Set<WireEvent['type']>([
  'opened', 'refused', 'sent', 'received', 'ended', 'reset', 'half-closed', 'closed', 'aborted', 'limit',
]) // prettier-ignore

function isWireEvent(event: TraceEvent): event is WireEvent {
  return wireTypes.has(event.type)
}

function conversationOf(events: readonly TraceEvent[], name: string): Conversation {
  const sent = sideOf(events, name, 'sent')
  const received = sideOf(events, name, 'received')
  const ending = endingOf(events, name)
  const requests = requestsIn(sent.bytes)
  const exchanges = exchangesBetween({ name, sent, received, requests, isEnded: ending !== undefined })
  const end = exchanges.flatMap(({ interim, response }) => response ?? interim.at(-1) ?? []).at(-1)?.range.end ?? 0
  return {
    connection: name,
    remote: remoteOf(events, name),
    sent,
    received,
    exchanges,
    rest: { start: end, end: received.bytes.length },
    ending,
  }
}

function remoteOf(events: readonly TraceEvent[], name: string): Address | undefined {
  const opened = events.find(event => event.type === 'opened' && event.connection === name)
  return opened?.type === 'opened' ? opened.remote : undefined
}

function sideOf(events: readonly TraceEvent[], name: string, type: 'sent' | 'received'): Side {
  const segments: Segment[] = []
  const parts: Uint8Array[] = []
  let length = 0
  for (const [index, event] of events.entries()) {
    if (event.type !== type || event.connection !== name) continue
    parts.push(event.bytes)
    segments.push({ start: length, end: length + event.bytes.length, atMs: event.atMs, event: index })
    length += event.bytes.length
  }
  return { bytes: joinBytes(parts), segments }
}

function endingOf(events: readonly TraceEvent[], name: string): Ending | undefined {
  const index = events.findIndex(
    event => (event.type === 'ended' || event.type === 'reset') && event.connection === name,
  )
  const event = events[index]
  if (event?.type !== 'ended' && event?.type !== 'reset') return undefined
  return { type: event.type, atMs: event.atMs, event: index }
}

/** A request whose head is not complete takes all that is left. */
function requestsIn(bytes: Uint8Array): readonly RequestDissection[] {
  const requests: RequestDissection[] = []
  for (let at = 0; at < bytes.length;) {
    const request = dissectRequest(bytes, { startOffset: at })
    requests.push(request)
    if (!request.isHeadComplete || request.range.end === at) break
    at = request.range.end
  }
  return requests
}

type Sides = {
  readonly name: string
  readonly sent: Side
  readonly received: Side
  readonly requests: readonly RequestDissection[]
  readonly isEnded: boolean
}

/** Responses answer requests in order (RFC 9112 §9.3.2); each request has at most one final response. */
function exchangesBetween({ name, sent, received, requests, isEnded }: Sides): readonly Exchange[] {
  const exchanges: Exchange[] = []
  let at = 0
  for (let index = 0; index < requests.length || (index === 0 && received.bytes.length > 0); index++) {
    const request = requests[index]
    const answer = readAnswer(received.bytes, { at, method: request?.requestLine?.method.text, isEnded })
    at = answer.end
    exchanges.push({
      connection: name,
      index,
      request,
      interim: answer.interim,
      response: answer.response,
      ...requestTimes(sent, request?.range),
      ...responseTimes(received, answer.response?.range),
    })
  }
  return exchanges
}

type AnswerPlace = { readonly at: number; readonly method: string | undefined; readonly isEnded: boolean }

/** A response that is not complete, or is none at all, ends the reading. */
function readAnswer(
  bytes: Uint8Array,
  { at, method, isEnded }: AnswerPlace,
): {
  readonly interim: readonly ResponseDissection[]
  readonly response: ResponseDissection | undefined
  readonly end: number
} {
  const interim: ResponseDissection[] = []
  for (let start = at; start < bytes.length;) {
    const response = dissectResponse(bytes, { method, startOffset: start, isEnded })
    if (response.framing.type !== 'none' || response.framing.because !== 'interim') {
      return { interim, response, end: response.range.end }
    }
    interim.push(response)
    start = response.range.end
  }
  return { interim, response: undefined, end: interim.at(-1)?.range.end ?? at }
}

function requestTimes(side: Side, range: Range | undefined): Pick<Exchange, 'requestBeganMs' | 'requestEndedMs'> {
  const { began, ended } = timesOf(side, range)
  return { requestBeganMs: began, requestEndedMs: ended }
}

function responseTimes(side: Side, range: Range | undefined): Pick<Exchange, 'responseBeganMs' | 'responseEndedMs'> {
  const { began, ended } = timesOf(side, range)
  return { responseBeganMs: began, responseEndedMs: ended }
}

function timesOf(
  side: Side,
  range: Range | undefined,
): { readonly began: number | undefined; readonly ended: number | undefined } {
  if (range === undefined || range.end === range.start) return { began: undefined, ended: undefined }
  return { began: timeAt(side, range.start), ended: timeAt(side, range.end - 1) }
}
