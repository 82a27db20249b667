// Bytes and text of strangers become text that any terminal may be given.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeBytes, escapeCharacters, escapeText } from '../../src/trace/index.ts'
import { bytesOf, octets } from './events.ts'

/** Control characters, and characters that show nothing or turn the direction of what follows. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

describe('bytes', () => {
  test.each([
    ['plain ASCII', 'GET / HTTP/1.1', 'GET / HTTP/1.1'],
    ['line ends and tabs', 'a\r\n\tb\0', 'a\\r\\n\\tb\\0'],
    ['a backslash, so that nothing is ambiguous', 'a\\r', 'a\\\\r'],
    ['an escape sequence', '\x1b[31mred\x07\x7f', '\\x1b[31mred\\x07\\x7f'],
    ['readable UTF-8 of two, three and four bytes', 'é 中文 😀', 'é 中文 😀'],
    ['C1 controls', '\u009b2J', '\\xc2\\x9b2J'],
    ['bidirectional controls', 'a\u202eb\u2066c', 'a\\xe2\\x80\\xaeb\\xe2\\x81\\xa6c'],
    ['a zero width space and a byte order mark', '\u200b\ufeff', '\\xe2\\x80\\x8b\\xef\\xbb\\xbf'],
    ['line separators', '\u2028\u2029', '\\xe2\\x80\\xa8\\xe2\\x80\\xa9'],
    ['a space that does not break', '\u00a0', '\\xc2\\xa0'],
  ] as const)('%s', (_, text, escaped) => {
    expect(escapeBytes(bytesOf(text))).toBe(escaped)
  })

  test.each([
    ['half a character', '\xc3', '\\xc3'],
    ['a continuation byte alone', '\x80a', '\\x80a'],
    ['an overlong form', '\xc0\xaf', '\\xc0\\xaf'],
    ['a surrogate', '\xed\xa0\x80', '\\xed\\xa0\\x80'],
    ['a character beyond Unicode', '\xf4\x90\x80\x80', '\\xf4\\x90\\x80\\x80'],
    ['latin-1', 'caf\xe9!', 'caf\\xe9!'],
  ] as const)('that are no UTF-8 keep their values: %s', (_, text, escaped) => {
    expect(escapeBytes(octets(text))).toBe(escaped)
    expect(escapeText(text)).toBe(escaped)
  })

  test('never leave a control character, whatever they are', () => {
    const anything = fc.oneof(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary' }).map(bytesOf))
    fc.assert(
      fc.property(anything, bytes => {
        expect(escapeBytes(bytes)).not.toMatch(unsafe)
      }),
    )
  })

  test('that differ never look the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (one, other) => {
        expect(escapeBytes(one) === escapeBytes(other)).toBe(Buffer.compare(one, other) === 0)
      }),
    )
  })
})

describe('characters', () => {
  test.each([
    ['are left as they are', 'é 中文 😀 a\\b', 'é 中文 😀 a\\b'],
    ['with short names', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['of control, C0 and C1', '\x1b[2J\x7f\u009b', '\\u{1b}[2J\\u{7f}\\u{9b}'],
    ['that turn the direction', '\u202e\u2069', '\\u{202e}\\u{2069}'],
    ['that part lines', '\u2028', '\\u{2028}'],
    ['that are half of a pair', '\ud800', '\\u{d800}'],
  ] as const)('%s', (_, text, escaped) => {
    expect(escapeCharacters(text)).toBe(escaped)
  })

  test('of any text leave no control', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(escapeCharacters(text)).not.toMatch(unsafe)
      }),
    )
  })
})
