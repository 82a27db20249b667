// What the system says about processes: whether one lives, when it began, which carry a mark. Ends none.

import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

import { markName } from './environment.ts'

/** A process by number and beginning: never mistaken for a later one with the same number. */
export type ProcessId = { readonly pid: number; readonly startTime: string }

/**
 * When the process began, in the system's own words; undefined when there is none. Two processes that had the same
 * number one after the other differ in this.
 */
export function startTimeOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStartTime(pid) : portableStartTime(pid)
}

export function isAlive(id: ProcessId): boolean {
  return startTimeOf(id.pid) === id.startTime
}

/** Only Linux tells without another process. */
export function isKnownDead(pid: number): boolean {
  return process.platform === 'linux' && linuxStartTime(pid) === undefined
}

/** The processes whose environment has the mark with this token. Only Linux shows environments; elsewhere none. */
export function pidsWithMark(token: string): readonly number[] {
  if (process.platform !== 'linux') return []
  const mark = Buffer.from(`${markName}=${token}\0`)
  return allPids().filter(pid => environmentOf(pid)?.includes(mark) === true)
}

/** A process and all that it started, and they, as far as none of them is over; only Linux tells. The process comes first. */
export function familyOf(pid: number): readonly ProcessId[] {
  const startTime = process.platform === 'linux' ? startTimeOf(pid) : undefined
  if (startTime === undefined) return []
  return [{ pid, startTime }, ...childrenOf(pid).flatMap(familyOf)]
}

/** Each thread has its own. */
function childrenOf(pid: number): readonly number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const lists = threads.map(thread => readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1'))
    return lists
      .join(' ')
      .split(' ')
      .map(Number)
      .filter(child => child > 0)
  } catch {
    // It ended while we looked, or this system keeps no such lists.
    return []
  }
}

export function allPids(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0)
}

function environmentOf(pid: number): Buffer | undefined {
  try {
    return readFileSync(`/proc/${pid}/environ`)
  } catch {
    // Gone meanwhile, or somebody else's: not one of ours either way.
    return undefined
  }
}

/** Field 22 of stat, after the name in brackets that may itself hold brackets and spaces; and the boot it counts from. */
function linuxStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isDead = fields[0] === 'Z' || fields[0] === 'X'
    return isDead ? undefined : `${bootId()} ${fields[19]}`
  } catch {
    // No such process.
    return undefined
  }
}

let knownBootId: string | undefined
function bootId(): string {
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  return knownBootId
}

function portableStartTime(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
    return text === '' ? undefined : text
  } catch {
    // ps says so with its exit code when there is no such process.
    return undefined
  }
}
