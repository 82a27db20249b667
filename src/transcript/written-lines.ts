// Recorded bytes to lines of a transcript, without their roles. Knows how line ends are written; nothing of events.

import { escapeBytes, hexEscape } from './escape.ts'
import { httpDateFit, httpDateLength } from './http-date.ts'
import { bytesFromLatin1 } from '../http/index.ts'
import { readsLikeStatus } from './parse-expect.ts'
import type { RecordedResponse } from './recorded-message.ts'

const LF = 0x0a
const CR = 0x0d

type RawLine = { readonly bytes: Uint8Array; readonly end: 'crlf' | 'lf' | 'none' }

function rawLinesOf(bytes: Uint8Array): readonly RawLine[] {
  const lines: RawLine[] = []
  for (let start = 0; start < bytes.length;) {
    const lineFeed = bytes.indexOf(LF, start)
    const isCrlf = lineFeed > start && bytes[lineFeed - 1] === CR
    const end = lineFeed < 0 ? 'none' : isCrlf ? 'crlf' : 'lf'
    lines.push({ bytes: bytes.subarray(start, lineFeed < 0 ? bytes.length : isCrlf ? lineFeed - 1 : lineFeed), end })
    start = lineFeed < 0 ? bytes.length : lineFeed + 1
  }
  return lines
}

/** The texts of `>` lines that send exactly these bytes. */
export function sendLinesOf(bytes: Uint8Array): readonly string[] {
  return rawLinesOf(bytes).map(({ bytes, end }) => {
    const text = escapeBytes(bytes, 'send')
    const endsInCr = bytes.at(-1) === CR
    if (end === 'lf') return `${text}\\n`
    if (end === 'crlf') return endsInCr ? `${text}\\r\\n` : text
    return endsInCr ? text : `${text}\\`
  })
}

/** The texts of the `<` lines that match this response: status line, fields, an empty line, the body. */
export function responseLinesOf({ status, fields, body }: RecordedResponse): readonly string[] {
  const reason = escapeBytes(bytesFromLatin1(status.reason), 'expect')
  const statusLine = `${status.version} ${status.code}${reason === '' ? '' : ` ${reason}`}`
  return [statusLine, ...fields.map(({ name, value }) => `${name}:${fieldText(name, value)}`), '', ...bodyLinesOf(body)]
}

/** A Date is another one each time. */
function fieldText(name: string, value: string): string {
  if (value === '') return ''
  const isDate =
    name.toLowerCase() === 'date' && value.length === httpDateLength && httpDateFit(value, 0) === httpDateLength
  return ` ${isDate ? '{http-date}' : escapeBytes(bytesFromLatin1(value), 'expect')}`
}

/** Line ends are written out only in a body that has both kinds. */
function bodyLinesOf(body: Uint8Array): readonly string[] {
  const lines = rawLinesOf(body)
  const isMixed = lines.some(line => line.end === 'lf') && lines.some(line => line.end === 'crlf')
  return lines.map(({ bytes, end }) => {
    const text = notStatus(escapeBytes(bytes, 'expect'))
    if (end === 'none') return `${text}\\`
    if (isMixed || bytes.at(-1) === CR) return `${text}${end === 'lf' ? '\\n' : '\\r\\n'}`
    return text
  })
}

/** A body line that reads like a status line would start the next response. */
function notStatus(text: string): string {
  return readsLikeStatus(text) ? `${hexEscape(text.charCodeAt(0))}${text.slice(1)}` : text
}
