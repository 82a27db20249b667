// What a client reads of correct responses, by section of RFC 9112: the same however the bytes are cut.

import { describe, expect, test } from 'vitest'
import { readEveryWay } from './support/read.ts'

const ok = (...lines: readonly string[]) => ['HTTP/1.1 200 OK', ...lines, '\r\n'].join('\r\n')
const status = (line: string) => `HTTP/1.1 ${line}\r\nContent-Length: 5\r\n\r\n`

describe('§4, the status line', () => {
  test.for<readonly [string, object]>([
    ['HTTP/1.1 200 OK', { status: 200, reason: 'OK', protocol: 'HTTP/1.1', version: '1.1' }],
    ['HTTP/1.0 404 Not Found', { status: 404, reason: 'Not Found', protocol: 'HTTP/1.0', version: '1.0' }],
    ['HTTP/1.1 299 ', { status: 299, reason: '' }],
    ['HTTP/1.1 599 a  b\tc\xe9', { status: 599, reason: 'a  b\tc\xe9' }],
  ])('%j', ([line, wanted]) => {
    const [first] = readEveryWay(`${line}\r\nContent-Length: 0\r\n\r\n`, { expect: ['GET'] })
    expect(first).toMatchObject({ type: 'head', head: wanted })
  })
})

describe('§6.3, how a body ends', () => {
  test.for<readonly [string, string, string, object, string]>([
    [
      'by its length',
      'GET',
      `${ok('Content-Length: 5')}hello`,
      { bodyKind: 'length', contentLength: 5, keepAlive: true },
      'hello',
    ],
    [
      'by its last chunk',
      'GET',
      `${ok('Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`,
      { bodyKind: 'chunked' },
      'hello',
    ],
    ['by the end of the connection', 'GET', `${ok()}hello`, { bodyKind: 'until-close', keepAlive: false }, 'hello'],
    ['by the end of the connection, empty', 'GET', ok(), { bodyKind: 'until-close' }, ''],
    ['at once for HEAD', 'HEAD', ok('Content-Length: 5'), { bodyKind: 'none', contentLength: 5, keepAlive: true }, ''],
    ['at once for HEAD, chunked', 'HEAD', ok('Transfer-Encoding: chunked'), { bodyKind: 'none' }, ''],
    ['at once for 204', 'GET', status('204 No Content'), { bodyKind: 'none' }, ''],
    ['at once for 304', 'GET', status('304 Not Modified'), { bodyKind: 'none', contentLength: 5 }, ''],
    ['at once for 2xx to CONNECT', 'CONNECT', status('200 OK'), { bodyKind: 'none' }, ''],
    ['as ever for 4xx to CONNECT', 'CONNECT', `${status('403 No')}hello`, { bodyKind: 'length' }, 'hello'],
    [
      'at once for 101',
      'GET',
      'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: a\r\n\r\n',
      { bodyKind: 'none', upgrade: 'a' },
      '',
    ],
  ])('%s', ([, method, text, head, body]) => {
    const told = readEveryWay(text, { expect: [method] })
    expect(told[0]).toMatchObject({ type: 'head', head })
    expect(told.slice(1)).toEqual([
      ...(body === '' ? [] : [{ type: 'body', text: body }]),
      { type: 'end', trailers: [] },
    ])
  })
})

test('§9.2: each response is read for its own request, interim ones before it', () => {
  const text = [
    ok('Content-Length: 5'),
    'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n',
    `${ok('Content-Length: 2')}ab`,
  ].join('')
  const told = readEveryWay(text, { expect: ['HEAD', 'GET'] })
  expect(told.map(({ type }) => type)).toEqual(['head', 'end', 'interim', 'head', 'body', 'end'])
  expect(told[2]).toMatchObject({ head: { status: 103, fields: ['Link: a'], bodyKind: 'none' } })
})

test('§9.6: after close nothing is read', () => {
  const told = readEveryWay(`${ok('Content-Length: 0', 'Connection: close')}HTTP/`, { expect: ['GET', 'GET'] })
  expect(told.map(({ type }) => type)).toEqual(['head', 'end'])
})
