// What a sentence is made of, and how facts are put into words. Knows no code by itself.

import { escapeCharacters, escapeText } from '../../trace/index.ts'
import type { Diagnosis, DiagnosisCode } from '../diagnosis.ts'

/** The parts of an explanation that are words. */
export type Sentence = {
  readonly what: string
  readonly expected: string
  readonly received: string
  readonly reference?: string
  readonly next: string
}

/** The words for one code, made from its facts. */
export type Sentences<Code extends DiagnosisCode> = {
  readonly [Each in Code]: (diagnosis: Extract<Diagnosis, { code: Each }>) => Sentence
}

/** `1 byte`, `12 bytes`. */
export function count(amount: number, unit: string): string {
  return `${amount.toLocaleString('en-US')} ${unit}${amount === 1 ? '' : 's'}`
}

const usualLength = 60

/** Text of the wire in quotes, one char a byte, every control byte visible; cut where it is long. */
export function quoted(text: string, longest = usualLength): string {
  return `"${octets(text, longest)}"`
}

/** As quoted, without the quotes. */
export function octets(text: string, longest = usualLength): string {
  // A character takes four bytes at most: what comes after so many is never shown.
  return shortened(escapeText(text.slice(0, longest * 4)), longest)
}

/** Text of a program or of a file, any characters, those of control visible; cut where it is long. */
export function characters(text: string, longest = usualLength): string {
  return shortened(escapeCharacters(text.slice(0, longest * 4)), longest)
}

/** Cut at the end of a character or of an escape. */
function shortened(escaped: string, longest: number): string {
  if (escaped.length <= longest) return escaped
  let shown = ''
  for (const [piece] of escaped.matchAll(/\\x[0-9a-f]{2}|\\u\{[0-9a-f]+\}|\\.|./gsu)) {
    if (shown.length + piece.length >= longest) break
    shown += piece
  }
  return `${shown}…`
}

/** `1 s`, `250 ms`. */
export function duration(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Math.round(ms)} ms`
}

/** `128 MB` */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`
}

/** `to "GET / HTTP/1.1"`, or nothing when no request was under way. */
export function toRequest(request: string): string {
  return request === '' ? '' : ` to ${quoted(request, longestRequest)}`
}

/** Of a request line in the sentence that says what is wrong. */
export const longestRequest = 32
