// Keeps what a program prints up to a cap and counts the rest, for each stream. Knows neither times nor connections.

import type { ProgramFact } from './program.ts'

type Output = Extract<ProgramFact, { type: 'output' }>
type Capped = Extract<ProgramFact, { type: 'output-capped' }>

export type OutputCap = {
  /** What is kept of it; undefined when nothing is. */
  keep(output: Output): Output | undefined
  /** The program was stopped for what it printed. */
  stop(stream: Output['stream']): void
  /** What was not kept until now, one for each stream that lost something or was stopped for it. */
  capped(): readonly Capped[]
}

export function createOutputCap(outputBytes: number): OutputCap {
  const kept = { stdout: 0, stderr: 0 }
  const dropped = { stdout: 0, stderr: 0 }
  const stopped = { stdout: false, stderr: false }
  return {
    keep: output => {
      const { stream } = output
      const bytes = output.bytes.subarray(0, Math.max(0, outputBytes - kept[stream]))
      kept[stream] += bytes.length
      dropped[stream] += output.bytes.length - bytes.length
      return bytes.length === 0 ? undefined : { ...output, bytes }
    },
    stop: stream => {
      stopped[stream] = true
    },
    capped: () =>
      (['stdout', 'stderr'] as const)
        .filter(stream => dropped[stream] > 0 || stopped[stream])
        .map(stream => ({
          type: 'output-capped',
          stream,
          droppedBytes: dropped[stream],
          stopped: stopped[stream],
        })),
  }
}
