// What the scanners of lines share: how they say that a line is not to be read, and what is wrong with a line's end.

import { CR, LF } from './octets.ts'
import type { RefusalRule } from './refusals.ts'

/** No line was read: the bytes ended within it, or they break a rule. */
export const unread = -1

/** Where a line that has its LF is unread: what is wrong, and where. A scan belongs to a reader and is used again and again. */
export type LineScan = { rule: RefusalRule; ruleAt: number }

/** Notes what is wrong. It counts once the line is complete, however its bytes were cut. */
export function refuse(scan: LineScan, rule: RefusalRule, at: number): typeof unread {
  scan.rule = rule
  scan.ruleAt = at
  return unread
}

/** What is wrong with an octet where a line should go on, or end in CR and LF. */
export function lineEndRule(octet: number): RefusalRule {
  if (octet === LF) return 'bare-lf'
  return octet === CR ? 'bare-cr' : 'control-byte'
}

/** Where CR and LF end a line at `at`: what is after them; else `unread`, with the rule that is broken. */
export function scanLineEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  scan: LineScan,
  otherwise: RefusalRule,
): number {
  if (at >= end) return unread
  const octet = bytes[at]!
  if (octet === CR) return at + 1 < end && bytes[at + 1] === LF ? at + 2 : refuse(scan, 'bare-cr', at)
  return refuse(scan, octet === LF ? 'bare-lf' : otherwise, at)
}
