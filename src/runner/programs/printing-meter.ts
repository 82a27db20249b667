// Tells a program that waits for its output to be read from one that does nothing. Reads no output.

import type { RunningProgram } from './program.ts'

/**
 * A program that has printed this much within a limit has waited for us to read it; it gets the same time again, so often. If
 * it goes on like that, it comes to the end of what it may print.
 */
const muchBytes = 8192
const mostTimes = 2

export type PrintingMeter = {
  /** Asked when a limit has passed: whether it should pass once more. */
  hasWaitedForUs(): boolean
}

/** From now on, and then from one question to the next. */
export function printingMeter(program: Pick<RunningProgram, 'printedBytes'>): PrintingMeter {
  let times = 0
  let before = program.printedBytes()
  return {
    hasWaitedForUs: () => {
      const printed = program.printedBytes() - before
      before += printed
      return printed > muchBytes && times++ < mostTimes
    },
  }
}
