// Lines to a file or to stdout: those of one turn of the event loop in one write. A log that cannot be written any more
// never stops the server.

import { openSync } from 'node:fs'
import { writeAll } from '../output.ts'

/** `onTrouble` is told once; from then on lines are dropped. Appends, so that several processes can share a file. */
export const createLog = (file: string, onTrouble: (error: unknown) => void): ((line: string) => void) => {
  const fd = file === '-' ? 1 : openSync(file, 'a')
  let waiting = ''
  let isBroken = false
  const flush = (): void => {
    const text = waiting
    waiting = ''
    try {
      if (text !== '' && !isBroken) writeAll(fd, text)
    } catch (error) {
      isBroken = true
      onTrouble(error)
    }
  }
  process.once('exit', flush)
  return line => {
    if (waiting === '') setImmediate(flush)
    waiting += line
  }
}
