// The line before the data of a chunk (RFC 9112 §7.1): a size, and extensions that are checked and ignored.

import { lineEndRule, refuse, unread, type LineScan } from './line-scan.ts'
import { CR, DEL, HTAB, LF, SP, isBlankOctet, isDigitOctet, isHexOctet, isTokenOctet } from './octets.ts'

export type ChunkLineScan = LineScan & { size: number; extensionBytes: number }

export const newChunkLineScan = (): ChunkLineScan => ({ size: 0, extensionBytes: 0, rule: 'bad-chunk-size', ruleAt: 0 })

const SEMICOLON = 59
const EQUALS = 61
const QUOTE = 34
const BACKSLASH = 92

/** Reads `chunk-size [ chunk-ext ] CRLF` from `start`. Where the data begins, or `unread`. */
export function scanChunkLine(bytes: Uint8Array, start: number, end: number, scan: ChunkLineScan): number {
  let at = start
  let size = 0
  while (at < end && isHexOctet(bytes[at]!)) size = size * 16 + hexValue(bytes[at++]!)
  if (at === start && at < end) return refuse(scan, 'bad-chunk-size', at)
  if (size > Number.MAX_SAFE_INTEGER) return refuse(scan, 'chunk-size-overflow', start)
  const sizeEnd = at
  at = extensionsEnd(bytes, at, end, scan)
  if (at === unread) return unread
  scan.size = size
  scan.extensionBytes = at - sizeEnd
  return at + 2
}

function hexValue(octet: number): number {
  if (isDigitOctet(octet)) return octet - 48
  return (octet | 32) - 87
}

/** Where the extensions end, which is where CR and LF are; or `unread`. */
function extensionsEnd(bytes: Uint8Array, start: number, end: number, scan: ChunkLineScan): number {
  let at = start
  while (at < end) {
    if (bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF) return at
    const blanks = blanksEnd(bytes, at, end)
    if (blanks === end) return unread
    if (bytes[blanks] !== SEMICOLON) return refuse(scan, sizeEndRule(bytes[at]!, at > start), at)
    at = extensionEnd(bytes, blanks + 1, end)
    if (at < 0) return refuse(scan, extensionRule(bytes[-at - 1]!), -at - 1)
  }
  return unread
}

function sizeEndRule(octet: number, isAfterExtension: boolean): LineScan['rule'] {
  if (octet === CR || octet === LF) return lineEndRule(octet)
  return isAfterExtension ? 'bad-chunk-extension' : 'bad-chunk-size'
}

function extensionRule(octet: number): LineScan['rule'] {
  return octet === LF ? 'bare-lf' : 'bad-chunk-extension'
}

/**
 * `BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ]` from after the semicolon: where it ends, and never beyond `end`.
 * Where an octet at `at` breaks the grammar: `-at - 1`.
 */
function extensionEnd(bytes: Uint8Array, start: number, end: number): number {
  const name = blanksEnd(bytes, start, end)
  const nameEnd = tokenEnd(bytes, name, end)
  if (nameEnd === end) return end
  if (nameEnd === name) return -name - 1
  const equals = blanksEnd(bytes, nameEnd, end)
  if (equals === end) return end
  // Blanks after a name may also belong to the next semicolon.
  if (bytes[equals] !== EQUALS) return nameEnd
  const value = blanksEnd(bytes, equals + 1, end)
  if (value < end && bytes[value] === QUOTE) return quotedEnd(bytes, value + 1, end)
  const valueEnd = tokenEnd(bytes, value, end)
  return valueEnd === value && value < end ? -value - 1 : valueEnd
}

/** RFC 9110 §5.6.4: `quoted-string`, from after its first quote. */
function quotedEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (bytes[at] === QUOTE) return at + 1
    if (bytes[at] === BACKSLASH) at++
    if (at < end && !isQuotable(bytes[at]!)) return -at - 1
  }
  return end
}

const isQuotable = (octet: number): boolean => (octet >= SP && octet !== DEL) || octet === HTAB

function blanksEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isBlankOctet(bytes[at]!)) at++
  return at
}

function tokenEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && isTokenOctet(bytes[at]!)) at++
  return at
}
