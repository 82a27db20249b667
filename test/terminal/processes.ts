// The processes of this machine: who started whom, who is still there, who is stopped.

import { execFileSync } from 'node:child_process'

export const isAlive = (pid: number): boolean => processesNow().has(pid)

/** Stopped as by Ctrl-Z. */
export const isStopped = (pid: number): boolean => processesNow().get(pid)?.state.startsWith('T') === true

/** All processes that this one started, and those that they started. */
export const descendantsOf = (pid: number): readonly number[] => {
  const processes = [...processesNow()]
  const children = (of: number): readonly number[] =>
    processes.filter(([, { parent }]) => parent === of).flatMap(([child]) => [child, ...children(child)])
  return children(pid)
}

type Process = { readonly parent: number; readonly state: string }

/** Without zombies: they have ended, and only their parent has not looked yet. */
const processesNow = (): ReadonlyMap<number, Process> =>
  new Map(
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .map(([pid, parent, state]) => [Number(pid), { parent: Number(parent), state: state ?? '' }] as const)
      .filter(([, { state }]) => !state.startsWith('Z')),
  )
