// Counts what a program prints and says when it is too much. Keeps nothing.

export type OutputMeter = {
  /** Counts; true once the flood limit is passed. */
  add(stream: 'stdout' | 'stderr', bytes: number): boolean
  /** The stream with more of it. */
  fuller(): 'stdout' | 'stderr'
}

export function createOutputMeter(floodBytes: number): OutputMeter {
  const total = { stdout: 0, stderr: 0 }
  return {
    add: (stream, bytes) => {
      total[stream] += bytes
      return total[stream] > floodBytes
    },
    fuller: () => (total.stderr > total.stdout ? 'stderr' : 'stdout'),
  }
}
