// Waits for a condition with a deadline. For what no event tells: a process that is gone, a file that is written.

import { setTimeout as sleep } from 'node:timers/promises'

const lookMs = 10
const deadlineMs = 5000

/** Gives the first value that is neither undefined nor false; throws with `what` when the deadline passes. */
export async function until<Value>(what: string, look: () => Value | undefined | false): Promise<Value> {
  const deadline = performance.now() + deadlineMs
  while (performance.now() < deadline) {
    const value = look()
    if (value !== undefined && value !== false) return value
    await sleep(lookMs)
  }
  throw new Error(`Within ${deadlineMs} ms it did not happen: ${what}`)
}
