// What was measured, as tables: medians, and ratios to node:http round by round. Measures nothing.

import { columns, median } from '../numbers.mjs'

const measure = 'node:http'

/**
 * One row for each server of each case; the goal stands where the reference server is. `x by CPU` is what the ratio would be
 * on a machine with nothing else to do and a client that costs nothing.
 */
export const loadTable = measured => {
  const head = ['', '', 'requests/s', 'CPU µs each', 'p99 ms', 'x node:http', 'x by CPU', 'p99 x', 'goal']
  const rows = measured.flatMap(({ one, servers }) => {
    const others = servers.find(({ name }) => name === measure).slices
    return servers.map(({ name, slices }, index) => {
      const ratio = median(slices.map(({ perSecond }, round) => perSecond / others[round].perSecond))
      const cpuRatio = median(
        slices.map(({ cpuMicroseconds }, round) => others[round].cpuMicroseconds / cpuMicroseconds),
      )
      const p99Ratio = median(slices.map(({ p99Ms }, round) => p99Ms / others[round].p99Ms))
      return [
        index === 0 ? one.name : '',
        name,
        Math.round(median(slices.map(({ perSecond }) => perSecond))).toString(),
        median(slices.map(({ cpuMicroseconds }) => cpuMicroseconds)).toFixed(1),
        shown(median(slices.map(({ p99Ms }) => p99Ms))),
        ratio.toFixed(2),
        cpuRatio.toFixed(2),
        shown(p99Ratio),
        index === 0 ? goalText(one.goal, ratio, p99Ratio) : '',
      ]
    })
  })
  return columns(head, rows, [0, 1, 8])
}

const shown = value => (Number.isNaN(value) ? '–' : value.toFixed(2))

/** Latency is to be no worse, within what two runs of the same differ by. */
const p99Goal = 1.05

const goalText = (goal, ratio, p99Ratio) => {
  const speed = goal === undefined ? '' : `${goal}${ratio >= goal ? '' : '  missed'}`
  return Number.isNaN(p99Ratio) || p99Ratio <= p99Goal ? speed : `${speed}  p99 missed`.trim()
}

/** One row for each server. */
export const idleTable = waiting => {
  const head = ['', 'waiting', 'kB each', 'kB of heap each', 'x node:http', 'next answer ms']
  const others = waiting.find(({ name }) => name === measure)
  const rows = waiting.map(({ name, count, rssBytes, heapBytes, answeredMs }) => [
    name,
    String(count),
    (rssBytes / 1000).toFixed(1),
    (heapBytes / 1000).toFixed(1),
    (rssBytes / others.rssBytes).toFixed(2),
    answeredMs.toFixed(1),
  ])
  return columns(head, rows, [0])
}
