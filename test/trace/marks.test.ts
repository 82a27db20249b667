// A byte that is wrong is marked: a line with a sentence under the line of the byte, and a caret under the byte.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinBytes } from '../../src/http/index.ts'
import { linesOf, type LineFault, type LineOptions } from '../../src/trace/index.ts'
import { messageBytes, segmentsOf } from './arbitrary.ts'
import { ended, get, octets, opened, received, sent, traceOf } from './events.ts'
import { shown, styled, textOf } from './shown.ts'

function at(offset: number, length = 1, side: 'sent' | 'received' = 'received'): LineFault {
  return { connection: 'A', side, offset, length, sentence: 'look here' }
}

/** The marked line, its caret and the sentence. */
function marked(text: string | Uint8Array, fault: LineFault, options: LineOptions = {}): readonly string[] {
  const lines = shown(traceOf(received(text)), { ...options, fault })
  const index = lines.indexOf('! look here')
  return lines.slice(index - 2, index)
}

const head = 'HTTP/1.1 200 OK\r\n\r\n'

describe('the caret', () => {
  test.each([
    ['a byte of the status line', 'HTTP/1.1200 OK\r\n\r\n', at(8), ['< HTTP/1.1200 OK', '          ^']],
    ['several bytes', 'HTTP/1.1 2000 OK\r\n\r\n', at(9, 4), ['< HTTP/1.1 2000 OK', '           ^^^^']],
    ['the first byte', 'hello', at(0), ['< hello', '  ^']],
    ['a byte after escaped ones', octets('HTTP/1.1 200 \x1b\x1bx\r\n\r\n'), at(15), ['< HTTP/1.1 200 \\x1b\\x1bx', '                       ^']],
    ['an escaped byte, as wide as it is shown', octets('HTTP/1.1 200 \x1b\r\n\r\n'), at(13), ['< HTTP/1.1 200 \\x1b', '               ^^^^']],
    ['a byte within a character', 'HTTP/1.1 200 é\r\n\r\n', at(14), ['< HTTP/1.1 200 \\xc3\\xa9', '                   ^^^^']],
    ['a line end, which is then shown', 'HTTP/1.1 200 OK\r\n\r\n', at(15, 2), ['< HTTP/1.1 200 OK␍␊', '                 ^^']],
    ['the LF alone', 'HTTP/1.1 200 OK\nA: b\n', at(15), ['< HTTP/1.1 200 OK␊', '                 ^']],
    ['a blank line', head, at(17, 2), ['< ␍␊', '  ^^']],
    ['no bytes at all, as one', 'HTTP/1.1200 OK\r\n\r\n', at(8, 0), ['< HTTP/1.1200 OK', '          ^']],
    ['a byte of the body', `${head}one\ntwo\n`, at(24), ['< two', '   ^']],
    ['a fault over several lines, on the first', `${head}one\ntwo\n`, at(20, 5), ['< one␊', '   ^^^']],
  ] as const)('stands under %s', (_, text, fault, lines) => {
    expect(marked(text, fault)).toEqual(lines)
  }) // prettier-ignore

  test.each([
    ['a byte of a chunked body, which is then shown as sent', 'pretty', ['< 3', '  ^']],
    ['a byte of a chunked body as sent', 'wire', ['< 3', '  ^']],
    ['a byte in hexadecimal', 'hex', ['< 002f: 330d 0a6f 6e65 0d0a 300d 0a0d 0a         3..one..0....', '        ^^']],
  ] as const)('stands under %s', (_, bodies, lines) => {
    const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n'
    expect(marked(text, at(47), { bodies })).toEqual(lines)
  }) // prettier-ignore

  test('stands under several bytes in hexadecimal, and at a large offset', () => {
    const text = `${head}${'a'.repeat(70_000)}`
    expect(marked(text, at(19 + 65_552 + 2, 3), { bodies: 'hex', unfolded: new Set(['A<19']) })).toEqual([
      '< 10023: 6161 6161 6161 6161 6161 6161 6161 6161  aaaaaaaaaaaaaaaa',
      '              ^^^^^^^',
    ])
  })

  test('stands under the CRLF after a chunk, whose line is then shown', () => {
    const text = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\n\n0\r\n\r\n'
    expect(shown(traceOf(received(text)), { fault: at(53) }).slice(3)).toEqual([
      '< 3',
      '< one',
      '< ␊',
      '  ^',
      '! look here',
      '<',
      '< 0',
      '<',
    ])
  })
})

describe('a byte that never came', () => {
  test('is marked after the last one of its side', () => {
    expect(marked('HTTP/1.1 200 OK\r\nA: b', at(21))).toEqual(['< A: b', '      ^'])
    expect(shown(traceOf(opened(), sent(get), ended()), { fault: at(0, 1, 'received') })).not.toContain('! look here')
  })

  test('of the request is marked there', () => {
    const lines = shown(traceOf(sent('GET / HT'), received('HTTP/1.1 400 \r\n\r\n')), { fault: at(8, 1, 'sent') })
    expect(lines.slice(0, 3)).toEqual(['> GET / HT', '          ^', '! look here'])
  })
})

test('the marked bytes are of the style of a fault, and the rest of the line is not', () => {
  const [line, mark] = styled(traceOf(received('HTTP/1.1200 OK\r\n\r\n')), { fault: at(8) })
  expect(line).toBe('< version:HTTP/1.1 fault:2 status-2xx:00 punctuation:_ reason:OK')
  expect(mark).toBe('! fault:look_here')
})

test('a mark of another connection is none', () => {
  expect(shown(traceOf(received('HTTP')), { fault: { ...at(0), connection: 'B' } })).toEqual(['< HTTP'])
})

test('for any byte of any trace one mark stands under the line with the byte, and its caret within that line', () => {
  const cut = messageBytes.chain(bytes => segmentsOf(bytes))
  const looks = fc.record({
    lineEnds: fc.constantFrom('shown', 'hidden'),
    bodies: fc.constantFrom('pretty', 'wire', 'hex'),
    foldAfterBytes: fc.constantFrom(4, 4096),
  })
  const places = fc.record({ side: fc.constantFrom('sent', 'received'), share: fc.nat(99), length: fc.nat(9) })
  fc.assert(
    fc.property(cut, cut, looks, places, (asked, answered, look, { side, share, length }) => {
      const bytes = joinBytes(side === 'sent' ? asked : answered)
      fc.pre(bytes.length > 0)
      const offset = Math.floor((share / 100) * bytes.length)
      const events = [...asked.map(part => sent(part)), ...answered.map(part => received(part))]
      const lines = linesOf(traceOf(...events), { ...look, fault: at(offset, length, side) })
      const marks = lines.filter(({ role }) => role === '!')
      const above = lines[lines.indexOf(marks[0]!) - 1]!
      expect(marks).toHaveLength(1)
      expect(above.role).toBe(side === 'sent' ? '>' : '<')
      expect(above.range!.start <= offset && offset < above.range!.end).toBe(true)
      expect(textOf(above).startsWith(marks[0]!.mark!.before + marks[0]!.mark!.marked)).toBe(true)
    }),
  )
})
