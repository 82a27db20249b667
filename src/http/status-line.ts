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
  const code = version + 1
  if (code + 4 > end) return refuse(scan, 'bad-status-line', version)
  if (bytes[version] !== SP) return refuse(scan, 'bad-status-line', version)
  scan.status = codeAt(bytes, code)
  if (scan.status === 0) return refuse(scan, 'bad-status-code', code)
  // The space has to be there even where no reason follows.
  if (bytes[code + 3] !== SP) return refuse(scan, 'bad-status-line', code + 3)
  return scanReason(bytes, code + 4, end, scan)
}

/** The three digits at `at`, from 100 to 599; 0 for anything else. */
function codeAt(bytes: Uint8Array, at: number): number {
  for (let index = at; index < at + 3; index++) if (!isDigitOctet(bytes[index]!)) return 0
  const code = (bytes[at]! - 48) * 100 + (bytes[at + 1]! - 48) * 10 + bytes[at + 2]! - 48
  return code >= 100 && code < 600 ? code : 0
}

function scanReason(bytes: Uint8Array, start: number, end: number, scan: StatusLineScan): number {
  const at = textEnd(bytes, undefined, start, end)
  if (at === end) return unread
  if (bytes[at] !== CR || at + 1 >= end || bytes[at + 1] !== LF) return refuse(scan, lineEndRule(bytes[at]!), at)
  scan.reasonStart = start
  scan.reasonEnd = at
  return at + 2
}
