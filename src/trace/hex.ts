// Bytes in hexadecimal, as xxd prints them: offset, pairs of bytes, and the readable ones as text.

import { latin1From } from '../http/index.ts'
import type { LinePart } from './line.ts'
import type { Range } from './message.ts'
import type { Trace } from './trace.ts'

/** Bytes in one line. */
export const hexBytesPerLine = 16
const pairsColumns = 39

/** `0010: 486f 7374 3a20 6c6f 6361 6c68 6f73 740d  Host: localhost.` `before`: bytes of that side that come before these. */
export function hexParts(bytes: Uint8Array, { start, end }: Range, before = 0): readonly LinePart[] {
  const pairs: string[] = []
  for (let at = start; at < end; at += 2) pairs.push(hexOf(bytes.subarray(at, Math.min(at + 2, end))))
  const readable = latin1From(bytes, start, end).replace(/[^\x20-\x7e]/g, '.')
  return [
    { text: `${(before + start).toString(16).padStart(4, '0')}: `, style: 'dim' },
    { text: `${pairs.join(' ').padEnd(pairsColumns)}  `, style: 'hex' },
    { text: readable, style: 'body' },
  ]
}

/** How many columns of such a line come before the byte at `offset`. */
export function hexColumnOf({ start }: Range, offset: number): number {
  const digits = Math.max(4, start.toString(16).length) + 2
  const index = offset - start
  return digits + index * 2 + Math.floor(index / 2)
}

/** The ranges of the lines that `range` takes. */
export function hexRanges({ start, end }: Range): readonly Range[] {
  const ranges: Range[] = []
  for (let at = start; at < end; at += hexBytesPerLine) {
    ranges.push({ start: at, end: Math.min(end, at + hexBytesPerLine) })
  }
  return ranges
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Every segment of the wire, each line led by its connection and its direction. */
export function formatHex(trace: Trace): readonly string[] {
  const offsets = new Map<string, number>()
  return trace.events.flatMap(event => {
    if (event.type !== 'sent' && event.type !== 'received') return []
    const lead = `${event.connection} ${event.type === 'sent' ? '>' : '<'} `
    const start = offsets.get(lead) ?? 0
    offsets.set(lead, start + event.bytes.length)
    return hexRanges({ start: 0, end: event.bytes.length }).map(
      range =>
        lead +
        hexParts(event.bytes, range, start)
          .map(({ text }) => text)
          .join(''),
    )
  })
}
