import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineOf, lineWidth, seg, textOf } from '../../../src/ui/text/line.ts'
import { foldLine, wrapLine, wrapText } from '../../../src/ui/text/wrap.ts'
import { anyText } from '../samples/texts.ts'

const wrapped = (text: string, columns: number): readonly string[] => wrapLine(lineOf(text), columns).map(textOf)

describe('wrapping', () => {
  test.each([
    ['', 10, ['']],
    ['one two three', 8, ['one two', 'three']],
    ['one two', 7, ['one two']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a abcdefgh', 4, ['a', 'abcd', 'efgh']],
    ['one  two', 4, ['one', 'two']],
    ['中文字符占两列', 6, ['中文字', '符占两', '列']],
    ['中文字符', 5, ['中文', '字符']],
    ['中文，字符', 4, ['中', '文，', '字符']],
    ['word中文', 6, ['word中', '文']],
    ['cafe\u0301 noir', 5, ['cafe\u0301', 'noir']],
  ])('%j in %i columns is %j', (text, columns, rows) => {
    expect(wrapped(text, columns)).toEqual(rows)
  })

  test('keeps a word together across its styles', () => {
    const line = [seg('before '), seg('bold', 'strong'), seg(', after')]
    expect(wrapLine(line, 12).map(textOf)).toEqual(['before bold,', 'after'])
    expect(wrapLine(line, 11).map(textOf)).toEqual(['before', 'bold, after'])
  })

  test('puts a prefix before the first row and another before the rest', () => {
    const prefixes = { first: [seg('1. ')], rest: [seg('   ')] }
    expect(wrapText('one two three', 'text', 9, prefixes).map(textOf)).toEqual(['1. one', '   two', '   three'])
  })

  test('never makes a row wider than the columns, and loses nothing but spaces at row ends', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const rows = wrapLine(lineOf(text), columns)
        expect(rows.filter(row => lineWidth(row) > columns).map(textOf)).toEqual([])
        expect(rows.map(textOf).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
})

describe('folding', () => {
  test.each([
    ['abcdef', 4, ['abcd', 'ef']],
    ['a  b', 2, ['a ', ' b']],
    ['a中b', 2, ['a', '中', 'b']],
  ])('%j in %i columns is %j', (text, columns, rows) => {
    expect(foldLine(lineOf(text), columns).map(textOf)).toEqual(rows)
  })

  test('keeps every character, spaces too', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const rows = foldLine(lineOf(text), columns)
        expect(rows.map(textOf).join('')).toBe(text)
        expect(rows.filter(row => lineWidth(row) > columns).map(textOf)).toEqual([])
      }),
    )
  })
})
