import { describe, expect, test } from 'vitest'
import { createRows } from '../../../src/ui/screen/rows.ts'

const drawn = (...frames: readonly (readonly string[])[]): readonly string[] => {
  const written: string[] = []
  const rows = createRows(text => written.push(text))
  for (const frame of frames) rows.draw(frame)
  return written
}

describe('rows', () => {
  test('are written by their number, all together', () => {
    expect(drawn(['a', 'b'])).toEqual(['\x1b[?2026h\x1b[1H\x1b[Ka\x1b[2H\x1b[Kb\x1b[?2026l'])
  })

  test('that are there already are not written, and nothing is when all are', () => {
    expect(drawn(['a', 'b', 'c'], ['a', 'x', 'c'], ['a', 'x', 'c']).slice(1)).toEqual([
      '\x1b[?2026h\x1b[2H\x1b[Kx\x1b[?2026l',
    ])
  })

  test('that a shorter frame leaves are erased', () => {
    expect(drawn(['a', 'b'], ['a']).slice(1)).toEqual(['\x1b[?2026h\x1b[2H\x1b[K\x1b[?2026l'])
  })

  test('are all written again once they are forgotten', () => {
    const written: string[] = []
    const rows = createRows(text => written.push(text))
    rows.draw(['a'])
    rows.forget()
    rows.draw(['a'])
    expect(written[1]).toBe(written[0])
  })
})
