// Proves that each breach of the contract by an application is a 500 that names the rule in the log, before anything is sent.

import { describe, expect, test } from 'vitest'
import type { Application, Body, StartResponse } from '../../src/tsgi/index.ts'
import { bytes, outcomeOf } from './support/exchange.ts'

const page = ['whole 500 Internal Server Error', '500 Internal Server Error\n']
const start = (startResponse: StartResponse): void => void startResponse('200 OK', [])

describe('each breach of the application is a 500 that names the rule in the log', () => {
  const begun =
    (body: () => unknown): Application =>
    (_, begin) => {
      start(begin)
      return body() as Body
    }
  const starting =
    (...args: readonly unknown[]): Application =>
    (_, begin) => {
      ;(begin as (...args: readonly unknown[]) => void)(...args)
      return []
    }
  const header = (name: unknown, value: unknown): Application => starting('200 OK', [[name, value]])

  test.for<[string, string, Application]>([
    ['nothing given back', 'body-missing', begun(() => undefined)],
    ['null given back', 'body-missing', begun(() => null)],
    ['a promise of nothing', 'body-missing', begun(() => Promise.resolve())],
    ['a text given back', 'body-not-wrapped', begun(() => 'text')],
    ['bytes given back', 'body-not-wrapped', begun(() => bytes('a'))],
    ['a promise of bytes', 'body-not-wrapped', begun(() => Promise.resolve(bytes('a')))],
    ['a number given back', 'body-shape', begun(() => 5)],
    ['an object given back', 'body-shape', begun(() => ({ body: [] }))],
    ['a text in an array', 'chunk-text', begun(() => [bytes('a'), 'b'])],
    [
      'a text from a generator',
      'chunk-text',
      begun(function* () {
        yield 'a'
      }),
    ],
    ['an ArrayBuffer', 'chunk-bytes', begun(() => [new ArrayBuffer(1)])],
    ['a DataView', 'chunk-bytes', begun(() => [new DataView(new ArrayBuffer(1))])],
    ['wider integers', 'chunk-bytes', begun(() => [new Uint16Array(1)])],
    ['a promise of a chunk', 'chunk-bytes', begun(() => [Promise.resolve(bytes('a'))])],
    ['a hole', 'chunk-bytes', begun(() => [, bytes('a')])], // eslint-disable-line no-sparse-arrays -- a hole is the case
    ['no startResponse before a chunk', 'start-missing', () => [bytes('a')]],
    ['no startResponse at all', 'start-missing', () => []],
    [
      'no startResponse from a generator',
      'start-missing',
      function* () {
        yield bytes('a')
      },
    ],
    [
      'startResponse twice',
      'start-twice',
      (_, begin) => {
        start(begin)
        start(begin)
        return []
      },
    ],
    [
      'startResponse again after it threw',
      'start-twice',
      (_, begin) => {
        expect(() => begin('no', [])).toThrow('start-status')
        start(begin)
        return []
      },
    ],
    [
      'startResponse that threw, and on',
      'start-missing',
      (_, begin) => {
        expect(() => begin('no', [])).toThrow('start-status')
        return []
      },
    ],
    ['a third argument that is no error', 'start-arguments', starting('200 OK', [], 'error')],
    ['a status that is a number', 'start-status', starting(200, [])],
    ['a status without a reason', 'start-status', starting('200', [])],
    ['a status of two digits', 'start-status', starting('20 OK', [])],
    ['an interim status', 'start-status', starting('100 Continue', [])],
    ['a status beyond the classes', 'start-status', starting('600 Odd', [])],
    ['a status with a line end', 'start-status', starting('200 OK\r\nX: 1', [])],
    ['a status beyond latin-1', 'start-latin1', starting('200 😀', [])],
    ['headers that are an object', 'start-headers', starting('200 OK', { 'X-A': '1' })],
    ['headers that are a Map', 'start-headers', starting('200 OK', new Map([['X-A', '1']]))],
    ['no headers', 'start-headers', starting('200 OK')],
    ['a header that is a text', 'start-headers', starting('200 OK', ['X-A: 1'])],
    ['a header of three', 'start-headers', starting('200 OK', [['X-A', '1', '2']])],
    ['a value that is a number', 'start-headers', header('Content-Length', 5)],
    ['a name with a space', 'start-header-name', header('X A', '1')],
    ['a name with a colon', 'start-header-name', header('X-A:', '1')],
    ['an empty name', 'start-header-name', header('', '1')],
    ['a name beyond ASCII', 'start-header-name', header('X-É', '1')],
    ['a name beyond latin-1', 'start-latin1', header('X-😀', '1')],
    ['a value with a line end', 'start-header-value', header('X-A', '1\r\nX-B: 2')],
    ['a value with a NUL', 'start-header-value', header('X-A', '\0')],
    ['a value with DEL', 'start-header-value', header('X-A', '\x7f')],
    ['a value beyond latin-1', 'start-latin1', header('X-A', 'čaj')],
    ...[
      'Connection',
      'keep-alive',
      'Proxy-Authenticate',
      'Proxy-Authorization',
      'Proxy-Connection',
      'TE',
      'Trailer',
      'Trailers',
      'Transfer-Encoding',
      'UPGRADE',
    ].map((name): [string, string, Application] => [`a header ${name}`, 'start-hop-by-hop', header(name, 'x')]),
    ['a length that is no number', 'start-content-length', header('Content-Length', 'five')],
    ['a length below nothing', 'start-content-length', header('Content-Length', '-1')],
    ['an empty length', 'start-content-length', header('Content-Length', '')],
    [
      'two lengths',
      'start-content-length',
      starting('200 OK', [
        ['Content-Length', '0'],
        ['content-length', '0'],
      ]),
    ],
  ])('%s: %s', async ([, rule, application]) => {
    const { events, log } = await outcomeOf(application)
    expect(events).toEqual(page)
    expect(log).toContain(`ContractError: the application breaks ${rule}`)
  })

  test('a header is named in the message', async () => {
    expect((await outcomeOf(header('X-Tea', 'čaj'))).log).toContain('breaks start-latin1 in the header X-Tea: "čaj".')
  })

  test('startResponse after the end is told to who calls it', async () => {
    let late: StartResponse | undefined
    await outcomeOf((_, begin) => {
      late = begin
      start(begin)
      return []
    })
    expect(() => start(late!)).toThrow('start-after-end')
  })
})

describe('what is right is let through', () => {
  test.for<[string, string, [string, string][]]>([
    ['an empty reason', '200 ', []],
    ['a reason beyond ASCII', '200 C\xe9', []],
    ['a tab in a value', '200 OK', [['X-A', 'a\tb']]],
    ['a value beyond ASCII', '200 OK', [['X-A', '\xe9']]],
    ['an empty value', '200 OK', [['X-A', '']]],
    ['any token as a name', '200 OK', [["!#$%&'*+-.^_`|~1A", '']]],
  ])('%s', async ([, status, headers]) => {
    const outcome = await outcomeOf((_, begin) => {
      begin(status, headers)
      return []
    })
    expect([outcome.events, outcome.headers, outcome.log]).toEqual([[`whole ${status}`], headers, ''])
  })
})
