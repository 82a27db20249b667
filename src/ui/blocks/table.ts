// A table to lines: columns as wide as their cells, shrunk fairly when there is no room, cells wrapped.

import type { Inline } from '../../lesson/index.ts'
import { gap, lineWidth, seg, type Line } from '../text/line.ts'
import { wrapLine } from '../text/wrap.ts'
import { inlineLine } from './inline.ts'

export type TableBlock = {
  readonly header: readonly (readonly Inline[])[]
  readonly rows: readonly (readonly (readonly Inline[])[])[]
}

const between = 3

/** Lines no wider than `columns`, unless there are more columns than that. */
export const tableLines = (table: TableBlock, columns: number): readonly Line[] => {
  const header = table.header.map(cell => inlineLine(cell, 'strong'))
  const rows = table.rows.map(row => row.map(cell => inlineLine(cell)))
  const widths = shrink(naturalWidths([header, ...rows]), columns)
  const rule: Line = [seg(widths.map(width => '─'.repeat(width)).join('─┼─'), 'border')]
  return [...rowLines(header, widths), rule, ...rows.flatMap(row => rowLines(row, widths))]
}

const naturalWidths = (rows: readonly (readonly Line[])[]): readonly number[] => {
  const count = Math.max(0, ...rows.map(row => row.length))
  return Array.from({ length: count }, (_, column) => Math.max(1, ...rows.map(row => lineWidth(row[column] ?? []))))
}

/** Takes columns from the widest until the table fits. */
const shrink = (widths: readonly number[], columns: number): readonly number[] => {
  const shrunk = [...widths]
  let over = shrunk.reduce((sum, width) => sum + width, 0) + between * (shrunk.length - 1) - columns
  while (over > 0) {
    const widest = shrunk.indexOf(Math.max(...shrunk))
    if ((shrunk[widest] ?? 0) <= 4) break
    shrunk[widest] = (shrunk[widest] ?? 0) - 1
    over -= 1
  }
  return shrunk
}

const rowLines = (cells: readonly Line[], widths: readonly number[]): readonly Line[] => {
  const wrapped = widths.map((width, column) => wrapLine(cells[column] ?? [], width))
  const height = Math.max(1, ...wrapped.map(lines => lines.length))
  return Array.from({ length: height }, (_, row) =>
    widths.flatMap((width, column) => {
      const cell = wrapped[column]?.[row] ?? []
      const separator = column === 0 ? [] : [seg(' │ ', 'border')]
      return [...separator, ...cell, gap(width - lineWidth(cell))]
    }),
  )
}
