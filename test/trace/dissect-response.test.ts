// A response is taken apart into pieces, fields, framing and faults, whatever its bytes are.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import { contentOf, dissectResponse, faultRules, type Message } from '../../src/trace/index.ts'
import { messageBytes } from './arbitrary.ts'
import { octets } from './events.ts'
import { gapsIn } from './gaps.ts'

const get = { method: 'GET' } as const

/** `kind:text` of each piece, with its line ends visible. */
function piecesOf(text: string, options: { readonly method: string; readonly isEnded?: boolean } = get): string[] {
  const bytes = octets(text)
  return dissectResponse(bytes, options).pieces.map(
    ({ kind, start, end }) => `${kind}:${JSON.stringify(latin1From(bytes, start, end)).slice(1, -1)}`,
  )
}

describe('the pieces of a response', () => {
  test.each([
    ['nothing', '', []],
    ['a status line alone', 'HTTP/1.1 200 OK\r\n', ['start-line:HTTP/1.1 200 OK\\r\\n']],
    [
      'a whole response',
      'HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nhi',
      ['start-line:HTTP/1.1 200 OK\\r\\n', 'field-line:A: b\\r\\n', 'field-line:Content-Length: 2\\r\\n', 'blank-line:\\r\\n', 'body:hi'],
    ],
    ['lines that end in LF', 'HTTP/1.1 200 OK\n\nhi', ['start-line:HTTP/1.1 200 OK\\n', 'blank-line:\\n', 'body:hi']],
    ['half of a blank line', 'HTTP/1.1 200 OK\r\n\r', ['start-line:HTTP/1.1 200 OK\\r\\n', 'blank-line:\\r']],
    ['bytes beyond the length are not of it', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nhi', ['start-line:HTTP/1.1 200 OK\\r\\n', 'field-line:Content-Length: 1\\r\\n', 'blank-line:\\r\\n', 'body:h']],
    [
      'chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\nX: y\r\n\r\n',
      ['start-line:HTTP/1.1 200 OK\\r\\n', 'field-line:Transfer-Encoding: chunked\\r\\n', 'blank-line:\\r\\n', 'chunk-size:2;a=b\\r\\n', 'chunk-data:hi', 'chunk-end:\\r\\n', 'chunk-size:0\\r\\n', 'trailer:X: y\\r\\n', 'chunk-end:\\r\\n'],
    ],
    ['what is no response', 'hello\r\n', ['body:hello\\r\\n']],
  ] as const)('%s', (_, text, pieces) => {
    expect(piecesOf(text)).toEqual(pieces)
  }) // prettier-ignore
})

describe('the framing of a response', () => {
  test.each([
    ['no head yet', 'HTTP/1.1 200 OK\r\nA: b', 'GET', { type: 'unknown' }],
    ['no framing header', 'HTTP/1.1 200 OK\r\n\r\n', 'GET', { type: 'until-close' }],
    ['a length', 'HTTP/1.1 200 OK\r\ncontent-LENGTH:  5 \r\n\r\n', 'GET', { type: 'length', length: 5 }],
    ['two equal lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n', 'GET', { type: 'length', length: 5 }],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n', 'GET', { type: 'until-close' }],
    ['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n', 'GET', { type: 'chunked' }],
    ['chunked last of several', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 'GET', { type: 'chunked' }],
    ['chunked beside a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 'GET', { type: 'chunked' }],
    ['a coding that is not chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n', 'GET', { type: 'until-close' }],
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', 'HEAD', { type: 'none', because: 'head' }],
    ['100', 'HTTP/1.1 100 Continue\r\n\r\n', 'GET', { type: 'none', because: 'interim' }],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 'GET', { type: 'none', because: 'no-content' }],
    ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n', 'GET', { type: 'none', because: 'not-modified' }],
    ['no status line', 'hello', 'GET', { type: 'until-close' }],
  ] as const)('with %s follows RFC 9112 section 6.3', (_, text, method, framing) => {
    expect(dissectResponse(octets(text), { method }).framing).toEqual(framing)
  }) // prettier-ignore

  test.each([
    ['a length that is reached', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi', false, true],
    ['a length that is not reached', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi', true, false],
    ['a body until the close, still open', 'HTTP/1.1 200 OK\r\n\r\nhi', false, false],
    ['a body until the close, closed', 'HTTP/1.1 200 OK\r\n\r\nhi', true, true],
    ['a head cut by the close', 'HTTP/1.1 200 OK\r\n', true, false],
    ['chunks without the last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n', true, false],
    ['chunks without their final line end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', true, false],
    ['chunks with all of it', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', false, true],
  ] as const)('tells whether a response is complete: %s', (_, text, isEnded, isComplete) => {
    expect(dissectResponse(octets(text), { method: 'GET', isEnded }).isComplete).toBe(isComplete)
  })
})

describe('the content', () => {
  test.each([
    ['of a known length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi there', 'hi'],
    ['until the close', 'HTTP/1.1 200 OK\r\n\r\nhi there', 'hi there'],
    ['of chunks, put together', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhi \r\n5\r\nthere\r\n0\r\n\r\n', 'hi there'],
    ['of chunks that are not whole', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhi \r\n5\r\nth', 'hi th'],
    ['of nothing', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
  ] as const)('%s', (_, text, content) => {
    const bytes = octets(text)
    const response = dissectResponse(bytes, get)
    expect(latin1From(contentOf(bytes, response))).toBe(content)
    expect(response.contentBytes).toBe(content.length)
  }) // prettier-ignore
})

/** Each fault as `rule start-end`. */
function faultsOf(text: string): readonly string[] {
  return dissectResponse(octets(text), get).faults.map(({ rule, start, end }) => `${rule} ${start}-${end}`)
}

const head = 'HTTP/1.1 200 OK\r\n'
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`

describe('the faults of a response', () => {
  test.each([
    ['no status line', 'hello\r\n', ['not-http 0-5']],
    ['a blank line first', '\r\nHTTP/1.1 200 OK\r\n\r\n', ['not-http 0-0']],
    ['a version in small letters', 'http/1.1 200 OK\r\n\r\n', ['bad-version 0-8']],
    ['a version without a point', 'HTTP/1 200 OK\r\n\r\n', ['bad-version 5-6']],
    ['no space after the version', 'HTTP/1.1200 OK\r\n\r\n', ['no-space-after-version 8-9']],
    ['a version alone', 'HTTP/1.1\r\n\r\n', ['no-space-after-version 8-8', 'bad-status-code 8-9']],
    ['a code of two digits', 'HTTP/1.1 20 OK\r\n\r\n', ['bad-status-code 9-11']],
    ['a code of four digits', 'HTTP/1.1 2000 OK\r\n\r\n', ['bad-status-code 9-13']],
    ['a reason for a code', 'HTTP/1.1 OK\r\n\r\n', ['bad-status-code 9-11']],
    ['no space after the code', 'HTTP/1.1 200\r\n\r\n', ['no-space-after-code 12-13']],
    ['a reason at the code', 'HTTP/1.1 200OK\r\n\r\n', ['no-space-after-code 12-13']],
    ['a status line that ends in LF', 'HTTP/1.1 200 OK\nA: b\r\n\r\n', ['bare-lf 15-16']],
    ['a field line that ends in LF', `${head}A: b\n\r\n`, ['bare-lf 21-22']],
    ['a blank line that ends in LF', `${head}\n`, ['bare-lf 17-18']],
    ['a field without a colon', `${head}Nothing\r\n\r\n`, ['no-colon 17-24']],
    ['a field without a name', `${head}: b\r\n\r\n`, ['empty-name 17-18']],
    ['a space before a colon', `${head}A : b\r\n\r\n`, ['space-before-colon 18-19']],
    ['a space in a name', `${head}A B: c\r\n\r\n`, ['bad-name-byte 18-19']],
    ['a folded line', `${head}A: b\r\n c: d\r\n\r\n`, ['line-folding 23-24']],
    ['a CR within a value', `${head}A: b\rc\r\n\r\n`, ['bare-cr 21-22']],
    ['a NUL in a value', `${head}A: \0\r\n\r\n`, ['control-byte 20-21']],
    ['a length in words', `${head}Content-Length: two\r\n\r\n`, ['bad-length 17-38']],
    ['a negative length', `${head}Content-Length: -1\r\n\r\n`, ['bad-length 17-37']],
    ['two lengths', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, ['lengths-differ 52-53']],
    ['a length beside chunks', `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, ['length-and-chunked 17-36']],
    ['a size that is no number', `${chunked}two\r\nhi\r\n`, ['bad-chunk-size 47-50']],
    ['a size that is no number, without a line end', `${chunked}two`, ['bad-chunk-size 47-50']],
    ['a size that ends in LF', `${chunked}2\nhi\r\n`, ['bad-chunk-size 48-49']],
    ['a chunk longer than its size', `${chunked}2\r\nhi there\r\n`, ['chunk-too-long 52-53']],
    ['a chunk that ends in LF', `${chunked}2\r\nhi\n0\r\n\r\n`, ['chunk-line-end 52-53']],
    ['a trailer without a colon', `${chunked}0\r\nNothing\r\n\r\n`, ['no-colon 50-57']],
  ] as const)('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  }) // prettier-ignore

  test.each([
    ['a reason that is empty', 'HTTP/1.1 200 \r\n\r\n'],
    ['a reason beyond ASCII', 'HTTP/1.1 200 \xc3\xa9\r\n\r\n'],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n'],
    ['a field without a value', `${head}A:\r\n\r\n`],
    ['a tab in a value', `${head}A:\tb\tc\r\n\r\n`],
    ['names of any token bytes', `${head}!#$%&'*+-.^_\`|~9: b\r\n\r\n`],
    ['a value beyond ASCII', `${head}A: \xe9\r\n\r\n`],
    ['an extension of a chunk', `${chunked}2 ;a="b"\r\nhi\r\n0\r\n\r\n`],
    ['a size in capitals, with noughts before it', `${chunked}0000000000000000A\r\n0123456789\r\n0\r\n\r\n`],
  ] as const)('are none for %s', (_, text) => {
    expect(faultsOf(text)).toEqual([])
  })

  test.each(['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi', `${chunked}2\r\nhi\r\n0\r\nX: y\r\n\r\n`])(
    'are none while a correct response is still coming: %j',
    text => {
      for (let end = 0; end <= text.length; end++) expect([end, faultsOf(text.slice(0, end))]).toEqual([end, []])
    },
  )
})

describe('whatever the bytes are', () => {
  test('the pieces follow one another without a gap over the whole message', () => {
    fc.assert(
      fc.property(messageBytes, fc.constantFrom('GET', 'HEAD'), fc.boolean(), fc.nat(8), (bytes, method, isEnded, from) => {
        const startOffset = Math.min(from, bytes.length)
        const response = dissectResponse(bytes, { method, isEnded, startOffset })
        expect(gapsIn(response, startOffset)).toEqual([])
        expectWithin(response, bytes.length)
      }),
    ) // prettier-ignore
  })

  test('a message that is not complete takes all that is there', () => {
    fc.assert(
      fc.property(messageBytes, bytes => {
        const response = dissectResponse(bytes, get)
        expect(response.isComplete || response.range.end === bytes.length).toBe(true)
      }),
    )
    expect(dissectResponse(octets('HTTP/1.1 200 OK\r\n\r'), get).range.end).toBe(18)
  })
})

/** Everything that is pointed at is there, and faults are in order. */
function expectWithin({ faults, content, fields, contentBytes }: Message, end: number): void {
  const ranges = [...faults, ...content, ...fields.map(({ range }) => range)]
  expect(ranges.filter(range => range.start < 0 || range.end < range.start || range.end > end)).toEqual([])
  expect(faults.map(({ start }) => start)).toEqual(faults.map(({ start }) => start).toSorted((one, two) => one - two))
  expect(faults.filter(({ rule }) => !faultRules.includes(rule))).toEqual([])
  expect(content.reduce((sum, range) => sum + range.end - range.start, 0)).toBe(contentBytes)
}
