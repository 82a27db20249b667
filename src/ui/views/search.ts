// Finds text in a page, whatever its case, and marks it.

import { textOf, type Line, type Segment } from '../text/line.ts'

/** What is looked for now: while it is typed, and after. */
export const needleOf = (state: {
  readonly mode: { readonly type: string; readonly text?: string }
  readonly search: string | undefined
}): string => ((state.mode.type === 'searching' ? state.mode.text : state.search) ?? '').toLowerCase()

/** Rows that have it. None for an empty needle. */
export const matchesIn = (lines: readonly Line[], needle: string): readonly number[] =>
  needle === '' ? [] : lines.flatMap((line, row) => (textOf(line).toLowerCase().includes(needle) ? [row] : []))

/** The line with every occurrence in the role of a match. */
export const markMatches = (line: Line, needle: string): Line => {
  if (needle === '') return line
  const text = textOf(line).toLowerCase()
  const found: boolean[] = []
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) {
    for (let index = at; index < at + needle.length; index += 1) found[index] = true
  }
  return found.length === 0 ? line : split(line, found)
}

const split = (line: Line, found: readonly boolean[]): Line => {
  const marked: Segment[] = []
  let at = 0
  for (const segment of line) {
    let start = 0
    for (let index = 1; index <= segment.text.length; index += 1) {
      const isMatch = found[at + start] === true
      if (index < segment.text.length && (found[at + index] === true) === isMatch) continue
      marked.push({ text: segment.text.slice(start, index), role: isMatch ? 'match' : segment.role })
      start = index
    }
    at += segment.text.length
  }
  return marked
}
