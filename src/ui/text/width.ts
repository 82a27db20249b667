// How many columns text takes in a terminal, and how to cut it there. Never counts UTF-16 units.

import stringWidth from 'string-width'

// Characters that are one code unit, one column and one cluster each: ASCII, Latin-1, arrows, box drawing, our own marks.
// It spares most lines the segmenter and the tables of string-width.
const simple =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2010-\u2027\u2190-\u2199\u2400-\u2421\u2500-\u25fc\u2713\u2714\u2717\u2718]*$/

let segmenter: Intl.Segmenter | undefined

/** The columns that text takes. Control characters take none: escape them first. */
export const widthOf = (text: string): number => (simple.test(text) ? text.length : stringWidth(text))

/** What a reader would call the characters of the text. */
export const graphemes = (text: string): readonly string[] => {
  if (simple.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), part => part.segment)
}

/** As much of the text as fits in `columns`. */
export const takeColumns = (text: string, columns: number): string => {
  if (simple.test(text)) return text.slice(0, Math.max(0, columns))
  let taken = ''
  let used = 0
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme)
    if (used > columns) break
    taken += grapheme
  }
  return taken
}
