// Proves how responses go out: their framing, the fields the server adds, and that a body is what its head said
// (RFC 9112 §6, RFC 9110 §8.6, §9.3.2, §15).

import { describe, expect, test } from 'vitest'
import type { Application, Body, HeaderList } from '../../src/tsgi/index.ts'
import { bytes, get, giving, hello, request } from './support/applications.ts'
import { serving } from './support/serving.ts'

const pieces =
  (...texts: readonly string[]): (() => Body) =>
  () =>
    texts.map(bytes).values()

const streaming = (...texts: readonly string[]): (() => Body) =>
  async function* () {
    for (const text of texts) yield bytes(text)
  }

describe('a response without a body', () => {
  test.for<[string, string, Application, Record<string, string>]>([
    ['HEAD of an array', 'HEAD', hello, { 'content-length': '5' }],
    ['HEAD of a stream', 'HEAD', giving(streaming('a', 'b')), {}],
    ['HEAD with a length', 'HEAD', giving(streaming('abc'), [['Content-Length', '3']]), { 'content-length': '3' }],
    ['204', 'GET', giving(() => [], [], '204 No Content'), {}],
    [
      '204 whose application gives a body',
      'GET',
      giving(streaming('not sent'), [['Content-Length', '8']], '204 No Content'),
      {},
    ],
    ['304', 'GET', giving(() => [], [['ETag', '"a"']], '304 Not Modified'), { etag: '"a"' }],
    [
      '304 with the length of the page',
      'GET',
      giving(() => [bytes('not sent')], [['Content-Length', '500']], '304 Not Modified'),
      { 'content-length': '500' },
    ],
  ])('to %s ends with its head, and the next follows', async ([, method, application, fields]) => {
    const { connect } = await serving((environ, startResponse) =>
      environ.PATH_INFO === '/next' ? hello(environ, startResponse) : application(environ, startResponse),
    )
    const client = await connect()
    client.send(request(`${method} /`) + get('/next'))
    const [first, next] = await client.answers(method, 'GET')
    const { date: _, server: __, ...own } = first!.fields
    expect(own).toEqual(fields)
    expect([first?.body, next?.status, next?.body]).toEqual(['', 200, 'hello'])
  })
})

describe('a body goes out', () => {
  test.for<[string, '1.0' | '1.1', () => Body, HeaderList, string, string]>([
    ['an array with its length', '1.1', () => [bytes('hel'), bytes('lo')], [], 'length', 'hello'],
    ['an array of nothing with a length of 0', '1.1', () => [], [], 'length', ''],
    ['a synchronous stream in chunks', '1.1', pieces('hel', '', 'lo'), [], 'chunked', 'hello'],
    ['an asynchronous stream in chunks', '1.1', streaming('hel', '', 'lo'), [], 'chunked', 'hello'],
    ['a stream of nothing with a length of 0', '1.1', streaming(), [], 'length', ''],
    ['a stream with its length', '1.1', streaming('hel', 'lo'), [['Content-Length', '5']], 'length', 'hello'],
    ['a stream to HTTP/1.0 up to the end', '1.0', streaming('hel', 'lo'), [], 'until-close', 'hello'],
    ['an array to HTTP/1.0 with its length', '1.0', () => [bytes('hello')], [], 'length', 'hello'],
  ])('%s', async ([, version, body, headers, kind, expected]) => {
    const { connect } = await serving(giving(body, headers))
    const client = await connect()
    client.send(`GET / HTTP/${version}\r\nHost: a\r\n\r\n`)
    const [answer] = await client.answers('GET')
    expect([answer?.bodyKind, answer?.body, answer?.isComplete]).toEqual([kind, expected, true])
  })

  test('each chunk as one chunk, and empty ones not at all', async () => {
    const { connect } = await serving(giving(streaming('hel', '', 'lo')))
    const client = await connect()
    await client.send(get()).receives('\r\n0\r\n\r\n')
    expect(client.text.slice(client.text.indexOf('\r\n\r\n') + 4)).toBe('3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n')
  })

  test('in every size around the marks of the output, byte for byte', async () => {
    const sizes = [1, 4095, 4096, 4097, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 1_048_577]
    const filled = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, at) => (at * 31 + size) & 0xff)
    const { connect } = await serving((environ, startResponse) => {
      const size = Number(environ.QUERY_STRING)
      startResponse('200 OK', [])
      return environ.PATH_INFO === '/array' ? [filled(size)] : [filled(size)].values()
    })
    const client = await connect()
    const wrong: string[] = []
    for (const size of sizes)
      for (const path of ['/array', '/stream']) {
        const { body } = await client.ask(get(`${path}?${size}`))
        if (!Buffer.from(filled(size)).equals(Buffer.from(body, 'latin1'))) wrong.push(`${path} ${size}`)
      }
    expect(wrong).toEqual([])
  })

  test('written, then yielded', async () => {
    const { ask } = await serving(async (_, startResponse) => {
      const write = startResponse('200 OK', [])
      await write(bytes('written '))
      void write(bytes('twice '))
      return [bytes('and yielded')]
    })
    expect(await ask(get())).toMatchObject({ body: 'written twice and yielded', bodyKind: 'chunked', isComplete: true })
  })
})

describe('Content-Length is enforced', () => {
  test('what is beyond it is not sent, the generator is ended, and the next response is whole', async () => {
    const calls: string[] = []
    const { connect, errors } = await serving(
      giving(
        function* () {
          try {
            yield bytes('hel')
            yield bytes('lo and more')
            calls.push('asked again')
          } finally {
            calls.push('finally')
          }
        },
        [['Content-Length', '5']],
      ),
    )
    const client = await connect()
    client.send(get() + get())
    const answers = await client.answers('GET', 'GET')
    expect(answers.map(({ body }) => body)).toEqual(['hello', 'hello'])
    expect(calls).toEqual(['finally', 'finally'])
    expect(errors()).toContain('Content-Length')
  })

  test.for<[string, () => Body]>([
    ['an array', () => [bytes('hel')]],
    ['a synchronous stream', pieces('hel')],
    ['an asynchronous stream', streaming('hel')],
    ['nothing at all', () => []],
  ])('%s with fewer bytes is an aborted response, and is logged', async ([, body]) => {
    const { connect, errors } = await serving(giving(body, [['Content-Length', '5']]))
    const client = await connect()
    client.send(get() + get())
    const [answer, second] = await client.answers('GET', 'GET')
    await client.ended()
    expect([answer?.isComplete, second]).toEqual([false, undefined])
    expect(errors()).toContain('Content-Length')
  })
})

describe('the server adds', () => {
  test('Date, as IMF-fixdate of now, and Server', async () => {
    const { ask } = await serving(hello, { software: 'test/1' })
    const { fields } = await ask(get())
    expect(fields['server']).toBe('test/1')
    expect(fields['date']).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
    expect(Math.abs(Date.now() - Date.parse(fields['date']!))).toBeLessThan(30_000)
  })

  test('neither where the application gives its own', async () => {
    const own = [
      ['date', 'Sun, 06 Nov 1994 08:49:37 GMT'],
      ['SERVER', 'mine'],
    ] as const
    const { ask } = await serving(giving(() => [], own))
    expect((await ask(get())).fields).toMatchObject({ date: own[0][1], server: 'mine' })
  })

  test('nothing to order, case and repeats of the fields of the application', async () => {
    const headers = [
      ['X-b', '1'],
      ['Set-Cookie', 'a=1'],
      ['x-B', '2'],
      ['Set-Cookie', 'b=2'],
    ] as const
    const { connect } = await serving(giving(() => [], headers))
    const client = await connect()
    await client.send(get()).receives('\r\n\r\n')
    expect(client.text).toContain('X-b: 1\r\nSet-Cookie: a=1\r\nx-B: 2\r\nSet-Cookie: b=2\r\n')
  })
})

describe('HTTP/1.1', () => {
  test('is what the server speaks, also to HTTP/1.0', async () => {
    const { connect } = await serving(hello)
    const client = await connect()
    await client.send('GET / HTTP/1.0\r\n\r\n').ended()
    expect(client.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  test('a head waits for the first byte of the body: until then another can take its place', async () => {
    const { ask } = await serving(async function* (_, startResponse) {
      startResponse('200 OK', [['X-First', 'yes']])
      yield bytes('')
      startResponse('404 Not Found', [], new Error('changed its mind'))
      yield bytes('gone')
    })
    const { status, fields, body } = await ask(get())
    expect([status, fields['x-first'], body]).toEqual([404, undefined, 'gone'])
  })
})
