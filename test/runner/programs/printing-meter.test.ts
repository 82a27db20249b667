// A program that prints is told from one that does nothing, and not for ever.

import { expect, test } from 'vitest'

import { printingMeter } from '../../../src/runner/programs/printing-meter.ts'

/** What a meter says of a program that has printed so many bytes at the beginning, and then at each question. */
function answersFor(...printed: readonly number[]): readonly boolean[] {
  let at = 0
  const meter = printingMeter({ printedBytes: () => printed[at++]! })
  return printed.slice(1).map(() => meter.hasWaitedForUs())
}

test.for<readonly [string, readonly number[], readonly boolean[]]>([
  ['nothing printed', [0, 0], [false]],
  ['a few lines', [0, 500], [false]],
  ['what it printed before does not count', [100_000, 100_500], [false]],
  ['thousands of lines', [0, 20_000], [true]],
  ['thousands, and then no more', [0, 20_000, 20_000], [true, false]],
  ['thousands without end', [0, 20_000, 40_000, 60_000], [true, true, false]],
])('%s', ([, printed, answers]) => {
  expect(answersFor(...printed)).toEqual(answers)
})
