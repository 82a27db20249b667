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

// `HTTP/d.d`: 0 stands for a digit.
const versionOctets = [72, 84, 84, 80, 47, 0, 46, 0] as const

/** Sets `major` and `minor`. Where the version ends, or `unread`. */
export function versionAt(bytes: Uint8Array, start: number, end: number, scan: VersionScan): number {
  for (let index = 0; index < versionOctets.length; index++) {
    const at = start + index
    if (at >= end) return unread
    const octet = bytes[at]!
    const wanted = versionOctets[index]!
    if (wanted === 0 ? !isDigitOctet(octet) : octet !== wanted) return refuse(scan, 'not-http', at)
  }
  scan.major = bytes[start + 5]! - 48
  scan.minor = bytes[start + 7]! - 48
  return start + versionOctets.length
}
