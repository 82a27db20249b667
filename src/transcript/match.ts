// Whether a text fits a pattern, and if not, the first byte that cannot. Knows nothing of where pattern or text come from.

import { httpDateFit, httpDateLength, isAround } from './http-date.ts'
import { addSpan, joinSpans, occurrences, type Span, type SpanList } from './spans.ts'
import type { BodyLine, Pattern, PatternPart } from './transcript.ts'

/** What may stand in a pattern, and the line ends of a body. */
export type PatternElement = PatternPart | { readonly type: 'line-end'; readonly end: Exclude<BodyLine['end'], 'none'> }

/** What would have been right at the offset. A literal is what is left of it from there. */
export type Expected = PatternElement | { readonly type: 'end' }

/** `offset` is the first byte that no match can have there; the length of the text when it ends too soon. */
export type Mismatch = { readonly matched: false; readonly offset: number; readonly expected: Expected }
export type MatchResult = { readonly matched: true } | Mismatch

/**
 * Whether the whole of `text` (one char a byte) fits. `{any}` is any bytes but a line feed, none included; `{number}`
 * is one digit or more. Follows all ways to match at once, so the time grows with the text, never with the ways.
 */
export function matchPattern(pattern: Pattern, text: string): MatchResult {
  const result = matchElements(pattern.parts, text)
  return result.matched ? result : { matched: false, offset: result.offset, expected: result.expected }
}

/** As `matchPattern`; `element` is the index of what failed, the number of elements when text is left over. */
export function matchElements(
  elements: readonly PatternElement[],
  text: string,
): { readonly matched: true } | (Mismatch & { readonly element: number }) {
  let spans: readonly Span[] = [{ from: 0, to: 0 }]
  let failure: Mismatch & { readonly element: number } = {
    matched: false,
    offset: 0,
    expected: { type: 'end' },
    element: 0,
  }
  for (const [element, current] of elements.entries()) {
    const step = advance(current, { text, spans, isFirstEnough: elements[element + 1]?.type === 'any' })
    if (step.reach >= failure.offset) failure = { matched: false, offset: step.reach, expected: step.expected, element }
    if (step.spans.length === 0) return failure
    spans = step.spans
  }
  const furthest = spans.at(-1)!.to
  if (furthest === text.length) return { matched: true }
  return furthest >= failure.offset
    ? { matched: false, offset: furthest, expected: { type: 'end' }, element: elements.length }
    : failure
}

/** `isFirstEnough`: `{any}` follows, so of several ends in one line the first stands for all. */
type Stand = { readonly text: string; readonly spans: readonly Span[]; readonly isFirstEnough: boolean }

/** `reach` is how far this element could be followed; `expected` what it still wanted there. */
type Advance = { readonly spans: readonly Span[]; readonly reach: number; readonly expected: Expected }

function advance(element: PatternElement, stand: Stand): Advance {
  switch (element.type) {
    case 'literal':
      return advanceLiteral(element.text, stand)
    case 'any':
      return advanceAny(stand)
    case 'number':
      return advanceNumber(stand)
    // Which port it is, nobody has told: it is a number at least.
    case 'port':
    case 'client-port':
      return { ...advanceNumber(stand), expected: element }
    case 'http-date':
      return advanceHttpDate(stand, element)
    case 'now':
      return advanceHttpDate(stand, element)
    case 'one-of':
      return advanceChoices(element.choices, element, stand)
    case 'line-end':
      return advanceChoices(lineEnds[element.end], element, stand)
  }
}

const lineEnds = { line: ['\r\n', '\n'], crlf: ['\r\n'], lf: ['\n'] } as const

function advanceLiteral(literal: string, { text, spans, isFirstEnough }: Stand): Advance {
  if (literal === '') return { spans, reach: spans.at(-1)!.to, expected: { type: 'literal', text: literal } }
  const ends: SpanList = []
  let reach = 0
  let wanted = literal
  for (const span of spans) {
    const furthest = literalReach(text, literal, span)
    if (furthest.offset >= reach) {
      reach = furthest.offset
      wanted = literal.slice(furthest.matched)
    }
    for (const start of occurrences(text, literal, span)) {
      addSpan(ends, pointAt(start + literal.length), text)
      if (isFirstEnough) break
    }
  }
  return { spans: ends, reach, expected: { type: 'literal', text: wanted } }
}

function pointAt(offset: number): Span {
  return { from: offset, to: offset }
}

/**
 * How far a literal can be followed from a span. From a wide span (`{any}` came before) the span's own end is as far,
 * unless the literal goes on over the line feed that ends it.
 */
function literalReach(
  text: string,
  literal: string,
  { from, to }: Span,
): { readonly offset: number; readonly matched: number } {
  const start = from === to ? from : to - literal.indexOf('\n')
  if (start > to || start < from) return { offset: to, matched: 0 }
  let matched = 0
  while (matched < literal.length && text[start + matched] === literal[matched]) matched++
  return start + matched >= to ? { offset: start + matched, matched } : { offset: to, matched: 0 }
}

function advanceAny({ text, spans }: Stand): Advance {
  const lines: Span[] = []
  for (const { from } of spans) {
    if (from <= (lines.at(-1)?.to ?? -1)) continue
    const lineFeed = text.indexOf('\n', from)
    lines.push({ from, to: lineFeed < 0 ? text.length : lineFeed })
  }
  return { spans: lines, reach: lines.at(-1)!.to, expected: { type: 'any' } }
}

function advanceNumber({ text, spans, isFirstEnough }: Stand): Advance {
  const ends: SpanList = []
  for (const { from, to } of spans) {
    for (let at = from; at <= to; at++) {
      const end = digitsEnd(text, at)
      if (end === at) continue
      addSpan(ends, { from: at + 1, to: end }, text)
      if (isFirstEnough) break
      at = end
    }
  }
  return {
    spans: ends,
    reach: Math.max(ends.at(-1)?.to ?? 0, spans.at(-1)!.to),
    expected: { type: 'number' },
  }
}

function digitsEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && text[end]! >= '0' && text[end]! <= '9') end++
  return end
}

type DatePart = Extract<PatternPart, { type: 'http-date' | 'now' }>

function advanceHttpDate({ text, spans, isFirstEnough }: Stand, expected: DatePart): Advance {
  const ends: SpanList = []
  let reach = spans.at(-1)!.to
  for (const { from, to } of spans) {
    for (let at = from; at <= to; at++) {
      const fit = dateFit(text, at, expected)
      reach = Math.max(reach, at + fit)
      if (fit < httpDateLength) continue
      addSpan(ends, pointAt(at + fit), text)
      if (isFirstEnough) break
    }
  }
  return { spans: ends, reach, expected }
}

/** A date that is not now does not fit from its first char on. */
function dateFit(text: string, at: number, expected: DatePart): number {
  const fit = httpDateFit(text, at)
  const aroundMs = expected.type === 'now' ? expected.aroundMs : undefined
  if (fit < httpDateLength || aroundMs === undefined) return fit
  return isAround(text.slice(at, at + fit), aroundMs) ? fit : 0
}

function advanceChoices(choices: readonly string[], expected: Expected, stand: Stand): Advance {
  const advances = choices.map(choice => advanceLiteral(choice, stand))
  return {
    spans: joinSpans(
      advances.map(choice => choice.spans),
      stand.text,
    ),
    reach: Math.max(...advances.map(choice => choice.reach)),
    expected,
  }
}
