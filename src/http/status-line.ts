// The status line (RFC 9112 §4) out of bytes.

import { lineEndRule, refuse, unread } from './line-scan.ts'
import { CR, LF, SP, isDigitOctet } from './octets.ts'
import { versionAt, type VersionScan } from './request-line.ts'
import { textEnd } from './text-octets.ts'

export type StatusLineScan = VersionScan & { status: number; reasonStart: number; reasonEnd: number }

export const newStatusLineScan = (): StatusLineScan => ({
  major: 1,
  minor: 1,
  status: 0,
  reasonStart: 0,
  reasonEnd: 0,
  rule: 'bad-status-line',
  ruleAt: 0,
})

/** Reads `HTTP-version SP status-code SP [ reason-phrase ] CRLF` from `start`. Where the next line begins, or `unread`. */
export function scanStatusLine(bytes: Uint8Array, start: number, end: number, scan: StatusLineScan): number {
  const version = versionAt(bytes, start, end, scan)
  if (version === unread) return unread
  if (version === end) return unread
  if (bytes[version] !== SP) return refuse(scan, 'bad-status-line', version)
  const space = scanCode(bytes, version + 1, end, scan)
  if (space === unread || space === end) return unread
  // The space has to be there even where no reason follows.
  if (bytes[space] !== SP) return refuse(scan, 'bad-status-line', space)
  return scanReason(bytes, space + 1, end, scan)
}

/** Three digits, from 100 to 599: where they end, or `unread`. */
function scanCode(bytes: Uint8Array, start: number, end: number, scan: StatusLineScan): number {
  scan.status = 0
  for (let at = start; at < start + 3; at++) {
    if (at === end) return unread
    if (!isDigitOctet(bytes[at]!)) return refuse(scan, 'bad-status-code', start)
    scan.status = scan.status * 10 + bytes[at]! - 48
  }
  return scan.status >= 100 && scan.status < 600 ? start + 3 : refuse(scan, 'bad-status-code', start)
}

function scanReason(bytes: Uint8Array, start: number, end: number, scan: StatusLineScan): number {
  const at = textEnd(bytes, undefined, start, end)
  if (at === end) return unread
  if (bytes[at] !== CR || at + 1 >= end || bytes[at + 1] !== LF) return refuse(scan, lineEndRule(bytes[at]!), at)
  scan.reasonStart = start
  scan.reasonEnd = at
  return at + 2
}
