// From many cuts to the fewest that still fail, with few questions asked.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shrinkCuts } from '../../src/transcript/index.ts'

const every = Array.from({ length: 200 }, (_, index) => index + 1)

function counting(fails: (cuts: readonly number[]) => boolean) {
  const asked: string[] = []
  return { asked, ask: async (cuts: readonly number[]) => (asked.push(cuts.join()), fails(cuts)) }
}

describe('shrinking cuts', () => {
  test.each([
    ['any cut fails', (cuts: readonly number[]) => cuts.length > 0, 1],
    ['one cut fails', (cuts: readonly number[]) => cuts.includes(17), 1],
    ['two cuts together fail', (cuts: readonly number[]) => cuts.includes(17) && cuts.includes(190), 2],
    ['no cut is needed', () => true, 0],
  ])('when %s leaves the fewest', async (_, fails, count) => {
    const { ask, asked } = counting(fails)
    const cuts = await shrinkCuts(every, ask, 500)
    expect(cuts).toHaveLength(count)
    expect(fails(cuts)).toBe(true)
    expect(asked.length).toBeLessThan(80)
  })

  test('finds exactly the cuts that are needed, whichever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...every), { minLength: 1, maxLength: 4 }), async needed => {
        const { ask, asked } = counting(cuts => needed.every(cut => cuts.includes(cut)))
        expect(await shrinkCuts(every, ask, 2000)).toEqual([...needed].toSorted((one, other) => one - other))
        expect(new Set(asked).size).toBe(asked.length)
      }),
      { seed: 8, numRuns: 100 },
    )
  })

  test('stops at its budget with cuts that do fail', async () => {
    const { ask, asked } = counting(cuts => cuts.includes(17) && cuts.includes(190))
    const cuts = await shrinkCuts(every, ask, 10)
    expect(asked).toHaveLength(10)
    expect(cuts).toEqual(expect.arrayContaining([17, 190]))
  })

  test('gives back what does not fail in part', async () => {
    expect(await shrinkCuts([3, 5], async cuts => cuts.length === 2, 100)).toEqual([3, 5])
    expect(await shrinkCuts([3, 5], async () => true, 0)).toEqual([3, 5])
    expect(await shrinkCuts([], async () => true, 10)).toEqual([])
  })
})
