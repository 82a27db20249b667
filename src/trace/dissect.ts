// Takes a request or a response apart into annotated pieces. Never throws, whatever the bytes are, and judges nothing.

import { framingOf, readBody } from './dissect-body.ts'
import { readFieldLines, type HeadReading } from './dissect-head.ts'
import { readRequestLine, readStatusLine } from './dissect-start-line.ts'
import type {
  Framing,
  HeadLine,
  FieldLine,
  Message,
  Range,
  RequestDissection,
  ResponseDissection,
  StatusLine,
} from './message.ts'

export type DissectOptions = {
  /** The method that the response answers; undefined counts as GET. */
  readonly method: string | undefined
  readonly startOffset?: number
  /** The server has ended its side: nothing will follow. */
  readonly isEnded?: boolean
}

/** The response that begins at `startOffset`, as far as it has come. Offsets count from the start of `bytes`. */
export function dissectResponse(bytes: Uint8Array, options: DissectOptions): ResponseDissection {
  const start = options.startOffset ?? 0
  const reading: HeadReading = { bytes, pieces: [], faults: [], at: start }
  const isEnded = options.isEnded ?? false
  const statusLine = start < bytes.length ? readStatusLine(reading) : undefined
  if (statusLine === undefined) return withoutStatusLine(reading, isEnded)
  const head = readFieldLines(reading)
  const framing =
    head.blankLine === undefined
      ? unknown
      : responseFraming(reading, { statusLine, fields: head.fields, method: options.method })
  return { type: 'response', statusLine, ...finish(reading, { start, head, framing, isEnded }) }
}

/** The request that begins at `startOffset`, as far as it goes. */
export function dissectRequest(bytes: Uint8Array, options: { readonly startOffset?: number } = {}): RequestDissection {
  const start = options.startOffset ?? 0
  const reading: HeadReading = { bytes, pieces: [], faults: [], at: start }
  skipBlankLines(reading)
  const requestLine = readRequestLine(reading)
  const head = requestLine === undefined ? { fields: [], blankLine: undefined } : readFieldLines(reading)
  const framing =
    head.blankLine === undefined
      ? unknown
      : (framingOf(reading, head.fields) ?? ({ type: 'none', because: 'request' } as const))
  return { type: 'request', requestLine, ...finish(reading, { start, head, framing, isEnded: false }) }
}

/** The content of a message: its body, decoded from any chunks. */
export function contentOf(bytes: Uint8Array, message: Message): Uint8Array {
  const [first] = message.content
  if (first !== undefined && message.content.length === 1) return bytes.subarray(first.start, first.end)
  const content = new Uint8Array(message.contentBytes)
  let at = 0
  for (const { start, end } of message.content) {
    content.set(bytes.subarray(start, end), at)
    at += end - start
  }
  return content
}

const unknown = { type: 'unknown' } as const

/** RFC 9112 §2.2: a server should ignore an empty line before the request line. */
function skipBlankLines(reading: HeadReading): void {
  const { bytes, at } = reading
  let end = at
  while (bytes[end] === 13 && bytes[end + 1] === 10) end += 2
  if (end > at) reading.pieces.push({ kind: 'leading', start: at, end })
  reading.at = end
}

/** What is not a response at all is a body that ends when the connection does. */
function withoutStatusLine(reading: HeadReading, isEnded: boolean): ResponseDissection {
  const start = reading.at
  const head = { fields: [], blankLine: undefined }
  const parts = finish(reading, { start, head, framing: { type: 'until-close' }, isEnded })
  return { type: 'response', statusLine: undefined, ...parts }
}

type ResponseHead = {
  readonly statusLine: StatusLine
  readonly fields: readonly FieldLine[]
  readonly method: string | undefined
}

/** RFC 9112 §6.3, in its order. */
function responseFraming(reading: HeadReading, { statusLine: { status }, fields, method }: ResponseHead): Framing {
  const asked = framingOf(reading, fields)
  if (status !== undefined && status < 200 && status >= 100) return { type: 'none', because: 'interim' }
  if (method === 'HEAD') return { type: 'none', because: 'head' }
  if (status === 204) return { type: 'none', because: 'no-content' }
  if (status === 304) return { type: 'none', because: 'not-modified' }
  return asked ?? { type: 'until-close' }
}

type Parts = {
  readonly start: number
  readonly head: { readonly fields: readonly FieldLine[]; readonly blankLine: HeadLine | undefined }
  readonly framing: Framing
  readonly isEnded: boolean
}

function finish(reading: HeadReading, { start, head, framing, isEnded }: Parts): Message {
  const { body, content, trailers, isComplete } = readBody(reading, framing, isEnded)
  return {
    range: { start, end: reading.at },
    pieces: reading.pieces,
    fields: head.fields,
    blankLine: head.blankLine,
    framing,
    body,
    content,
    contentBytes: content.reduce((sum, range: Range) => sum + range.end - range.start, 0),
    trailers,
    isHeadComplete: head.blankLine !== undefined,
    isComplete,
    faults: reading.faults.toSorted((one, other) => one.start - other.start),
  }
}
