// The processes of this machine: who started whom, who is still there, and who has been stopped.

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

type Process = { readonly parent: number; readonly state: string }

export const isAlive = (pid: number): boolean => living().has(pid)

/** Stopped by a signal, as Ctrl-Z does, until it is continued. */
export const isStopped = (pid: number): boolean => living().get(pid)?.state.startsWith('T') === true

/** All processes that this one started, and those that they started. */
export const descendantsOf = (pid: number): readonly number[] => {
  const processes = living()
  const children = (of: number): readonly number[] =>
    [...processes].filter(([, { parent }]) => parent === of).flatMap(([child]) => [child, ...children(child)])
  return children(pid)
}

/** Zombies have ended: only their parent has not looked yet. */
const living = (): ReadonlyMap<number, Process> => {
  const all = process.platform === 'linux' ? fromProc() : fromPs()
  return new Map(all.filter(([, { state }]) => !state.startsWith('Z')))
}

// Small systems have no ps.
const fromProc = (): readonly (readonly [number, Process])[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      const stat = statOf(name)
      // The name of the command is in brackets and may hold anything; the state and the parent follow it.
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return stat === '' ? [] : [[Number(name), { parent: Number(parent), state }] as const]
    })

const statOf = (name: string): string => {
  try {
    return readFileSync(`/proc/${name}/stat`, 'utf8')
  } catch {
    // It has ended since it was listed.
    return ''
  }
}

const fromPs = (): readonly (readonly [number, Process])[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .map(([pid, parent, state = '']) => [Number(pid), { parent: Number(parent), state }] as const)
