// The one error of the layer: what, where, expected, received, next step, in a form that no pack can misuse.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PackError, type PackFault } from '../../src/lesson/index.ts'
import { placeAt, placeOfLine, quoted } from '../../src/lesson/pack-error.ts'

const fault: PackFault = {
  path: 'lessons/hello/lesson.json',
  place: { line: 3, column: 14, sourceLine: '  "minutes": "five",' },
  problem: 'a value of the wrong kind',
  expected: 'whole minutes from 1 to 600',
  received: '"five"',
  next: 'Correct the value.',
}

const messageOf = (changes: Partial<PackFault>, directory = 'my-course'): string =>
  new PackError(directory, { ...fault, ...changes }).message

/** The line of a message that shows the file, and the column below which the caret stands. */
const excerptOf = (column: number, sourceLine: string) => {
  const [, shown = '', caret = ''] = messageOf({ place: { line: 1, column, sourceLine } }).split('\n')
  return { shown, at: shown.slice(caret.indexOf('^')), width: shown.length }
}

describe('the message', () => {
  test('says what, where with a caret, expected, received and the next step', () => {
    expect(messageOf({})).toBe(
      [
        'my-course/lessons/hello/lesson.json:3:14: a value of the wrong kind',
        '    "minutes": "five",',
        '               ^',
        '  expected  whole minutes from 1 to 600',
        '  received  "five"',
        '  next      Correct the value.',
      ].join('\n'),
    )
  })

  test('has no place and no line when the file itself is the fault', () => {
    expect(messageOf({ place: undefined })).toBe(
      [
        'my-course/lessons/hello/lesson.json: a value of the wrong kind',
        '  expected  whole minutes from 1 to 600',
        '  received  "five"',
        '  next      Correct the value.',
      ].join('\n'),
    )
  })

  test.each([
    ['a folder', 'my-course', 'my-course/lessons'],
    ['a folder with slashes behind it', 'my-course//', 'my-course/lessons'],
    ['no folder', '', 'lessons'],
    ['the root', '/', '/lessons'],
  ])('names the file by %s', (_, directory, start) => {
    expect(messageOf({}, directory)).toMatch(new RegExp(`^${start}/hello/lesson\\.json:3:14: `))
  })

  test.each([
    ['the first char', 1, 'a'],
    ['the last char', 300, 'z'],
    ['right behind the line', 301, ''],
    ['the middle', 150, 'm'],
  ])('cuts a long line and still points at %s', (_, column, char) => {
    const line = `a${'-'.repeat(148)}m${'-'.repeat(149)}z`
    const { at, width } = excerptOf(column, line)
    expect(at.slice(0, 1)).toBe(char)
    expect(width).toBeLessThanOrEqual(100)
  })

  test.each([
    ['control characters', 'a\x1b[2J\x07\x7f\x9b', 'a␛[2J␇␡�'],
    ['a tab and a line end', 'a\t\n\r', 'a␉␊␍'],
    ['a turned direction', 'a\u202eb\u2066c\u200f', 'a�b�c�'],
    ['line separators', 'a\u2028b\u2029', 'a�b�'],
    ['characters of no width', 'a\u200b\ufeffb', 'a��b'],
    ['half a character', 'a\ud83d', 'a�'],
    ['whole characters as they are', 'é 中文 😀', 'é 中文 😀'],
  ])('shows %s as pictures, one for one', (_, text, shown) => {
    const place = { line: 1, column: 1, sourceLine: text }
    const message = messageOf({ path: text, place, problem: text, expected: text, received: text, next: text })
    expect(message.split('\n')).toEqual([
      `my-course/${shown}:1:1: ${shown}`,
      `  ${shown}`,
      '  ^',
      `  expected  ${shown}`,
      `  received  ${shown}`,
      `  next      ${shown}`,
    ])
  })

  test('keeps the facts as fields', () => {
    const error = new PackError('my-course', fault)
    expect([error.name, error.fault]).toEqual(['PackError', fault])
  })
})

describe('a place', () => {
  test.each([
    ['the first char', 'ab\ncd', 0, 1, 1, 'ab'],
    ['a line end', 'ab\ncd', 2, 1, 3, 'ab'],
    ['the start of a line', 'ab\ncd', 3, 2, 1, 'cd'],
    ['the end of the text', 'ab\ncd', 5, 2, 3, 'cd'],
    ['behind the last line end', 'ab\n', 3, 2, 1, ''],
    ['an empty text', '', 0, 1, 1, ''],
    ['a text that starts with an empty line', '\nab', 0, 1, 1, ''],
    ['a line that ends in CR LF', 'ab\r\ncd\r\n', 5, 2, 2, 'cd'],
  ])('of %s', (_, text, offset, line, column, sourceLine) => {
    expect(placeAt(text, offset)).toEqual({ line, column, sourceLine })
  })

  test('of any offset of any text is inside the text, and can be shown', () => {
    const pieces = fc.array(fc.constantFrom('a', '\n', '\r\n', '\t', '中', '{ "title": 7 }'), { maxLength: 40 })
    fc.assert(
      fc.property(pieces, fc.nat(), (parts, any) => {
        const text = parts.join('')
        const offset = any % (text.length + 1)
        const place = placeAt(text, offset)
        const before = text.split('\n').slice(0, place.line - 1)
        expect(before.join('\n').length + (before.length > 0 ? 1 : 0) + place.column - 1).toBe(offset)
        expect(messageOf({ place }).split('\n')[2]).toMatch(/^ +\^$/)
      }),
    )
  })

  test.each([
    ['a line', 'ab\r\ncd', 1, 'ab'],
    ['the last line', 'ab\ncd', 2, 'cd'],
    ['a line that is not there', 'ab', 7, ''],
  ])('of %s by its number', (_, text, line, sourceLine) => {
    expect(placeOfLine(text, line)).toEqual({ line, column: 1, sourceLine })
  })
})

test('what was found is quoted, and cut after sixty chars', () => {
  expect([quoted('abc'), quoted('a'.repeat(60)), quoted('a'.repeat(61))]).toEqual([
    '"abc"',
    `"${'a'.repeat(60)}"`,
    `"${'a'.repeat(57)}…"`,
  ])
})
