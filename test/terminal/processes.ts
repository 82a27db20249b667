// The processes of this machine: who started whom, and who is still there.

import { execFileSync } from 'node:child_process'

export const isAlive = (pid: number): boolean => statesOf().has(pid)

/** All processes that this one started, and those that they started. */
export const descendantsOf = (pid: number): readonly number[] => {
  const parents = statesOf()
  const children = (of: number): readonly number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...children(child)])
  return children(pid)
}

/** Parents by process. Zombies have ended: only their parent has not looked yet. */
const statesOf = (): ReadonlyMap<number, number> =>
  new Map(
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .filter(([, , state]) => !state?.startsWith('Z'))
      .map(([pid, parent]) => [Number(pid), Number(parent)]),
  )
