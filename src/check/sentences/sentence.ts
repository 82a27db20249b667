// What a sentence is made of, and how facts are put into words. Knows no code by itself.

import { escapeText } from '../../trace/index.ts'
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

/** Text of the wire in quotes, one char a byte, every control byte visible; cut where it is long. */
export function quoted(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text
  return `"${escapeText(shown)}"`
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
  return request === '' ? '' : ` to ${quoted(request)}`
}
