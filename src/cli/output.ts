// Text out of this process: written at once to the file descriptor, so that nothing is lost when the process ends, and no
// stream has to be loaded for a command that prints one line.

import { fstatSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'

export class OutputClosed extends Error {
  override readonly name = 'OutputClosed'
}

/** Throws OutputClosed when whoever reads has gone. */
export const writeAll = (fd: number, text: string): void => {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) written += writeSome(fd, bytes.subarray(written))
}

const retryMs = 2

// A pipe or a terminal that somebody else made non-blocking answers EAGAIN while it is full.
const writeSome = (fd: number, bytes: Uint8Array): number => {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EPIPE' || code === 'EIO') throw new OutputClosed(String(code), { cause: error })
    if (code !== 'EAGAIN') throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs)
    return 0
  }
}

/** Asks the system only about what can be a terminal at all: loading node:tty costs more than the rest of a command. */
export const isTerminal = (fd: number): boolean => {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false
  } catch {
    // Closed: `tsgi-learn list >&-`.
    return false
  }
  return (createRequire(import.meta.filename)('node:tty') as typeof import('node:tty')).isatty(fd)
}
