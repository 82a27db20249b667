// Bodies as lines: decoded and indented, as sent, or in hexadecimal; long ones folded.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indentJson } from '../../src/trace/indent-json.ts'
import { linesOf, type LineOptions } from '../../src/trace/index.ts'
import { ended, octets, received, traceOf } from './events.ts'
import { shown, styled, textOf } from './shown.ts'

/** The lines of the body of an answer, without their role. */
function body(head: string, text: string | Uint8Array, options: LineOptions = {}): readonly string[] {
  const trace = traceOf(received(`HTTP/1.1 200 OK\r\n${head}\r\n`), received(text), ended())
  const lines = shown(trace, { ...options, output: 'hidden' }).map(line => line.slice(2))
  return lines.slice(lines.findIndex(line => /^[␍␊]*$/.test(line)) + 1, -1)
}

const json = 'Content-Type: application/json\r\n'
const chunked = 'Transfer-Encoding: chunked\r\n'
const chunks = '3\r\none\r\n5;x=y\r\n\ntwo\n\r\n0\r\nA: b\r\n\r\n'

describe('a pretty body', () => {
  test.each([
    ['text, as it is', '', 'a\r\nb\n\n c', ['a', 'b', '', ' c']],
    ['nothing', '', '', []],
    ['JSON, indented', json, '{"a":[1,{}],"b":{"c":[]}}', ['{', '  "a": [', '    1,', '    {}', '  ],', '  "b": {', '    "c": []', '  }', '}']],
    ['a kind of JSON', 'Content-Type: application/problem+json; charset=utf-8\r\n', '[1]', ['[', '  1', ']']],
    ['JSON whose tokens are not touched', json, '[1.0,1e5,-0,"\\u00e9 {,:}",123456789012345678901]', ['[', '  1.0,', '  1e5,', '  -0,', '  "\\\\u00e9 {,:}",', '  123456789012345678901', ']']],
    ['JSON that repeats a name', json, '{"a":1,"a":2}', ['{', '  "a": 1,', '  "a": 2', '}']],
    ['JSON cut short, as it is', json, '{"a":', ['{"a":']],
    ['JSON by another name, as it is', 'Content-Type: text/plain\r\n', '[1]', ['[1]']],
    ['chunks, put together, and the trailers', chunked, chunks, ['2 chunks, 8 bytes of content', 'one', 'two', 'A: b']],
    ['one chunk of one byte', chunked, '1\r\na\r\n0\r\n\r\n', ['1 chunk, 1 byte of content', 'a']],
    ['chunks of JSON', chunked + json, '2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n', ['2 chunks, 3 bytes of content', '[', '  1', ']']],
    ['chunks that are not whole, as they came', chunked, '3\r\none\r\n5\r\ntw', ['3', 'one', '5', 'tw']],
  ] as const)('is %s', (_, head, text, lines) => {
    expect(body(head, text)).toEqual(lines)
  }) // prettier-ignore

  test('that is no text is shown in hexadecimal', () => {
    expect(body('', octets('\x89PNG\r\n\x1a\n\0\0\0\rIHDR+'))).toEqual([
      '0013: 8950 4e47 0d0a 1a0a 0000 000d 4948 4452  .PNG........IHDR',
      '0023: 2b                                       +',
    ])
  })

  test('too long or too deep to lay out is shown as it is', () => {
    const deep = '['.repeat(65) + ']'.repeat(65)
    expect(body(json, deep)).toEqual([deep])
    expect(body(json, `["${'a'.repeat(2 ** 20)}"]`, { foldAfterBytes: 4 })[0]).toBe('["aa')
    expect(indentJson('['.repeat(64) + ']'.repeat(64))?.split('\n')).toHaveLength(127)
  })

  test('of JSON has the same tokens in the same order, whatever they are', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t'), (text, blank) => {
        const spaced = blank + text + blank
        expect(withoutBlanks(indentJson(spaced) ?? spaced)).toBe(withoutBlanks(text))
      }),
    )
  })
})

/** White space within strings stays. */
function withoutBlanks(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
}

describe('a body as sent', () => {
  test('shows the chunks and their sizes', () => {
    const lines = ['3', 'one', '5;x=y', '', 'two', '0', 'A: b']
    expect(body(chunked, chunks, { bodies: 'wire' })).toEqual(lines)
  })

  test('shows the line ends between chunks where line ends are shown', () => {
    const lines = ['3␍␊', 'one', '␍␊', '5;x=y␍␊', '␊', 'two␊', '␍␊', '0␍␊', 'A: b␍␊', '␍␊']
    expect(body(chunked, chunks, { bodies: 'wire', lineEnds: 'shown' })).toEqual(lines)
  })

  test('tells sizes, data and trailers apart', () => {
    const trace = traceOf(received(`HTTP/1.1 200 OK\r\n${chunked}\r\n${chunks}`))
    expect(styled(trace, { bodies: 'wire' }).slice(3)).toEqual([
      '< chunk:3',
      '< body:one',
      '< chunk:5;x=y',
      '<',
      '< body:two',
      '< chunk:0',
      '< field-name:A punctuation::_ field-value:b',
    ])
  })

  test('leaves JSON as it is', () => {
    expect(body(json, '{"a":1}', { bodies: 'wire' })).toEqual(['{"a":1}'])
  })
})

test('a body in hexadecimal has its offsets within the answer', () => {
  expect(body('', 'Readable text, 20 b.', { bodies: 'hex' })).toEqual([
    '0013: 5265 6164 6162 6c65 2074 6578 742c 2032  Readable text, 2',
    '0023: 3020 622e                                0 b.',
  ])
})

describe('a long body', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${String(index).padStart(3, '0')}\n`).join('')

  test('is folded to one line that says how much is hidden', () => {
    expect(body('', text, { foldAfterBytes: 18 })).toEqual(['line 000', 'line 001', '… 882 bytes more'])
  })

  test('of one byte too many says so', () => {
    expect(body('', 'abcd', { foldAfterBytes: 3 })).toEqual(['abc', '… 1 byte more'])
  })

  test('is whole when its fold is opened', () => {
    const trace = traceOf(received('HTTP/1.1 200 OK\r\n\r\n'), received(text))
    const { fold } = linesOf(trace, { foldAfterBytes: 18 }).at(-1)!
    expect(fold).toEqual({ id: 'A<19', hiddenBytes: 882 })
    const lines = linesOf(trace, { foldAfterBytes: 18, unfolded: new Set([fold!.id]) })
    expect(lines.slice(2).map(textOf)).toEqual(text.split('\n').slice(0, -1))
  })

  test('is folded after 4096 bytes unless it is said', () => {
    expect(body('', 'a'.repeat(4096))).toHaveLength(1)
    expect(body('', 'a'.repeat(5000))[1]).toBe('… 904 bytes more')
    expect(body('', 'a'.repeat(1_048_576 + 4096))[1]).toBe('… 1,048,576 bytes more')
  })

  test.each([
    [
      'sent in chunks',
      chunked,
      '8\r\n01234567\r\n0\r\n\r\n',
      ['1 chunk, 8 bytes of content', '0123', '… 4 bytes more'],
    ],
    ['of JSON', json, '[1,2]', ['[', '', '… 8 bytes more']],
  ] as const)('%s is folded after as many bytes of what is shown', (_, head, text, lines) => {
    expect(body(head, text, { foldAfterBytes: 4 })).toEqual(lines)
  })

  test.each([4, 5, 6])('is never folded within a character', foldAfterBytes => {
    expect(body('', '一二三四', { foldAfterBytes })[0]).toBe(foldAfterBytes < 6 ? '一' : '一二')
  })

  test('stays in sight around a fault', () => {
    const fault = { connection: 'A', side: 'received', offset: 19 + 450, length: 1, sentence: 'here' } as const
    const lines = body('', text, { foldAfterBytes: 18, fault })
    expect(lines.slice(0, 4)).toEqual(['line 000', 'line 001', '… 304 bytes more', '5'])
    expect(lines.indexOf('line 050')).toBe(lines.indexOf('here') - 2)
    expect(lines[lines.indexOf('here') - 1]).toBe('^')
    expect(lines.at(-1)).toBe('… 322 bytes more')
  })
})
