// Counts what a program prints and says when it is too much. Keeps nothing.

import type { Hub } from './hub.ts'
import type { Listener } from './program.ts'

type Stream = 'stdout' | 'stderr'

export type OutputMeter = {
  /** Counts for a connection, by its client's port, or for none, 0. True once that is more than the flood limit. */
  add(stream: Stream, bytes: number, port: number): boolean
  /** What was printed for none was printed for what is over: a log grows as long as a program serves. */
  forget(): void
  /** The stream with more of it. */
  fuller(): Stream
  /** All of it, of both streams. */
  sum(): number
}

export function createOutputMeter(floodBytes: number): OutputMeter {
  const total = { stdout: 0, stderr: 0 }
  const counted = new Map<string, number>()
  return {
    add: (stream, bytes, port) => {
      total[stream] += bytes
      const key = `${stream} ${port}`
      const sum = (counted.get(key) ?? 0) + bytes
      counted.set(key, sum)
      return sum > floodBytes
    },
    forget: () => {
      counted.delete('stdout 0')
      counted.delete('stderr 0')
    },
    sum: () => total.stdout + total.stderr,
    fuller: () => (total.stderr > total.stdout ? 'stderr' : 'stdout'),
  }
}

/** Joins, and when the listener leaves, forgets what was printed meanwhile. */
export function meteredJoin(hub: Hub, meter: OutputMeter, listener: Listener): () => void {
  const leave = hub.join(listener)
  return () => {
    leave()
    meter.forget()
  }
}
