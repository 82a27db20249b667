import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutLine, fitLine, spread } from '../../../src/ui/text/fit.ts'
import { lineOf, lineWidth, seg, textOf } from '../../../src/ui/text/line.ts'
import { anyText } from '../samples/texts.ts'

describe('a line made to fit', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['中文字', 4, '中…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('%j cut to %i columns is %j', (text, columns, cut) => {
    expect(textOf(cutLine(lineOf(text), columns))).toBe(cut)
  })

  test('is exactly as wide as asked', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, columns) => {
        expect(lineWidth(fitLine(lineOf(text), columns))).toBe(columns)
      }),
    )
  })

  test('gives way on the left when something stands on the right', () => {
    expect(textOf(spread([seg('a long sentence')], [seg('right')], 16))).toBe('a long sen…right')
    expect(textOf(spread([seg('short')], [seg('right')], 16))).toBe('short      right')
  })
})
