import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { graphemes, takeColumns, widthOf } from '../../../src/ui/text/width.ts'
import { anyText } from '../samples/texts.ts'

describe('the columns of text', () => {
  test.each([
    ['', 0],
    ['GET / HTTP/1.1', 14],
    ['é', 1],
    ['e\u0301', 1],
    ['中文', 4],
    ['中a文', 5],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['🙂', 2],
    ['👩‍🚀', 2],
    ['👍🏽', 2],
    ['🇪🇺', 2],
    ['✓ ✗ ○ ◐ ▸ ▏ │ ─ … “ ” ·', 23],
    ['␍␊', 2],
  ])('%j takes %i', (text, columns) => {
    expect(widthOf(text)).toBe(columns)
  })

  test('are the sum of what its graphemes take', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(graphemes(text).join('')).toBe(text)
        expect(graphemes(text).reduce((sum, one) => sum + widthOf(one), 0)).toBe(widthOf(text))
      }),
    )
  })
})

describe('every character of the first plane', () => {
  const characters = Array.from({ length: 0xd800 }, (_, code) => code)
    .concat(Array.from({ length: 0x1ffe }, (_, index) => 0xe000 + index))
    .filter(code => code >= 0x20 && (code < 0x7f || code > 0x9f))
    .map(code => String.fromCharCode(code))
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

  test('takes what the Unicode tables say', () => {
    const wrong = characters.filter(one => widthOf(one) !== stringWidth(one))
    expect(wrong).toEqual([])
  }, 60_000)

  test('is a cluster of its own exactly where the segmenter says so', () => {
    const wrong = characters.filter(
      one => graphemes(`中${one}a`).length !== Array.from(segmenter.segment(`中${one}a`)).length,
    )
    expect(wrong).toEqual([])
  }, 60_000)
})

describe('cutting at a column', () => {
  test.each([
    ['abcdef', 3, 'abc'],
    ['中文字', 4, '中文'],
    ['中文字', 3, '中'],
    ['a中', 2, 'a'],
    ['e\u0301x', 1, 'e\u0301'],
    ['👩‍🚀🙂', 2, '👩‍🚀'],
    ['abc', 0, ''],
    ['abc', -1, ''],
  ])('%j at %i keeps %j', (text, columns, kept) => {
    expect(takeColumns(text, columns)).toBe(kept)
  })

  test('keeps a start of the text, no wider than asked, and never half a character', () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, columns) => {
        const kept = takeColumns(text, columns)
        expect(text.startsWith(kept)).toBe(true)
        expect(widthOf(kept)).toBeLessThanOrEqual(columns)
        expect(graphemes(text).slice(0, graphemes(kept).length).join('')).toBe(kept)
      }),
    )
  })
})
