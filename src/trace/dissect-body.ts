// Finds where the body of a message begins and ends (RFC 9112 §6.3) and where its content stands. Reads no head.

import { CR, LF, isBlankOctet, isHexOctet, latin1From } from '../http/index.ts'
import {
  addFault,
  lineAt,
  readFieldLines,
  textEndWithoutReturn,
  type HeadReading,
  type RawLine,
} from './dissect-head.ts'
import type { FieldLine, Framing, Range } from './message.ts'

export type BodyReading = {
  readonly body: Range
  readonly content: readonly Range[]
  readonly trailers: readonly FieldLine[]
  readonly isComplete: boolean
}

/** The framing that the field lines ask for, with the faults in them. Who may have a body at all is the caller's to say. */
export function framingOf(reading: HeadReading, fields: readonly FieldLine[]): Framing | undefined {
  const codings = fieldsNamed(fields, 'transfer-encoding')
  const lengths = fieldsNamed(fields, 'content-length')
  const coding = codings.at(-1)?.value?.text.toLowerCase() ?? ''
  const isChunked = /(^|[,\s])chunked$/.test(coding)
  if (codings.length > 0 && lengths.length > 0) addFault(reading, 'length-and-chunked', lengths[0]!.range)
  if (isChunked) return { type: 'chunked' }
  if (codings.length > 0 || lengths.length === 0) return undefined
  return lengthOf(reading, lengths)
}

function fieldsNamed(fields: readonly FieldLine[], name: string): readonly FieldLine[] {
  return fields.filter(field => field.value !== undefined && field.name.text.toLowerCase() === name)
}

function lengthOf(reading: HeadReading, lengths: readonly FieldLine[]): Framing | undefined {
  const [first, ...others] = lengths.map(field => field.value!)
  const differing = others.find(value => value.text !== first!.text)
  if (differing !== undefined) addFault(reading, 'lengths-differ', differing)
  const length = Number(first!.text)
  if (/^\d+$/.test(first!.text) && Number.isSafeInteger(length)) return { type: 'length', length }
  addFault(reading, 'bad-length', lengths[0]!.range)
  return undefined
}

/** The body from where the head ended, as far as it has come. Moves `at` to its end and adds its pieces. */
export function readBody(reading: HeadReading, framing: Framing, isEnded: boolean): BodyReading {
  switch (framing.type) {
    case 'unknown':
      return emptyBody(reading, false)
    case 'none':
      return emptyBody(reading, true)
    case 'length':
      return plainBody(reading, Math.min(reading.at + framing.length, reading.bytes.length), framing.length)
    case 'until-close':
      return { ...plainBody(reading, reading.bytes.length, 0), isComplete: isEnded }
    case 'chunked':
      return chunkedBody(reading)
  }
}

function emptyBody({ at }: HeadReading, isComplete: boolean): BodyReading {
  return { body: { start: at, end: at }, content: [], trailers: [], isComplete }
}

function plainBody(reading: HeadReading, end: number, wanted: number): BodyReading {
  const body = { start: reading.at, end }
  if (end > body.start) reading.pieces.push({ kind: 'body', ...body })
  reading.at = end
  return { body, content: end > body.start ? [body] : [], trailers: [], isComplete: end - body.start >= wanted }
}

/** RFC 9112 §7.1. Stops at the first fault: what follows cannot be told apart. */
function chunkedBody(reading: HeadReading): BodyReading {
  const start = reading.at
  const content: Range[] = []
  for (;;) {
    const size = readChunkSize(reading)
    if (size === undefined) return restOfChunks(reading, { start, content })
    if (size === 0) return lastChunk(reading, { start, content })
    const end = Math.min(reading.at + size, reading.bytes.length)
    if (end > reading.at) content.push({ start: reading.at, end })
    if (end > reading.at) reading.pieces.push({ kind: 'chunk-data', start: reading.at, end })
    const isWhole = end - reading.at === size
    reading.at = end
    if (!isWhole || !readChunkEnd(reading)) return restOfChunks(reading, { start, content })
  }
}

type ChunksSoFar = { readonly start: number; readonly content: readonly Range[] }

/** undefined when the line has not come whole, or is not a size. */
function readChunkSize(reading: HeadReading): number | undefined {
  const { bytes, at } = reading
  const line = lineAt(bytes, at)
  const digits = { start: at, end: digitsEnd(bytes, at, line.textEnd) }
  const wrong = wrongInSize(bytes, line, digits)
  if (wrong !== undefined) addFault(reading, 'bad-chunk-size', wrong)
  if (wrong !== undefined || line.lineEnd === 'missing') return undefined
  reading.pieces.push({ kind: 'chunk-size', ...line.range })
  reading.at = line.range.end
  return Number.parseInt(latin1From(bytes, digits.start, digits.end), 16)
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isHexOctet(bytes[at]!)) at++
  return at
}

const mostDigits = 12
const SEMICOLON = 59

/** `chunk-size [ chunk-ext ] CRLF`. In a line that is still coming only what can no longer become one is wrong. */
function wrongInSize(bytes: Uint8Array, line: RawLine, digits: Range): Range | undefined {
  const end = textEndWithoutReturn(bytes, line)
  const hasDigits = digits.end > digits.start
  const next = digits.end < end ? bytes[digits.end]! : undefined
  if (next !== undefined && !(hasDigits && (next === SEMICOLON || isBlankOctet(next))))
    return { start: digits.end, end }
  if (!hasDigits) return line.lineEnd === 'missing' ? undefined : { start: digits.end, end: digits.end + 1 }
  if (latin1From(bytes, digits.start, digits.end).replace(/^0+/, '').length > mostDigits) return digits
  return line.lineEnd === 'lf' ? { start: line.textEnd, end: line.range.end } : undefined
}

/** The CRLF that ends a chunk's data; its absence means that the size was wrong. */
function readChunkEnd(reading: HeadReading): boolean {
  const { bytes, at } = reading
  const [first, second] = [bytes[at], bytes[at + 1]]
  if (first === CR && second === LF) {
    reading.pieces.push({ kind: 'chunk-end', start: at, end: at + 2 })
    reading.at = at + 2
    return true
  }
  const isComing = first === undefined || (first === CR && second === undefined)
  if (!isComing) addFault(reading, first === LF ? 'chunk-line-end' : 'chunk-too-long', { start: at, end: at + 1 })
  return false
}

function restOfChunks(reading: HeadReading, { start, content }: ChunksSoFar): BodyReading {
  const end = reading.bytes.length
  if (end > reading.at) reading.pieces.push({ kind: 'body', start: reading.at, end })
  reading.at = end
  return { body: { start, end }, content, trailers: [], isComplete: false }
}

function lastChunk(reading: HeadReading, { start, content }: ChunksSoFar): BodyReading {
  const before = reading.pieces.length
  const { fields, blankLine } = readFieldLines(reading)
  for (let index = before; index < reading.pieces.length; index++) {
    const piece = reading.pieces[index]!
    if (piece.kind === 'field-line') reading.pieces[index] = { ...piece, kind: 'trailer' }
    if (piece.kind === 'blank-line') reading.pieces[index] = { ...piece, kind: 'chunk-end' }
  }
  if (blankLine === undefined) return { ...restOfChunks(reading, { start, content }), trailers: fields }
  return { body: { start, end: reading.at }, content, trailers: fields, isComplete: true }
}
