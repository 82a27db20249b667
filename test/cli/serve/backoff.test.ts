import { expect, test } from 'vitest'
import { waitAfter } from '../../../src/cli/serve/backoff.ts'

test('a worker that dies at once is started later each time, up to ten seconds', () => {
  const waits: number[] = []
  for (let round = 0; round < 9; round++) waits.push(waitAfter(5, waits.at(-1)))
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})

test('one that has lived ten seconds is started soon, whatever was before', () => {
  expect(waitAfter(10_000, 6400)).toBe(100)
  expect(waitAfter(9999, 6400)).toBe(10_000)
})
