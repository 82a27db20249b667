// Reads the head of a message, annotating and never refusing: lines, their parts and where they stand, faults. No framing.

import { COLON, CR, HTAB, LF, SP, isBlankOctet, isControlOctet, isTokenOctet, latin1From } from '../http/index.ts'
import type { Fault, FaultRule, FieldLine, HeadLine, LineEnd, Piece, Range, Slice } from './message.ts'

/** What a head reader has found so far; `at` is where the next line begins. */
export type HeadReading = {
  readonly bytes: Uint8Array
  readonly pieces: Piece[]
  readonly faults: Fault[]
  at: number
}

/** A line and where its text ends, before CR and LF. */
export type RawLine = HeadLine & { readonly textEnd: number }

/** The line that begins at `start`; its end is `missing` when the bytes stop first. */
export function lineAt(bytes: Uint8Array, start: number): RawLine {
  const lineFeed = bytes.indexOf(LF, start)
  if (lineFeed < 0) return { range: { start, end: bytes.length }, lineEnd: 'missing', textEnd: bytes.length }
  const hasReturn = lineFeed > start && bytes[lineFeed - 1] === CR
  const lineEnd: LineEnd = hasReturn ? 'crlf' : 'lf'
  return { range: { start, end: lineFeed + 1 }, lineEnd, textEnd: hasReturn ? lineFeed - 1 : lineFeed }
}

/** The bytes from `start` to `end` as a slice with its text. */
export function sliceOf(bytes: Uint8Array, start: number, end: number): Slice {
  return { start, end, text: latin1From(bytes, start, end) }
}

export function addFault(reading: HeadReading, rule: FaultRule, { start, end }: Range): void {
  reading.faults.push({ rule, start, end })
}

/** RFC 9112 §2.2: a lone LF may end a line when reading. It is accepted and marked. */
export function markLineEnd(reading: HeadReading, line: RawLine): void {
  if (line.lineEnd === 'lf') addFault(reading, 'bare-lf', { start: line.range.end - 1, end: line.range.end })
}

/** The field lines up to the blank line, and the blank line when it is there. Adds pieces and faults. */
export function readFieldLines(reading: HeadReading): {
  readonly fields: readonly FieldLine[]
  readonly blankLine: HeadLine | undefined
} {
  const fields: FieldLine[] = []
  while (reading.at < reading.bytes.length) {
    const line = lineAt(reading.bytes, reading.at)
    reading.at = line.range.end
    if (isLoneReturn(reading.bytes, line)) {
      reading.pieces.push({ kind: 'blank-line', ...line.range })
      break
    }
    markLineEnd(reading, line)
    if (line.textEnd === line.range.start && line.lineEnd !== 'missing') {
      reading.pieces.push({ kind: 'blank-line', ...line.range })
      return { fields, blankLine: headLineOf(line) }
    }
    reading.pieces.push({ kind: 'field-line', ...line.range })
    fields.push(readFieldLine(reading, line))
  }
  return { fields, blankLine: undefined }
}

/** The CR of a blank line whose LF has not come is not a field line yet. */
function isLoneReturn(bytes: Uint8Array, line: RawLine): boolean {
  return line.lineEnd === 'missing' && line.range.end - line.range.start === 1 && bytes[line.range.start] === CR
}

/** RFC 9112 §5: `field-name ":" OWS field-value OWS`. */
export function readFieldLine(reading: HeadReading, line: RawLine): FieldLine {
  const { bytes } = reading
  const { start } = line.range
  const colon = indexWithin(bytes, COLON, start, line.textEnd)
  markControls(reading, start, textEndWithoutReturn(bytes, line))
  if (isBlankOctet(bytes[start]!)) {
    addFault(reading, 'line-folding', { start, end: start + 1 })
    return { ...headLineOf(line), name: sliceOf(bytes, start, start), value: trimmed(bytes, start, line.textEnd) }
  }
  if (colon < 0) {
    // A line that is still coming may yet have its colon.
    if (line.lineEnd !== 'missing') addFault(reading, 'no-colon', { start, end: line.textEnd })
    return { ...headLineOf(line), name: sliceOf(bytes, start, line.textEnd), value: undefined }
  }
  markName(reading, start, colon)
  return {
    ...headLineOf(line),
    name: sliceOf(bytes, start, nameEnd(bytes, start, colon)),
    value: trimmed(bytes, colon + 1, line.textEnd),
  }
}

function markName(reading: HeadReading, start: number, colon: number): void {
  const { bytes } = reading
  const end = nameEnd(bytes, start, colon)
  if (end === start) return addFault(reading, 'empty-name', { start, end: colon + 1 })
  for (let at = start; at < end; at++) {
    if (!isTokenOctet(bytes[at]!)) return addFault(reading, 'bad-name-byte', { start: at, end: at + 1 })
  }
  if (end < colon) addFault(reading, 'space-before-colon', { start: end, end: colon })
}

function nameEnd(bytes: Uint8Array, start: number, colon: number): number {
  let end = colon
  while (end > start && isBlankOctet(bytes[end - 1]!)) end--
  return end
}

/** A CR at the very end of what came may be half of a CRLF. */
export function textEndWithoutReturn(bytes: Uint8Array, line: RawLine): number {
  return line.lineEnd === 'missing' && bytes[line.textEnd - 1] === CR ? line.textEnd - 1 : line.textEnd
}

function markControls(reading: HeadReading, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const octet = reading.bytes[at]!
    if (octet === HTAB || !isControlOctet(octet)) continue
    return addFault(reading, octet === CR ? 'bare-cr' : 'control-byte', { start: at, end: at + 1 })
  }
}

function trimmed(bytes: Uint8Array, from: number, to: number): Slice {
  let start = from
  let end = to
  while (start < end && isBlankOctet(bytes[start]!)) start++
  while (end > start && isBlankOctet(bytes[end - 1]!)) end--
  return sliceOf(bytes, start, end)
}

/** The line without what only the reader needs. */
export function headLineOf({ range, lineEnd }: RawLine): HeadLine {
  return { range, lineEnd }
}

/** Where `octet` stands in `start` to `end`; -1 when it does not. */
export function indexWithin(bytes: Uint8Array, octet: number, start: number, end: number): number {
  const at = bytes.indexOf(octet, start)
  return at >= end ? -1 : at
}

/** The next space in `start` to `end`, or `end`. */
export function spaceOrEnd(bytes: Uint8Array, start: number, end: number): number {
  const at = indexWithin(bytes, SP, start, end)
  return at < 0 ? end : at
}
