// How many columns text takes in a terminal, and how to cut it there. Never counts UTF-16 units.

import stringWidth from 'string-width'

// Characters that are one code unit and one cluster each, whatever stands beside them. Knowing these spares nearly all text
// the segmenter and the tables of string-width, which take longer to load than the rest of a screen.
const narrow =
  '\\x20-\\x7e\\u00a1-\\u00ac\\u00ae-\\u00ff\\u2010-\\u2027\\u2190-\\u2199\\u2400-\\u2421\\u2500-\\u25fc\\u2713\\u2714\\u2717\\u2718\\ufffd'
const wide = '\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff5e'
const simple = new RegExp(`^[${narrow}${wide}]*$`)
const wideOnes = new RegExp(`[${wide}]`, 'g')
const onlyNarrow = new RegExp(`^[${narrow}]*$`)

let segmenter: Intl.Segmenter | undefined

/** The columns that text takes. Control characters take none: escape them first. */
export const widthOf = (text: string): number => {
  if (onlyNarrow.test(text)) return text.length
  return simple.test(text) ? text.length + (text.match(wideOnes)?.length ?? 0) : stringWidth(text)
}

/** What a reader would call the characters of the text. */
export const graphemes = (text: string): readonly string[] => {
  if (simple.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), part => part.segment)
}

/** As much of the text as fits in `columns`. */
export const takeColumns = (text: string, columns: number): string => {
  if (onlyNarrow.test(text)) return text.slice(0, Math.max(0, columns))
  let taken = ''
  let used = 0
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme)
    if (used > columns) break
    taken += grapheme
  }
  return taken
}
