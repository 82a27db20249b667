// Says in words how the bytes were cut when a check failed only that way.

import type { CheckResult } from '../../runner/index.ts'

/** `passes in one piece; fails with one line a segment: cut after bytes 16 and 33`. undefined when the bytes as written failed. */
export const replayText = (result: CheckResult): string | undefined => {
  const replay = result.replay
  if (replay === undefined || replay.name === 'as written') return undefined
  return `passes as written; fails with ${replay.name}: ${cutsText(replay.cuts)}`
}

const cutsText = (cuts: readonly number[]): string => {
  if (cuts.length === 0) return 'no cut'
  if (cuts.length === 1) return `cut after byte ${cuts[0]}`
  const shown = cuts.slice(0, 6)
  if (shown.length < cuts.length) return `cut after bytes ${shown.join(', ')} and ${cuts.length - shown.length} more`
  return `cut after bytes ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
