// Makes a line exactly as wide as the place it goes to: cut with an ellipsis, or padded.

import { gap, lineWidth, seg, type Line, type Segment } from './line.ts'
import { takeColumns, widthOf } from './width.ts'

/** The line cut to `columns`; a cut line ends in an ellipsis. */
export const cutLine = (line: Line, columns: number): Line => {
  if (lineWidth(line) <= columns) return line
  if (columns < 1) return []
  const kept = takeLine(line, columns - 1)
  return [...kept, seg('…', kept.at(-1)?.role ?? 'dim')]
}

/** The line cut or padded to exactly `columns`. */
export const fitLine = (line: Line, columns: number): Line => {
  const cut = cutLine(line, columns)
  const missing = columns - lineWidth(cut)
  return missing > 0 ? [...cut, gap(missing)] : cut
}

/** Left and right text on one line of `columns`; the left gives way. */
export const spread = (left: Line, right: Line, columns: number): Line => {
  const rest = columns - lineWidth(right)
  if (rest < 8) return fitLine(left, columns)
  return [...fitLine(left, rest), ...right]
}

/** Exactly `rows` lines: cut, or filled with empty ones. */
export const fitRows = (lines: readonly Line[], rows: number): readonly Line[] =>
  lines.length >= rows
    ? lines.slice(0, rows)
    : [...lines, ...Array.from({ length: rows - lines.length }, (): Line => [])]

const takeLine = (line: Line, columns: number): readonly Segment[] => {
  const kept: Segment[] = []
  let left = columns
  for (const segment of line) {
    const width = widthOf(segment.text)
    if (width > left) {
      const text = takeColumns(segment.text, left)
      return text === '' ? kept : [...kept, { ...segment, text }]
    }
    kept.push(segment)
    left -= width
  }
  return kept
}
