// Proves the lines of the access log: one for each response, in the formats that log readers know, whatever a client sent.

import { describe, expect, test } from 'vitest'
import { combinedLine, commonLine, type AccessLogOptions, type ServeOptions } from '../../src/server/index.ts'
import type { Application } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { fieldsOf, headOf } from '../tsgi/support/exchange.ts'
import { bytes, echoing, gate, get, giving, hello, post, request } from './support/applications.ts'
import { serving, transports, type Serving } from './support/serving.ts'

const at = new Date('2000-10-10T13:55:36.999Z')

describe('a line', () => {
  test('of the common format is as Apache writes it', () => {
    const head = headOf({ method: 'GET', target: '/a.gif?b' })
    expect(commonLine({ remoteAddress: '127.0.0.1', head, at, status: 200, bodyBytes: 2326 })).toBe(
      '127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET /a.gif?b HTTP/1.1" 200 2326',
    )
  })

  test('of the combined format adds Referer and User-Agent', () => {
    const fields = fieldsOf(['referer', 'http://a/b'], ['User-Agent', 'test/1'])
    expect(combinedLine({ remoteAddress: '::1', head: headOf({ fields }), at, status: 404, bodyBytes: 0 })).toBe(
      '::1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 404 - "http://a/b" "test/1"',
    )
  })

  test('has a dash for what there is none of', () => {
    expect(combinedLine({ remoteAddress: undefined, head: headOf(), at, status: 204, bodyBytes: 0 })).toBe(
      '- - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 204 - "-" "-"',
    )
    expect(combinedLine({ remoteAddress: '::1', head: undefined, at, status: 400, bodyBytes: 0 })).toBe(
      '::1 - - [10/Oct/2000:13:55:36 +0000] "-" 400 - "-" "-"',
    )
  })

  test.for([
    ['a quote', 'a"b', String.raw`a\"b`],
    ['a backslash', String.raw`a\b`, String.raw`a\\b`],
    ['a tab', 'a\tb', String.raw`a\x09b`],
    ['a line end', 'a\r\nb', String.raw`a\x0d\x0ab`],
    ['an escape', '\x1b[31m', String.raw`\x1b[31m`],
    ['a byte beyond ASCII', 'caf\xe9', String.raw`caf\xe9`],
  ])('escapes %s', ([, value, expected]) => {
    const fields = fieldsOf(['User-Agent', value!])
    const line = combinedLine({ remoteAddress: '::1', head: headOf({ fields }), at, status: 200, bodyBytes: 1 })
    expect(line.endsWith(` "${expected}"`)).toBe(true)
  })
})

type Logging = Serving & { readonly lines: string[] }

/** Lines with the time and the client's address left out. */
async function logging(
  application: Application,
  format: AccessLogOptions['format'],
  options: ServeOptions = {},
): Promise<Logging> {
  const lines: string[] = []
  const write = (line: string): void => void lines.push(line.replace(/^\S+ - - \[[^\]]+\] /, ''))
  return { ...(await serving(application, { ...options, accessLog: { format, write } })), lines }
}

describe('a server', () => {
  test('logs each response once, in order, with the bytes of its body', async () => {
    const streamed = giving(function* () {
      yield bytes('hel')
      yield bytes('lo there')
    })
    const { connect, lines } = await logging(
      (environ, startResponse) => (environ.PATH_INFO === '/stream' ? streamed : hello)(environ, startResponse),
      'common',
    )
    const client = await connect()
    client.send(get('/a') + get('/stream') + request('HEAD /b') + post('abc'))
    await client.answers('GET', 'GET', 'HEAD', 'POST')
    expect(lines).toEqual([
      '"GET /a HTTP/1.1" 200 5\n',
      '"GET /stream HTTP/1.1" 200 11\n',
      '"HEAD /b HTTP/1.1" 200 -\n',
      '"POST / HTTP/1.1" 200 5\n',
    ])
  })

  test('logs address and time', async () => {
    const lines: string[] = []
    const { ask } = await serving(hello, { accessLog: { format: 'common', write: line => void lines.push(line) } })
    await ask(get())
    expect(lines).toEqual([
      expect.stringMatching(
        /^127\.0\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET \/ HTTP\/1\.1" 200 5\n$/,
      ),
    ])
  })

  test('has no address for a Unix socket', async () => {
    const lines: string[] = []
    const accessLog = { format: 'common', write: (line: string) => void lines.push(line) } as const
    const { ask } = await serving(hello, { ...transports['a Unix socket'](), accessLog })
    await ask(get())
    expect(lines).toEqual([expect.stringMatching(/^- - - \[/)])
  })

  test('logs in the combined format', async () => {
    const { ask, lines } = await logging(hello, 'combined')
    await ask(get('/', 'Referer: http://a/"b"', 'User-Agent: caf\xe9'))
    expect(lines).toEqual([String.raw`"GET / HTTP/1.1" 200 5 "http://a/\"b\"" "caf\xe9"` + '\n'])
  })

  test.for<[string, string, string]>([
    ['that are refused', 'GET nowhere HTTP/1.1\r\n\r\n', '"-" 400 '],
    ['whose body is refused', `${request('POST /', 'Transfer-Encoding: chunked')}bad\r\n`, '"POST / HTTP/1.1" 400 '],
    ['that are cut off', 'GET / HTT', '"-" 400 '],
  ])('logs requests %s', async ([, bytes, expected]) => {
    const { connect, lines } = await logging(echoing, 'common')
    const client = await connect()
    client.send(bytes).end()
    await client.ended()
    await until('it is logged', () => lines.length > 0)
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${expected}`))])
  })

  test('logs an application that fails', async () => {
    const { ask, lines } = await logging(() => {
      throw new Error('no')
    }, 'common')
    await ask(get())
    expect(lines).toEqual(['"GET / HTTP/1.1" 500 26\n'])
  })

  test('logs a response whose client left, with what was sent', async () => {
    const { connect, lines } = await logging(async function* (environ, startResponse) {
      const left = new Promise(resolve => environ['tsgi.signal'].addEventListener('abort', resolve))
      startResponse('200 OK', [])
      yield bytes('hello')
      await left
    }, 'common')
    const client = await connect()
    await client.send(get()).receives('hello')
    client.reset()
    await until('it is logged', () => lines.length > 0)
    expect(lines).toEqual(['"GET / HTTP/1.1" 200 5\n'])
  })

  test('logs no status for a client that left before there was one', async () => {
    const left = gate()
    const asked = gate()
    const { connect, lines } = await logging(async environ => {
      environ['tsgi.signal'].addEventListener('abort', () => left.open())
      asked.open()
      await left.opened
      return []
    }, 'common')
    const client = await connect()
    client.send(get())
    await asked.opened
    client.reset()
    await until('it is logged', () => lines.length > 0)
    expect(lines).toEqual([expect.stringMatching(/^"GET \/ HTTP\/1\.1" 499 -\n$/)])
  })
})
