// Reads the first line of a message: a status line or a request line. Annotates and never refuses.

import { SP, isDigitOctet } from '../http/index.ts'
import {
  addFault,
  headLineOf,
  lineAt,
  markLineEnd,
  sliceOf,
  spaceOrEnd,
  type HeadReading,
  type RawLine,
} from './dissect-head.ts'
import type { RequestLine, Slice, StatusLine } from './message.ts'

const httpName = 'HTTP/'
const versionBytes = 'HTTP/1.1'.length

/** RFC 9112 §4. undefined, with a fault, when the bytes do not begin with `HTTP/`; then nothing is consumed. */
export function readStatusLine(reading: HeadReading): StatusLine | undefined {
  const { bytes, at } = reading
  const line = lineAt(bytes, at)
  if (!beginsWithHttp(bytes, line)) {
    addFault(reading, 'not-http', { start: at, end: Math.min(line.textEnd, at + versionBytes) })
    return undefined
  }
  take(reading, line)
  const version = versionOf(reading, line)
  const codeStart = bytes[version.end] === SP ? version.end + 1 : version.end
  const code = codeOf(reading, { line, start: codeStart, isSpaced: codeStart > version.end })
  const reason = reasonOf(reading, line, code)
  return { ...headLineOf(line), version, code, reason, status: statusOf(code) }
}

/** RFC 9112 §3, as far as a shown trace needs it. undefined when not a single byte came. */
export function readRequestLine(reading: HeadReading): RequestLine | undefined {
  const { bytes, at } = reading
  if (at >= bytes.length) return undefined
  const line = lineAt(bytes, at)
  take(reading, line)
  const methodEnd = spaceOrEnd(bytes, at, line.textEnd)
  const targetStart = Math.min(methodEnd + 1, line.textEnd)
  const targetEnd = spaceOrEnd(bytes, targetStart, line.textEnd)
  const version = sliceOf(bytes, Math.min(targetEnd + 1, line.textEnd), line.textEnd)
  const isWhole = /^HTTP\/\d\.\d$/.test(version.text) && methodEnd > at && targetEnd > targetStart
  if (!isWhole && line.lineEnd !== 'missing') addFault(reading, 'bad-request-line', { start: at, end: line.textEnd })
  return {
    ...headLineOf(line),
    method: sliceOf(bytes, at, methodEnd),
    target: sliceOf(bytes, targetStart, targetEnd),
    version,
  }
}

function take(reading: HeadReading, line: RawLine): void {
  reading.pieces.push({ kind: 'start-line', ...line.range })
  reading.at = line.range.end
  markLineEnd(reading, line)
}

/** `http/1.1` is meant as a status line, and wrong. */
function beginsWithHttp(bytes: Uint8Array, line: RawLine): boolean {
  const length = Math.min(httpName.length, line.textEnd - line.range.start)
  const text = sliceOf(bytes, line.range.start, line.range.start + length).text.toUpperCase()
  return length > 0 && httpName.startsWith(text) && (length === httpName.length || line.lineEnd === 'missing')
}

/** Up to the space, or the first eight bytes when no space follows them where it should. */
function versionOf(reading: HeadReading, line: RawLine): Slice {
  const { bytes } = reading
  const { start } = line.range
  const isComing = line.lineEnd === 'missing' && line.textEnd - start < versionBytes
  const first = sliceOf(bytes, start, Math.min(start + versionBytes, line.textEnd))
  if (/^HTTP\/\d\.\d$/.test(first.text)) return first
  const whole = sliceOf(bytes, start, spaceOrEnd(bytes, start, line.textEnd))
  if (!isComing) addFault(reading, 'bad-version', { start: firstDifference(whole), end: whole.end })
  return whole
}

function firstDifference({ text, start, end }: Slice): number {
  const wanted = 'HTTP/0.0'
  for (let index = 0; index < text.length; index++) {
    const isRight = wanted[index] === '0' ? isDigitOctet(text.charCodeAt(index)) : text[index] === wanted[index]
    if (!isRight) return start + index
  }
  return Math.max(start, end - 1)
}

type CodePlace = { readonly line: RawLine; readonly start: number; readonly isSpaced: boolean }

function codeOf(reading: HeadReading, { line, start, isSpaced }: CodePlace): Slice {
  const { bytes } = reading
  const isComing = line.lineEnd === 'missing' && line.textEnd - start <= 3
  if (!isSpaced && !isComing)
    addFault(reading, 'no-space-after-version', { start, end: Math.min(start + 1, line.textEnd) })
  const three = sliceOf(bytes, start, Math.min(start + 3, line.textEnd))
  if (/^\d{3}$/.test(three.text) && !isDigitOctet(bytes[three.end] ?? SP)) return three
  const whole = sliceOf(bytes, start, spaceOrEnd(bytes, start, line.textEnd))
  if (!isComing)
    addFault(reading, 'bad-status-code', { start, end: Math.max(whole.end, Math.min(start + 1, line.range.end)) })
  return whole
}

/** RFC 9112 §4: a server must send the space after the code even when the reason is empty. */
function reasonOf(reading: HeadReading, line: RawLine, code: Slice): Slice {
  const { bytes } = reading
  const isSpaced = bytes[code.end] === SP && code.end < line.textEnd
  const isComing = line.lineEnd === 'missing' && code.end >= line.textEnd - 1
  if (!isSpaced && !isComing && statusOf(code) !== undefined) {
    addFault(reading, 'no-space-after-code', { start: code.end, end: code.end + 1 })
  }
  return sliceOf(bytes, Math.min(code.end + (isSpaced ? 1 : 0), line.textEnd), line.textEnd)
}

function statusOf(code: Slice): number | undefined {
  return /^\d{3}$/.test(code.text) ? Number(code.text) : undefined
}
