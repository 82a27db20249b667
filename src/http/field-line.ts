// One field line (RFC 9112 §5) out of bytes: each octet is looked at once. Knows nothing of what a field means.

import { fieldNames, type FieldName } from './field-name.ts'
import { lineEndRule, refuse, unread, type LineScan } from './line-scan.ts'
import { COLON, CR, LF, isBlankOctet } from './octets.ts'
import type { RefusalRule } from './refusals.ts'
import type { Source } from './source.ts'
import { textEnd } from './text-octets.ts'

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

/** Reads `field-name ":" OWS field-value OWS CRLF`. Where the next line begins, or `unread`. */
export function scanFieldLine(source: Source, scan: FieldLineScan): number {
  const { bytes, at: start, until: end } = source
  let at = fieldNames.read(bytes, start, end)
  if (at === end) return unread
  if (bytes[at] !== COLON || at === start) return refuse(scan, nameRule(bytes, start, at, end), at)
  scan.name = fieldNames.value
  at++
  while (at < end && isBlankOctet(bytes[at]!)) at++
  scan.valueStart = at
  at = textEnd(bytes, source.view, at, end)
  if (at === end) return unread
  if (bytes[at] !== CR || at + 1 >= end || bytes[at + 1] !== LF) return refuse(scan, lineEndRule(bytes[at]!), at)
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
