import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeControls, showCode } from '../../../src/ui/text/escape.ts'

describe("a stranger's text", () => {
  test.each([
    ['\x1b[31mred', '\\x1b[31mred'],
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['a\tb\r\n', 'a\\tb\\r\\n'],
    ['\0', '\\0'],
    ['\x9b31m', '\\x9b31m'],
    ['\x7f', '\\x7f'],
    ['\u202eabc', '\\u202eabc'],
    ['\u2066x\u2069', '\\u2066x\\u2069'],
    ['你好 é 🙂', '你好 é 🙂'],
  ])('%j is shown as %j', (text, shown) => {
    expect(escapeControls(text)).toBe(shown)
  })

  test('has no control character left, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(escapeControls(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(showCode(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})
