// Where a long run of bytes is folded: what stays in sight, and the line that stands for the rest.

import type { LinePart } from './line.ts'
import type { Range } from './message.ts'

export type Folding = {
  readonly id: string
  readonly foldAfterBytes: number
  readonly unfolded: ReadonlySet<string>
  /** The bytes that are wrong, which stay in sight. */
  readonly fault: Range | undefined
}

export type FoldLine = {
  readonly parts: readonly LinePart[]
  readonly range: undefined
  readonly fold: { readonly id: string; readonly hiddenBytes: number }
  readonly mark: undefined
}

/** `… 1,044,480 bytes more` */
export function foldLine(id: string, hiddenBytes: number): FoldLine {
  const text = `… ${hiddenBytes.toLocaleString('en-US')} byte${hiddenBytes === 1 ? '' : 's'} more`
  return { parts: [{ text, style: 'fold' }], range: undefined, fold: { id, hiddenBytes }, mark: undefined }
}

type FoldedRange = Range & { readonly type: 'shown' | 'hidden' }

/** Bytes on either side of a fault that stay in sight. */
const aroundFault = 128

/** The beginning, and what lies around the fault; the rest is hidden unless it is unfolded. No character is cut. */
export function foldedRanges(
  bytes: Uint8Array,
  { start, end }: Range,
  { foldAfterBytes, unfolded, fault, id }: Folding,
): readonly FoldedRange[] {
  if (end - start <= foldAfterBytes || unfolded.has(id)) return [{ type: 'shown', start, end }]
  const first = Math.max(start, characterAt(bytes, start + foldAfterBytes))
  const beginning: FoldedRange = { type: 'shown', start, end: first }
  const isBehind = fault !== undefined && fault.start >= first && fault.start < end
  if (!isBehind) return [beginning, { type: 'hidden', start: first, end }]
  const from = Math.max(first, characterAt(bytes, fault.start - aroundFault))
  const to = Math.min(end, characterAt(bytes, fault.start + aroundFault))
  const rest: readonly FoldedRange[] = [
    { type: 'hidden', start: first, end: from },
    { type: 'shown', start: from, end: to },
    { type: 'hidden', start: to, end },
  ]
  return [beginning, ...rest.filter(range => range.start < range.end)]
}

/** Where the UTF-8 character begins that the byte at `offset` belongs to. */
function characterAt(bytes: Uint8Array, offset: number): number {
  let at = offset
  while (at > offset - 3 && isContinuation(bytes[at])) at--
  return isContinuation(bytes[at]) ? offset : at
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0
}
