// One process group from start to end: spawned apart from ours, noted on disk, ended whole. Knows not what runs in it.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

import { killFamily, killGroup, killMarked } from './kill.ts'
import { familyOf, isKnownDead } from './process-table.ts'
import type { ProcessId } from './process-table.ts'
import type { Records } from './records.ts'

export type GroupOptions = {
  readonly command: string
  readonly args: readonly string[]
  readonly directory: string | undefined
  readonly environment: Readonly<Record<string, string>>
  readonly token: string
  /** Pipes beyond stdout and stderr. */
  readonly extraPipes: number
  readonly records: Records
}

export type Exit = { readonly code: number | undefined; readonly signal: string | undefined }

export type Group = {
  readonly token: string
  readonly child: ChildProcess
  /** Resolves when the leader has ended, or could not be started (with `code` 127 as a shell would say). */
  readonly exited: Promise<Exit>
  /** Also when the news of it has not come yet, where the system can be asked at no cost. */
  hasExited(): boolean
  /** SIGTERM, then after `stopMs` SIGKILL, then everything that left the group. Safe to call twice. */
  stop(stopMs: number): Promise<void>
  /** SIGKILL at once, for when there is no time to wait: as our own process ends. */
  kill(): void
}

export function startGroup(options: GroupOptions): Group {
  const { token, records } = options
  records.announce(token)
  const child = spawn(options.command, options.args, {
    cwd: options.directory,
    env: options.environment,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', ...Array.from({ length: options.extraPipes }, () => 'pipe' as const)],
  })
  if (child.pid !== undefined) records.complete(token, child.pid)

  let exit: Exit | undefined
  const exited = new Promise<Exit>(resolve => {
    const settle = (value: Exit): void => {
      exit ??= value
      resolve(exit)
    }
    child.on('exit', (code, signal) => settle({ code: code ?? undefined, signal: signal ?? undefined }))
    child.on('error', () => child.pid === undefined && settle({ code: 127, signal: undefined }))
  })

  /** What it started, seen while it lives: a process that took another session and another environment is found in no other way. */
  function family(): readonly ProcessId[] {
    return child.pid === undefined || exit !== undefined ? [] : familyOf(child.pid)
  }

  function kill(known = family()): void {
    if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL')
    killFamily(known)
    killMarked(token)
  }

  let stopping: Promise<void> | undefined
  async function stop(stopMs: number): Promise<void> {
    const known = family()
    if (exit === undefined && child.pid !== undefined) await askToEnd(child.pid, exited, stopMs)
    kill([...known, ...family()])
    await exited
    records.remove(token)
  }

  return {
    token,
    child,
    exited,
    hasExited: () => exit !== undefined || (child.pid !== undefined && isKnownDead(child.pid)),
    stop: stopMs => (stopping ??= stop(stopMs)),
    kill: () => kill(),
  }
}

async function askToEnd(pid: number, exited: Promise<Exit>, stopMs: number): Promise<void> {
  if (!killGroup(pid, 'SIGTERM')) return
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise(resolve => {
    timer = setTimeout(resolve, stopMs)
  })
  await Promise.race([exited, timeout])
  clearTimeout(timer)
}
