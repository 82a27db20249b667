import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTokenizer, type InputEvent } from '../../../src/ui/input/tokens.ts'
import { keyWord } from '../../../src/workbook/index.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const wordOf = (event: InputEvent): string =>
  event.type === 'key' ? keyWord(event.key) : `${event.type} ${JSON.stringify(event.text)}`

/** What the bytes mean when nothing comes after them. */
const readAll = (...chunks: readonly Uint8Array[]): readonly string[] => {
  const tokenizer = createTokenizer()
  const events = chunks.flatMap(chunk => tokenizer.push(chunk))
  return [...events, ...tokenizer.flush()].map(wordOf)
}

const sequences: readonly (readonly [string, string, readonly string[]])[] = [
  ['a letter', 'q', ['q']],
  ['two letters in one read', 'ab', ['a', 'b']],
  ['a space', ' ', ['space']],
  ['Enter', '\r', ['enter']],
  ['Tab', '\t', ['tab']],
  ['Shift-Tab', '\x1b[Z', ['shift-tab']],
  ['Backspace as DEL', '\x7f', ['backspace']],
  ['Backspace as BS', '\b', ['backspace']],
  ['Ctrl-C', '\x03', ['ctrl-c']],
  ['Ctrl-Z', '\x1a', ['ctrl-z']],
  ['Esc', '\x1b', ['escape']],
  ['Esc twice', '\x1b\x1b', ['escape', 'escape']],
  ['an arrow', '\x1b[A', ['up']],
  ['an arrow in application mode', '\x1bOA', ['up']],
  ['Ctrl and an arrow', '\x1b[1;5C', ['ctrl-right']],
  ['Home as rxvt has it', '\x1b[7~', ['home']],
  ['Home as xterm has it', '\x1b[H', ['home']],
  ['PageDown', '\x1b[6~', ['pagedown']],
  ['Delete', '\x1b[3~', ['delete']],
  ['F1 as xterm has it', '\x1bOP', ['f1']],
  ['F1 as the Linux console has it', '\x1b[[A', ['f1']],
  ['F5', '\x1b[15~', ['f5']],
  ['Alt and a letter', '\x1bx', ['alt-x']],
  ['q as the Kitty protocol has it', '\x1b[113u', ['q']],
  ['Ctrl-C as the Kitty protocol has it', '\x1b[99;5u', ['ctrl-c']],
  ['a letter beyond ASCII', 'é', ['é']],
  ['a Chinese character', '中', ['中']],
  ['a letter and its mark', 'e\u0301', ['e', '\u0301']],
  ['a family of pictures', '👩‍🚀', ['👩‍🚀']],
  ['a click of the mouse', '\x1b[<0;10;5M', []],
  ['a click of an old mouse', '\x1b[M !!q', ['q']],
  ['focus', '\x1b[I\x1b[O', []],
  ['where the cursor is', '\x1b[12;34R', []],
  ['Ctrl and F3', '\x1b[1;5R', ['ctrl-f3']],
  ['what the terminal is', '\x1b[?62;22c', []],
  ['a background', '\x1b]11;rgb:ffff/ffff/ffff\x1b\\q', ['reply "11;rgb:ffff/ffff/ffff"', 'q']],
  ['a background, ended by BEL', '\x1b]11;rgb:0/0/0\x07q', ['reply "11;rgb:0/0/0"', 'q']],
  ['a paste', '\x1b[200~q\x03\r\nx\x1b[201~r', ['paste "q\\u0003\\r\\nx"', 'r']],
  ['a paste in Chinese', '\x1b[200~你好\x1b[201~', ['paste "你好"']],
  ['half a sequence', '\x1b[1;', []],
]

describe('the bytes of a terminal', () => {
  test.each(sequences)('%s: %j', (_, text, words) => {
    expect(readAll(bytesOf(text))).toEqual(words)
  })

  test.each(sequences)('mean the same one by one: %s', (_, text, words) => {
    expect(readAll(...Array.from(bytesOf(text), byte => Uint8Array.of(byte)))).toEqual(words)
  })

  test('that are not UTF-8 type nothing', () => {
    expect(readAll(Uint8Array.of(0xff, 0xfe, 0x71))).toEqual(['q'])
  })

  test('mean the same however they are cut', () => {
    const texts = fc.array(fc.constantFrom(...sequences.map(([, text]) => text)), { maxLength: 8 })
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 6 }), (parts, cuts) => {
        const bytes = bytesOf(parts.join(''))
        const places = [0, ...cuts.filter(cut => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place))
        expect(readAll(...chunks)).toEqual(readAll(bytes))
      }),
    )
  })

  test('never end in an error, and after them keys work again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const tokenizer = createTokenizer()
        tokenizer.push(bytes)
        tokenizer.push(bytesOf('\x1b[201~'))
        tokenizer.flush()
        expect(tokenizer.push(bytesOf('q')).map(wordOf)).toEqual(['q'])
      }),
    )
  })
})
