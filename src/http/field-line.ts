// One field line (RFC 9112 §5) out of bytes: each octet is looked at once. Knows nothing of what a field means.

import { fieldNameAt, type FieldName } from './field-name.ts'
import { hashStep } from './interned.ts'
import { lineEndRule, refuse, unread, type LineScan } from './line-scan.ts'
import { COLON, CR, DEL, HTAB, LF, SP, isBlankOctet, isTokenOctet } from './octets.ts'
import type { RefusalRule } from './refusals.ts'

/** What was found in a line, for one reader and reused for each line: an object less for each field. */
export type FieldLineScan = LineScan & {
  name: FieldName | undefined
  valueStart: number
  valueEnd: number
}

export const newFieldLineScan = (): FieldLineScan => ({
  name: undefined,
  valueStart: 0,
  valueEnd: 0,
  rule: 'no-colon',
  ruleAt: 0,
})

/** Reads `field-name ":" OWS field-value OWS CRLF` from `start`. Where the next line begins, or `unread`. */
export function scanFieldLine(bytes: Uint8Array, start: number, end: number, scan: FieldLineScan): number {
  let at = start
  let octet = 0
  let hash = 0
  while (at < end && isTokenOctet((octet = bytes[at]!))) {
    hash = hashStep(hash, octet)
    at++
  }
  if (at === end) return unread
  if (octet !== COLON || at === start) return refuse(scan, nameRule(bytes, start, at, end), at)
  scan.name = fieldNameAt(bytes, start, at, hash)
  at++
  while (at < end && isBlankOctet(bytes[at]!)) at++
  scan.valueStart = at
  // isTextOctet, spelled out: this loop sees most of the bytes of most requests.
  while (at < end && (((octet = bytes[at]!) >= SP && octet !== DEL) || octet === HTAB)) at++
  if (at === end) return unread
  if (octet !== CR || at + 1 >= end || bytes[at + 1] !== LF) return refuse(scan, lineEndRule(octet), at)
  let valueEnd = at
  while (valueEnd > scan.valueStart && isBlankOctet(bytes[valueEnd - 1]!)) valueEnd--
  scan.valueEnd = valueEnd
  return at + 2
}

/** What is wrong with a name that ends at `at`, before something that is neither a token's octet nor its colon. */
function nameRule(bytes: Uint8Array, start: number, at: number, end: number): RefusalRule {
  const octet = bytes[at]!
  if (octet === COLON) return 'empty-name'
  if (octet === LF) return 'bare-lf'
  if (octet === CR) return at + 1 < end && bytes[at + 1] === LF ? 'no-colon' : 'bare-cr'
  if (!isBlankOctet(octet)) return 'bad-name-byte'
  if (at === start) return 'line-folding'
  let next = at
  while (next < end && isBlankOctet(bytes[next]!)) next++
  return next < end && bytes[next] === COLON ? 'space-before-colon' : 'bad-name-byte'
}
