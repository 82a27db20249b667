// The program's end of the report pipe: gathers reports and writes them with one call. Knows nothing of what they say.

import { writeSync } from 'node:fs'

import { endGroup } from './end-group.ts'
import { frameTypes, headerBytes, writeHeader } from '../report/frame.ts'
import type { Frame } from '../report/frame.ts'
import { reportFd } from '../report/fact.ts'
import type { Fact } from '../report/fact.ts'

/** Where the hooks report to. Until it is opened, as during warming, everything is dropped. */
export type Channel = {
  /** Numbers only; written at the end of the current turn of the event loop, with all others of that turn. */
  note(type: Frame['type'], port: number, value: number, place: number): void
  /** Written at once, after everything noted before it. */
  tell(header: Omit<Frame, 'payload'>, payload: Uint8Array): void
  fact(fact: Fact, port: number): void
  flush(): void
  /** The one report of a channel that is not open yet. */
  greet(): void
  open(): void
}

const stderrFd = 2
const bufferBytes = 16 * 1024

export function createChannel(): Channel {
  const buffer = new Uint8Array(bufferBytes)
  let used = 0
  let isOpen = false
  let isScheduled = false
  // Learners may replace the global; the schedule must not change with it.
  const later = setImmediate

  function flush(): void {
    isScheduled = false
    if (used === 0) return
    const end = used
    used = 0
    if (isOpen) writeWhole(buffer.subarray(0, end))
  }

  function note(type: Frame['type'], port: number, value: number, place: number): void {
    if (used + headerBytes > bufferBytes) flush()
    used = writeHeader(buffer, used, { type, port, value, place }, 0)
    if (isScheduled) return
    isScheduled = true
    later(flush)
  }

  function tell(header: Omit<Frame, 'payload'>, payload: Uint8Array): void {
    if (!isOpen) return
    if (used + headerBytes + payload.length > bufferBytes) flush()
    used = writeHeader(buffer, used, header, payload.length)
    if (used + payload.length <= bufferBytes) {
      buffer.set(payload, used)
      used += payload.length
      return flush()
    }
    flush()
    writeWhole(payload)
  }

  function fact(told: Fact, port: number): void {
    tell({ type: frameTypes.fact, port, value: 0, place: 0 }, jsonBytes(told))
  }

  return {
    note,
    tell,
    fact,
    flush,
    greet: () => {
      used = 0
      isOpen = true
      fact({ type: 'ready' }, 0)
      isOpen = false
    },
    open: () => {
      used = 0
      isOpen = true
    },
  }
}

export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

const pipeIsClosed =
  'The program closed file descriptor 3. On it the workbook hears what the program does; close those that you open.\n'

/** The pipe blocks when it is full, so this returns when all is written. Without a reader there is nobody to serve. */
function writeWhole(bytes: Uint8Array): void {
  let offset = 0
  while (offset < bytes.length) {
    try {
      offset += writeSync(reportFd, bytes, offset)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') endWithoutPipe()
    }
  }
}

/** Closed by the program, which hears of it; or the runner is gone, and nobody does. */
function endWithoutPipe(): void {
  try {
    writeSync(stderrFd, pipeIsClosed)
  } finally {
    endGroup()
  }
}
