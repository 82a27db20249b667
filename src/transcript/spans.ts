// Sets of places in a text where a match may go on, as ranges within a line. Knows no patterns.

/** Offsets `from` to `to`, both included. A span never has a line feed strictly inside. */
export type Span = { readonly from: number; readonly to: number }

/** Spans that are still being collected. */
export type SpanList = { from: number; to: number }[]

/** Adds a span that starts no earlier than the last: made one with it when they share or touch places, unless a line feed keeps them apart. */
export function addSpan(spans: SpanList, { from, to }: Span, text: string): void {
  const last = spans.at(-1)
  const isJoined = last !== undefined && (from <= last.to || (from === last.to + 1 && text[last.to] !== '\n'))
  if (isJoined) last.to = Math.max(last.to, to)
  else spans.push({ from, to })
}

/** Several lists of spans as one. */
export function joinSpans(lists: readonly (readonly Span[])[], text: string): readonly Span[] {
  const joined: SpanList = []
  for (const span of lists.flat().toSorted((one, other) => one.from - other.from)) addSpan(joined, span, text)
  return joined
}

/** So few that trying each is quicker than preparing. */
const fewStarts = 16

/** Where `needle` starts in `text`, from `from` on, the start at most `to`: Knuth, Morris and Pratt, so never more than a look at each char. */
export function* occurrences(text: string, needle: string, { from, to }: Span): Generator<number> {
  if (to - from < fewStarts) return yield* occurrencesAtFew(text, needle, { from, to })
  const borders = bordersOf(needle)
  let matched = 0
  for (let at = from; at < text.length && at - matched <= to; at++) {
    while (matched > 0 && text[at] !== needle[matched]) matched = borders[matched - 1]!
    if (text[at] === needle[matched]) matched++
    if (matched < needle.length) continue
    yield at + 1 - matched
    matched = borders[matched - 1]!
  }
}

function* occurrencesAtFew(text: string, needle: string, { from, to }: Span): Generator<number> {
  for (let at = from; at <= to; at++) if (text.startsWith(needle, at)) yield at
}

/** For each start of the needle, the length of its longest proper prefix that is its suffix too. */
function bordersOf(needle: string): Uint32Array {
  const borders = new Uint32Array(needle.length)
  let matched = 0
  for (let at = 1; at < needle.length; at++) {
    while (matched > 0 && needle[at] !== needle[matched]) matched = borders[matched - 1]!
    if (needle[at] === needle[matched]) matched++
    borders[at] = matched
  }
  return borders
}
