import { describe, expect, test } from 'vitest'
import { keyWord, named, typed } from '../../../src/workbook/index.ts'

describe('the word of a key', () => {
  test.each([
    ['a letter', typed('q'), 'q'],
    ['a capital, which is a key of its own', typed('G'), 'G'],
    ['a capital that comes with its shift', { ...typed('G'), shift: true }, 'G'],
    ['a space', typed(' '), 'space'],
    ['a character beyond ASCII', typed('中'), '中'],
    ['a key that types nothing', named('pagedown'), 'pagedown'],
    ['Ctrl', named('c', { ctrl: true }), 'ctrl-c'],
    ['Alt', { ...typed('b'), alt: true }, 'alt-b'],
    ['Shift', named('tab', { shift: true }), 'shift-tab'],
    ['all three, in one order', named('f5', { shift: true, alt: true, ctrl: true }), 'ctrl-alt-shift-f5'],
  ])('of %s', (_, key, word) => {
    expect(keyWord(key)).toBe(word)
  })
})

describe('a key', () => {
  test('that types has its text, one that does not has none', () => {
    expect([typed('é').text, typed(' ').text, named('up').text]).toEqual(['é', ' ', undefined])
  })
})
