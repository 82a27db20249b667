// The request line (RFC 9112 §3) out of bytes. Finds its three parts; what a target means is found in target.ts.

import { Interned } from './interned.ts'
import { refuse, scanLineEnd, unread, type LineScan } from './line-scan.ts'
import { CR, DEL, LF, SP, isBlankOctet, isDigitOctet } from './octets.ts'
import type { RefusalRule } from './refusals.ts'

/** What was found in a request line, for one reader and reused for each line. */
export type RequestLineScan = VersionScan & {
  method: string
  targetStart: number
  targetEnd: number
  /** Where the first `?` of the target stands; undefined when there is none. */
  queryMark: number | undefined
  /** Whether there is a `%` before that. */
  hasEscape: boolean
}

export type VersionScan = LineScan & { major: number; minor: number }

export const newRequestLineScan = (): RequestLineScan => ({
  method: '',
  targetStart: 0,
  targetEnd: 0,
  queryMark: undefined,
  hasEscape: false,
  major: 1,
  minor: 1,
  rule: 'bad-request-line',
  ruleAt: 0,
})

const methods = new Interned(method => method, 128, [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
])

const HASH = 35
const PERCENT = 37
const QUESTION = 63

/** Reads `method SP request-target SP HTTP-version CRLF` from `start`. Where the next line begins, or `unread`. */
export function scanRequestLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  scan: RequestLineScan,
  methodBytes: number,
): number {
  let at = methods.read(bytes, start, end)
  if (at === end) return unread
  const octet = bytes[at]!
  if (octet !== SP || at === start) return refuse(scan, methodRule(octet, at > start), at)
  if (at - start > methodBytes) return refuse(scan, 'method-too-long', start + methodBytes)
  scan.method = methods.value!
  at = scanTarget(bytes, at + 1, end, scan)
  return at === unread ? unread : scanVersion(bytes, at + 1, end, scan)
}

function methodRule(octet: number, hasMethod: boolean): RefusalRule {
  if (octet === LF) return 'bare-lf'
  if (octet === CR) return hasMethod ? 'bad-request-line' : 'bare-cr'
  return octet === SP ? 'bad-request-line' : 'bad-method'
}

/** The request target and the space after it: visible ASCII without `#`. Where the space stands, or `unread`. */
function scanTarget(bytes: Uint8Array, start: number, end: number, scan: RequestLineScan): number {
  let at = start
  let octet = 0
  scan.targetStart = start
  scan.queryMark = undefined
  scan.hasEscape = false
  // More than RFC 3986 allows: browsers send some of "<>[\]^`{|} as they are.
  while (at < end && (octet = bytes[at]!) > SP && octet < DEL && octet !== HASH) {
    if (octet === QUESTION) scan.queryMark ??= at
    else if (octet === PERCENT && scan.queryMark === undefined) scan.hasEscape = true
    at++
  }
  if (at === end) return unread
  scan.targetEnd = at
  if (octet === SP && at > start) return at
  if (octet === LF) return refuse(scan, 'bare-lf', at)
  return refuse(scan, isBlankOctet(octet) || octet === CR ? 'bad-request-line' : 'bad-target-byte', at)
}

/** RFC 9112 §2.3: `"HTTP" "/" DIGIT "." DIGIT`, in this case, and the end of the line. */
function scanVersion(bytes: Uint8Array, start: number, end: number, scan: RequestLineScan): number {
  const next = versionAt(bytes, start, end, scan)
  return next === unread ? unread : scanLineEnd(bytes, next, end, scan, 'bad-request-line')
}

const http = [72, 84, 84, 80, 47] as const
const DOT = 46

/** Sets `major` and `minor`. Where the version ends, or `unread`. */
export function versionAt(bytes: Uint8Array, start: number, end: number, scan: VersionScan): number {
  for (let index = 0; index < http.length; index++)
    if (start + index >= end || bytes[start + index] !== http[index]) return refuse(scan, 'not-http', start + index)
  const at = start + http.length
  if (at + 3 > end) return refuse(scan, 'not-http', end)
  if (!isDigitOctet(bytes[at]!)) return refuse(scan, 'not-http', at)
  if (bytes[at + 1] !== DOT) return refuse(scan, 'not-http', at + 1)
  if (!isDigitOctet(bytes[at + 2]!)) return refuse(scan, 'not-http', at + 2)
  scan.major = bytes[at]! - 48
  scan.minor = bytes[at + 2]! - 48
  return at + 3
}
