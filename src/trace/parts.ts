// Bytes of one line to its styled parts, each control byte visible. Knows where parts begin and end, not why.

import { CR, LF } from '../http/index.ts'
import { visibleAt } from '../transcript/index.ts'
import type { LinePart, PartStyle } from './line.ts'
import type { Range } from './message.ts'

/** What the bytes of a range are. */
export type Span = Range & { readonly style: PartStyle }

/** The parts of a line in order. Bytes of `marked` get the style of a fault, whatever they are. */
export function partsOf(bytes: Uint8Array, spans: readonly Span[], marked: Range | undefined): readonly LinePart[] {
  return spans.flatMap(span => cutAround(span, marked)).flatMap(span => visibleParts(bytes, span))
}

/** The columns that `spans` take, when each character takes one: what stands before a caret. */
export function textOf(parts: readonly LinePart[]): string {
  return parts.map(part => part.text).join('')
}

/** The part of a span that lies in `range`; undefined when none does. */
export function clipped<Each extends Range>(span: Each, { start, end }: Range): Each | undefined {
  const within = { ...span, start: Math.max(span.start, start), end: Math.min(span.end, end) }
  return within.start < within.end ? within : undefined
}

/** `␍␊` as one part; only the pictures of bytes that are there. */
export function lineEndText(bytes: Uint8Array, { start, end }: Range): string {
  return Array.from(bytes.subarray(start, end), byte => (byte === CR ? '␍' : byte === LF ? '␊' : '')).join('')
}

function cutAround(span: Span, marked: Range | undefined): readonly Span[] {
  // The pictures of a line end stand for whole bytes: they need no cut, and they keep their form.
  const inside = span.style === 'line-end' ? undefined : marked && clipped(span, marked)
  if (inside === undefined) return [span]
  const pieces: readonly Span[] = [
    { ...span, end: inside.start },
    { ...inside, style: 'fault' },
    { ...span, start: inside.end },
  ]
  return pieces.filter(({ start, end }) => start < end)
}

function visibleParts(bytes: Uint8Array, { start, end, style }: Span): readonly LinePart[] {
  if (style === 'line-end') return [{ text: lineEndText(bytes, { start, end }), style }]
  const within = bytes.subarray(0, end)
  const parts: { text: string; style: PartStyle }[] = []
  for (let at = start; at < end;) {
    const visible = visibleAt(within, at)
    const shown = visible.text.startsWith('\\') && style !== 'fault' ? 'control' : style
    const last = parts.at(-1)
    if (last?.style === shown) last.text += visible.text
    else parts.push({ text: visible.text, style: shown })
    at += visible.length
  }
  return parts
}
