// Applications that break a rule, each one rule and nothing else: what the validator has to see, wherever it runs.

import type { Application, Body, Environ, rules, StartResponse } from '../../../src/tsgi/index.ts'
import { bytes } from './exchange.ts'

const plain: [string, string][] = [['Content-Type', 'text/plain']]
const start = (startResponse: StartResponse, headers = plain, status = '200 OK'): ReturnType<StartResponse> =>
  startResponse(status, headers)

type Headers = [string, string][]
const giving =
  (body: () => unknown, headers: Headers = plain, status = '200 OK'): Application =>
  (_, begin) => (start(begin, headers, status), body() as Body)
const starting =
  (...args: readonly unknown[]): Application =>
  (_, begin) => ((begin as (...args: readonly unknown[]) => void)(...args), [])
const reading =
  (use: (environ: Environ) => unknown): Application =>
  async (environ, begin) => (await use(environ), start(begin), [])
const header = (name: string, value: string): Application => starting('200 OK', [...plain, [name, value]])
const length = (value: number): Headers => [...plain, ['Content-Length', String(value)]]
const fault = new Error('changed its mind')

type Case = readonly [
  rule: keyof typeof rules,
  claim: string,
  application: Application,
  changes?: Record<string, unknown>,
]

/** The rule, how it is broken, the application, and what it needs in its environ. */
export const applicationBreaches: readonly Case[] = [
  ['body-missing', 'nothing is given back', giving(() => undefined)],
  ['body-missing', 'a promise of nothing is', giving(() => Promise.resolve(null))],
  ['body-not-wrapped', 'a text is given back', giving(() => 'text')],
  ['body-not-wrapped', 'bytes are', giving(() => bytes('a'))],
  ['body-not-wrapped', 'a promise of bytes is', giving(() => Promise.resolve(bytes('a')))],
  ['body-shape', 'an object without iterator is', giving(() => ({}))],
  ['chunk-text', 'an array holds a text', giving(() => ['a'])],
  [
    'chunk-text',
    'a generator gives a text',
    giving(function* () {
      yield 'a'
    }),
  ],
  [
    'chunk-text',
    'an async generator gives a text',
    giving(async function* () {
      yield 'a'
    }),
  ],
  ['chunk-bytes', 'an array holds an ArrayBuffer', giving(() => [new ArrayBuffer(1)])],
  [
    'chunk-bytes',
    'a generator gives a DataView',
    giving(function* () {
      yield new DataView(new ArrayBuffer(1))
    }),
  ],
  ['start-arguments', 'startResponse gets one argument', starting('200 OK')],
  ['start-arguments', 'it gets four', starting('200 OK', plain, fault, 1)],
  ['start-arguments', 'its third is no error', starting('200 OK', plain, 'no')],
  ['start-arguments', 'its third is null', starting('200 OK', plain, null)],
  ['start-status', 'a status has no reason', starting('200', plain)],
  ['start-status', 'a status is 1xx', starting('103 Early Hints', plain)],
  ['start-headers', 'headers are an object', starting('200 OK', {})],
  ['start-headers', 'a header is no pair of strings', starting('200 OK', [['A', 1]])],
  ['start-header-name', 'a header name is no token', header('A B', '')],
  ['start-header-value', 'a header value has a line end', header('A', '\r\n')],
  ['start-latin1', 'a header value is beyond latin-1', header('A', 'č')],
  ['start-hop-by-hop', 'a header is about the connection', header('Keep-Alive', '5')],
  ['start-content-length', 'Content-Length is no number', header('Content-Length', 'x')],
  ['start-status-header', 'a header is named Status', header('Status', '200')],
  ['start-content-type', 'a body has no type', giving(() => [bytes('a')], [])],
  ['start-content-type', 'a 304 has one', giving(() => [], plain, '304 Not Modified')],
  ['start-missing', 'startResponse is not called before a chunk', () => [bytes('a')]],
  ['start-missing', 'it is not called before the end', () => []],
  [
    'start-missing',
    'a generator does not call it before a chunk',
    function* () {
      yield bytes('a')
    },
  ],
  [
    'start-missing',
    'a generator does not call it before its end',
    function* () {
      yield bytes('')
    },
  ],
  ['start-twice', 'it is called twice', (_, begin) => (start(begin), start(begin), [])],
  [
    'start-error-kept',
    'an error thrown back is kept, and a chunk comes',
    function* (_, begin) {
      start(begin)
      yield bytes('a')
      try {
        begin('500 Oh', plain, fault)
      } catch {
        yield bytes('b')
      }
    },
  ],
  [
    'start-error-kept',
    'it is kept, and the body ends',
    function* (_, begin) {
      start(begin)
      yield bytes('a')
      try {
        begin('500 Oh', plain, fault)
      } catch {
        /* kept on purpose */
      }
    },
  ],
  [
    'start-error-kept',
    'it is kept, and startResponse is called again',
    function* (_, begin) {
      start(begin)
      yield bytes('a')
      try {
        begin('500 Oh', plain, fault)
      } catch {
        begin('500 Oh', plain, fault)
      }
    },
  ],
  [
    'write-after-body',
    'write is called from within the body',
    function* (_, begin) {
      void start(begin)(bytes('a'))
      yield bytes('b')
    },
  ],
  [
    'length-exceeded',
    'more bytes come than promised',
    giving(function* () {
      yield bytes('abc')
    }, length(2)),
  ],
  ['length-exceeded', 'an array has more', giving(() => [bytes('ab'), bytes('c')], length(2))],
  ['length-exceeded', 'write is given more', (_, begin) => (void start(begin, length(2))(bytes('abc')), [])],
  [
    'length-short',
    'fewer bytes come than promised',
    giving(function* () {
      yield bytes('abc')
    }, length(4)),
  ],
  ['length-short', 'an array has fewer', giving(() => [bytes('abc')], length(4))],
  ['body-unwanted', 'a 204 has a body', giving(() => [bytes('a')], [], '204 No Content')],
  [
    'body-unwanted',
    'a 304 has one',
    giving(
      function* () {
        yield bytes('a')
      },
      [],
      '304 Not Modified',
    ),
  ],
  ['body-for-head', 'a HEAD gets one', giving(() => [bytes('a')]), { REQUEST_METHOD: 'HEAD' }],
  ['input-arguments', 'a size is no integer', reading(environ => environ['tsgi.input'].read(1.5))],
  [
    'input-arguments',
    'there are two arguments',
    reading(environ => (environ['tsgi.input'].readLine as (...sizes: number[]) => unknown)(1, 2)),
  ],
  ['input-overlap', 'reads overlap', reading(({ 'tsgi.input': input }) => Promise.all([input.read(1), input.read(1)]))],
  [
    'input-methods',
    'the input is closed',
    reading(environ => (environ['tsgi.input'] as unknown as { close(): void }).close()),
  ],
  ['errors-text', 'bytes go to the error log', reading(environ => environ['tsgi.errors'].write(bytes('a') as never))],
  ['errors-text', 'a text goes as lines', reading(environ => environ['tsgi.errors'].writeLines('lines'))],
  ['errors-text', 'a line is no text', reading(environ => environ['tsgi.errors'].writeLines(['a', 1 as never]))],
  [
    'errors-methods',
    'the error log is closed',
    reading(environ => (environ['tsgi.errors'] as unknown as { close(): void }).close()),
  ],
]
