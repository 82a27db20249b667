// A request is taken apart into pieces, fields, framing and faults, whatever its bytes are.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import { contentOf, dissectRequest } from '../../src/trace/index.ts'
import { messageBytes } from './arbitrary.ts'
import { octets } from './events.ts'
import { gapsIn } from './gaps.ts'

describe('a request line', () => {
  test.each([
    ['GET / HTTP/1.1\r\n', 'GET', '/', 'HTTP/1.1'],
    ['OPTIONS * HTTP/1.0\r\n', 'OPTIONS', '*', 'HTTP/1.0'],
    ['GET /a?b=c%20d HTTP/1.1\n', 'GET', '/a?b=c%20d', 'HTTP/1.1'],
    ['GET /a b HTTP/1.1\r\n', 'GET', '/a', 'b HTTP/1.1'],
    ['GET /\r\n', 'GET', '/', ''],
    ['GET\r\n', 'GET', '', ''],
    ['GE', 'GE', '', ''],
  ])('%j has a method, a target and a version', (text, method, target, version) => {
    const line = dissectRequest(octets(text)).requestLine
    expect([line?.method.text, line?.target.text, line?.version.text]).toEqual([method, target, version])
  })

  test('is not there when not a byte is', () => {
    expect(dissectRequest(octets('')).requestLine).toBeUndefined()
  })
})

describe('the faults of a request', () => {
  test.each([
    ['none', 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi', []],
    ['none for a line that is still coming', 'GET /', []],
    ['no version', 'GET /\r\n\r\n', ['bad-request-line 0-5']],
    ['a space in the target', 'GET /a b HTTP/1.1\r\n\r\n', ['bad-request-line 0-17']],
    ['LF alone', 'GET / HTTP/1.1\n\n', ['bare-lf 14-15', 'bare-lf 15-16']],
    ['no colon', 'GET / HTTP/1.1\r\nHost\r\n\r\n', ['no-colon 16-20']],
    ['a length in words', 'GET / HTTP/1.1\r\nContent-Length: two\r\n\r\n', ['bad-length 16-37']],
  ] as const)('%s', (_, text, faults) => {
    expect(dissectRequest(octets(text)).faults.map(({ rule, start, end }) => `${rule} ${start}-${end}`)).toEqual(faults)
  })
})

describe('the body of a request', () => {
  test.each([
    ['is none without a length', 'GET / HTTP/1.1\r\n\r\nhi', { type: 'none', because: 'request' }, '', true],
    ['is as long as it says', 'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi', { type: 'length', length: 1 }, 'h', true],
    ['is not whole before that', 'POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhi', { type: 'length', length: 9 }, 'hi', false],
    ['is decoded from chunks', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n', { type: 'chunked' }, 'hi', true],
    ['is unknown within the head', 'POST / HTTP/1.1\r\nContent-Length: 1\r\n', { type: 'unknown' }, '', false],
  ] as const)('%s', (_, text, framing, content, isComplete) => {
    const bytes = octets(text)
    const request = dissectRequest(bytes)
    expect(request.framing).toEqual(framing)
    expect(latin1From(contentOf(bytes, request))).toBe(content)
    expect(request.isComplete).toBe(isComplete)
  }) // prettier-ignore
})

test('empty lines before a request line belong to the request', () => {
  const request = dissectRequest(octets('\r\n\r\nGET / HTTP/1.1\r\n\r\n'))
  expect(request.pieces.map(({ kind, start, end }) => [kind, start, end])).toEqual([
    ['leading', 0, 4],
    ['start-line', 4, 20],
    ['blank-line', 20, 22],
  ])
  expect(request.requestLine?.method).toEqual({ start: 4, end: 7, text: 'GET' })
})

test('whatever the bytes are, the pieces of a request follow one another without a gap', () => {
  fc.assert(
    fc.property(messageBytes, fc.nat(8), (bytes, from) => {
      const startOffset = Math.min(from, bytes.length)
      expect(gapsIn(dissectRequest(bytes, { startOffset }), startOffset)).toEqual([])
    }),
  )
})
