// Notes on disk about each process group we start, so that those of a runner that was killed can be swept later.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { killGroup, killMarked } from './kill.ts'
import { isAlive, startTimeOf } from './process-table.ts'
import type { ProcessId } from './process-table.ts'

/** `leader` is missing in the moment between the note and the start: then the mark alone leads to the processes. */
export type GroupRecord = { readonly token: string; readonly owner: ProcessId; readonly leader: ProcessId | undefined }

export type Records = {
  /** Before the start. */
  announce(token: string): void
  /** After the start. */
  complete(token: string, pid: number): void
  /** After the end. */
  remove(token: string): void
  /** Ends what runners left that are no longer alive; returns how many groups. */
  sweep(): number
}

export function createRecords(stateDirectory: string): Records {
  const directory = join(stateDirectory, 'processes')
  let own: ProcessId | undefined

  function owner(): ProcessId {
    own ??= { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' }
    return own
  }

  function write(token: string, leader: ProcessId | undefined): void {
    const record: GroupRecord = { token, owner: owner(), leader }
    writeFileSync(fileOf(token), JSON.stringify(record))
  }

  function fileOf(token: string): string {
    return join(directory, `${token}.json`)
  }

  return {
    announce: token => {
      mkdirSync(directory, { recursive: true })
      write(token, undefined)
    },
    complete: (token, pid) => {
      const startTime = startTimeOf(pid)
      if (startTime !== undefined) write(token, { pid, startTime })
    },
    remove: token => rmSync(fileOf(token), { force: true }),
    sweep: () => sweep(directory),
  }
}

function sweep(directory: string): number {
  let swept = 0
  for (const name of namesIn(directory)) {
    const path = join(directory, name)
    const record = readRecord(path)
    if (record !== undefined && isAlive(record.owner)) continue
    if (record !== undefined) swept += endGroup(record)
    discard(path)
  }
  return swept
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A note in somebody else's folder: what it names is swept all the same, and will be looked for again.
  }
}

function endGroup(record: GroupRecord): number {
  const isLeft = record.leader !== undefined && isAlive(record.leader)
  if (isLeft) killGroup(record.leader.pid, 'SIGKILL')
  return killMarked(record.token) > 0 || isLeft ? 1 : 0
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => name.endsWith('.json'))
  } catch {
    // Nothing was noted yet; or notes cannot be read, and then the first one that has to be written says so.
    return []
  }
}

/** undefined for a note cut short by a crash between its creation and its writing: nothing had been started then. */
function readRecord(path: string): GroupRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isGroupRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isGroupRecord(value: unknown): value is GroupRecord {
  const record = value as Partial<GroupRecord> | null
  return typeof record?.token === 'string' && typeof record.owner?.pid === 'number'
}
