// Work side by side: never more than asked for, in order, and a failure keeps no place.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from '../../../src/cli/course-check/turns.ts'

type Job = { readonly end: () => void; readonly done: Promise<string> }

/** Jobs 1 to `count`, each of which goes on until it is ended, and the order in which they began. */
function jobsIn(atOnce: number, count: number): { readonly jobs: readonly Job[]; readonly begun: number[] } {
  const inTurn = createTurns(atOnce)
  const begun: number[] = []
  const jobs = Array.from({ length: count }, (_, index): Job => {
    let end = (): void => undefined
    const ended = new Promise<void>(resolve => (end = resolve))
    const work = async (): Promise<string> => {
      begun.push(index + 1)
      await ended
      return `job ${index + 1}`
    }
    return { end, done: inTurn(work) }
  })
  return { jobs, begun }
}

test('so many are under way at once, and the next begins when one ends, in the order in which they came', async () => {
  const { jobs, begun } = jobsIn(2, 4)
  await nextTurn()
  expect(begun).toEqual([1, 2])
  jobs[1]!.end()
  await nextTurn()
  expect(begun).toEqual([1, 2, 3])
  jobs.forEach(({ end }) => end())
  expect(await Promise.all(jobs.map(({ done }) => done))).toEqual(['job 1', 'job 2', 'job 3', 'job 4'])
  expect(begun).toEqual([1, 2, 3, 4])
})

test('work that fails gives its place on', async () => {
  const inTurn = createTurns(1)
  const failing = inTurn(() => Promise.reject(new Error('no')))
  const next = inTurn(() => Promise.resolve('next'))
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
})

test('a place that is free again is taken without waiting', async () => {
  const inTurn = createTurns(1)
  expect(await inTurn(() => Promise.resolve(1))).toBe(1)
  expect(await inTurn(() => Promise.resolve(2))).toBe(2)
})
