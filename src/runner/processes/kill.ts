// Sends signals to groups and to what carries a mark. Waits for nothing.

import { isAlive, pidsWithMark } from './process-table.ts'
import type { ProcessId } from './process-table.ts'

/** Rounds of looking for processes that a fork made while we looked. */
const rounds = 10

/** Signals a whole group; false when there is none. */
export function killGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // EPERM: macOS says so of a group in which only zombies are left.
    if (code === 'ESRCH' || code === 'EPERM') return false
    throw error
  }
}

/** Ends every process with the mark, wherever it went; returns how many it met. */
export function killMarked(token: string): number {
  let killed = 0
  for (let round = 0; round < rounds; round++) {
    const pids = pidsWithMark(token).filter(pid => pid !== process.pid)
    if (pids.length === 0) return killed
    for (const pid of pids) killed += killOne(pid) ? 1 : 0
  }
  return killed
}

/** Ends those that are still the processes they were. */
export function killFamily(family: readonly ProcessId[]): void {
  for (const id of family) if (isAlive(id)) killOne(id.pid)
}

function killOne(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    // It ended between the look and the signal.
    return false
  }
}
