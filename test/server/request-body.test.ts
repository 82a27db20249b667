// Proves how a request's body comes to the application, what becomes of one that is not read, and 100-continue
// (RFC 9112 §6, §7, RFC 9110 §10.1.1).

import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { bytes, echoing, gate, get, hello, post, request, text } from './support/applications.ts'
import { serving } from './support/serving.ts'

const chunked = (...chunks: readonly string[]): string =>
  request('POST /', 'Transfer-Encoding: chunked') +
  [...chunks, ''].map(chunk => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')

describe('a body', () => {
  test.for<[string, string, string]>([
    ['with a length', post('hello'), 'hello'],
    ['of nothing', post(''), ''],
    ['in chunks', chunked('hel', 'lo'), 'hello'],
    ['in chunks of nothing', chunked(), ''],
    [
      'in chunks with extensions and trailers',
      `${request('POST /', 'Transfer-Encoding: chunked')}5;a=b\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n`,
      'hello',
    ],
    ['of a megabyte', post('0123456789abcdef'.repeat(65_536)), '0123456789abcdef'.repeat(65_536)],
    ['of a megabyte in chunks', chunked(...Array(256).fill('x'.repeat(4096))), 'x'.repeat(1_048_576)],
  ])('%s is read whole, and the connection goes on', async ([, request, body]) => {
    const { connect } = await serving(echoing)
    const client = await connect()
    client.send(request + get())
    const answers = await client.answers('POST', 'GET')
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[0]?.body === body).toBe(true)
  })

  test('comes byte by byte too', async () => {
    const { connect } = await serving(echoing)
    const client = await connect()
    for (const byte of chunked('hel', 'lo') + post('world')) client.send(byte)
    const answers = await client.answers('POST', 'POST')
    expect(answers.map(({ body }) => body)).toEqual(['hello', 'world'])
  })

  test('reaches the application as it comes, not when it is complete', async () => {
    const { connect } = await serving(async function* (environ, startResponse) {
      startResponse('200 OK', [])
      for await (const piece of environ['tsgi.input']) yield bytes(`<${text(piece)}>`)
    })
    const client = await connect()
    client.send(request('POST /', 'Content-Length: 6'))
    for (const piece of ['one', 'two']) await client.send(piece).receives(`<${piece}>`)
    expect((await client.answers('POST'))[0]).toMatchObject({ body: '<one><two>', isComplete: true })
  })

  test('may be answered before it is complete, and read after that', async () => {
    const { connect } = await serving(async function* (environ, startResponse) {
      startResponse('200 OK', [])
      yield bytes('begun ')
      yield await environ['tsgi.input'].read()
    })
    const client = await connect()
    await client.send(request('POST /', 'Content-Length: 3')).receives('begun')
    client.send('end')
    expect((await client.answers('POST'))[0]?.body).toBe('begun end')
  })
})

describe('a body that is malformed or cut off', () => {
  const broken = `${request('POST /', 'Transfer-Encoding: chunked')}3\r\nabc\r\nnot a size\r\n`

  test('is a 400 when the application lets it through, and the connection ends', async () => {
    const { connect, errors } = await serving(echoing)
    const client = await connect()
    client.send(broken)
    const [answer] = await client.answers('POST')
    expect([answer?.status, await client.ended(), errors()]).toEqual([400, 'ended', ''])
  })

  test('aborts a response that has begun', async () => {
    const { connect } = await serving(async function* (environ, startResponse) {
      startResponse('200 OK', [])
      for await (const piece of environ['tsgi.input']) yield piece
    })
    const client = await connect()
    client.send(broken)
    await client.ended()
    const [answer] = await client.answers('POST')
    expect([answer?.status, answer?.isComplete]).toEqual([200, false])
  })

  test('may be caught: the answer is the application’s, and the connection ends', async () => {
    const { connect } = await serving(async (environ, startResponse) => {
      const caught: unknown = await environ['tsgi.input'].read().catch((error: unknown) => error)
      startResponse('200 OK', [])
      return [bytes(caught instanceof Error ? caught.name : 'nothing')]
    })
    const client = await connect()
    client.send(broken)
    const [answer] = await client.answers('POST')
    expect([answer?.body, answer?.fields['connection'], await client.ended()]).toEqual(['InputError', 'close', 'ended'])
  })

  test('beyond the limit is 413', async () => {
    const { ask } = await serving(echoing, { limits: { bodyBytes: 10 } })
    expect((await ask(post('x'.repeat(11)))).status).toBe(413)
    expect((await ask(chunked('x'.repeat(6), 'x'.repeat(5)))).status).toBe(413)
    expect((await ask(chunked('x'.repeat(6), 'x'.repeat(4)))).status).toBe(200)
  })
})

describe('a body that nobody reads', () => {
  const discardBytes = 1000
  test.for<[string, string, 'kept' | 'ended']>([
    ['with a length up to the limit', post('x'.repeat(1000)), 'kept'],
    ['with a length beyond it', post('x'.repeat(1001)), 'ended'],
    ['with a length far beyond it', post('x'.repeat(900_000)), 'ended'],
    ['in chunks up to the limit', chunked('x'.repeat(500), 'x'.repeat(500)), 'kept'],
    ['in chunks beyond it', chunked(...Array(20).fill('x'.repeat(100))), 'ended'],
  ])('%s: the answer is whole, and the connection is as it should be', async ([, request, state]) => {
    const { connect } = await serving(hello, { discardBytes })
    const client = await connect()
    client.send(request + get())
    const answers = await client.answers('POST', 'GET')
    expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual(
      state === 'kept' ? ['200 hello', '200 hello'] : ['200 hello'],
    )
    expect(client.ending).toBe(state === 'kept' ? undefined : 'ended')
  })

  test('and that comes after the answer is dropped, and the connection kept', async () => {
    const { connect } = await serving(hello)
    const client = await connect()
    const [head, body] = post('abc').split(/(?<=\r\n\r\n)/) as [string, string]
    const first = await client.ask(head)
    client.send(body)
    expect([first.body, (await client.ask(get())).body]).toEqual(['hello', 'hello'])
  })

  test('beyond the limit is said to end the connection, where its length tells', async () => {
    const { ask } = await serving(hello, { discardBytes })
    expect((await ask(post('x'.repeat(1001)))).fields['connection']).toBe('close')
  })

  test('cannot be read after the response: the read rejects', async () => {
    const over = gate<unknown>()
    const { connect } = await serving((environ, startResponse) => {
      startResponse('200 OK', [])
      setImmediate(() => environ['tsgi.input'].read().then(over.open, over.open))
      return []
    })
    const client = await connect()
    await client.ask(request('POST /', 'Content-Length: 5'))
    expect(await over.opened).toMatchObject({ name: 'InputError' })
  })
})

describe('a client that expects 100-continue', () => {
  const expecting = (length: number): string => request('POST /', `Content-Length: ${length}`, 'Expect: 100-continue')

  test('gets it at the first read, once, and then the answer', async () => {
    const begun = gate()
    const { connect } = await serving(async (environ, startResponse) => {
      await begun.opened
      const first = await environ['tsgi.input'].read(2)
      const rest = await environ['tsgi.input'].read()
      startResponse('200 OK', [])
      return [first, rest]
    })
    const client = await connect()
    client.send(expecting(5))
    expect(client.text).toBe('')
    begun.open()
    await client.receives('HTTP/1.1 100 Continue\r\n\r\n')
    client.send('hello')
    const [answer] = await client.answers('POST')
    expect([answer?.interims, answer?.body]).toEqual([[100], 'hello'])
    expect((await client.ask(get())).status).toBe(200)
  })

  test.for<[string, Application]>([
    ['a synchronous application', hello],
    ['an asynchronous one', async (environ, startResponse) => hello(environ, startResponse)],
  ])('gets the final status alone when %s reads nothing, and the connection ends', async ([, application]) => {
    const { connect } = await serving(application)
    const client = await connect()
    const answer = await client.ask(expecting(5))
    expect([answer.status, answer.interims, answer.fields['connection']]).toEqual([200, [], 'close'])
    expect(await client.ended()).toBe('ended')
  })

  test('and sends the body at once anyway gets its answer, and nothing of the body is a request', async () => {
    const asked: string[] = []
    const { connect } = await serving((environ, startResponse) => {
      asked.push(environ.REQUEST_METHOD)
      return hello(environ, startResponse)
    })
    const client = await connect()
    client.send(expecting(get().length) + get())
    const answers = await client.answers('POST', 'GET')
    await client.ended()
    expect([answers.length, asked]).toEqual([1, ['POST']])
  })

  test('gets none for a body that is there already or that has no bytes', async () => {
    const { ask } = await serving(echoing)
    expect((await ask(expecting(0))).interims).toEqual([])
  })

  test('gets none with HTTP/1.0', async () => {
    const { connect } = await serving(echoing)
    const client = await connect()
    client.send('POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello')
    await client.ended()
    expect(client.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  test('gets it before a response that begins before the body is read: never after', async () => {
    const { connect } = await serving(async function* (environ, startResponse) {
      startResponse('200 OK', [])
      yield bytes('begun ')
      yield await environ['tsgi.input'].read()
    })
    const client = await connect()
    await client.send(expecting(3)).receives('begun')
    client.send('end')
    const [answer] = await client.answers('POST')
    expect([answer?.interims, answer?.body]).toEqual([[], 'begun end'])
  })
})
