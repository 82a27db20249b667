// Medians, percentiles, and tables of them.

export const median = times => percentile(times, 50)

/** The nearest-rank percentile. */
export const percentile = (times, percent) => {
  const sorted = [...times].toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** `rows`: name, median and 95th percentile in ms, the ratio to bare Node, and the ratio it should stay below. */
export const tableText = rows => {
  const head = ['', 'median ms', 'p95 ms', 'x bare node', 'goal']
  const cells = rows.map(({ name, median, p95, ratio, goal }) => [
    name,
    median.toFixed(1),
    p95.toFixed(1),
    ratio.toFixed(2),
    goal === undefined ? '' : `${goal}${ratio <= goal ? '' : '  missed'}`,
  ])
  return columns(head, cells, [0, 4])
}

/** Lines of columns as wide as they have to be; those of `left` begin at their left edge, the others end at their right. */
export const columns = (head, rows, left) => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column].length)))
  return [head, ...rows]
    .map(row =>
      row
        .map((cell, column) => (left.includes(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}
