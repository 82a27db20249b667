// Proves what a client is told when something is wrong, that it learns nothing of the server's inside, and that the error log does.

import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { bytes, get, giving, hello } from './support/applications.ts'
import { serving } from './support/serving.ts'

describe('a request that is refused', () => {
  test.for<[string, string, number]>([
    ['no request line', 'hello\r\n\r\n', 400],
    ['a bad target', 'GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', 400],
    ['a folded line', 'GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n', 400],
    ['a bare LF', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['a length beyond counting', `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${'9'.repeat(30)}\r\n\r\n`, 413],
    ['a long target', `GET /${'a'.repeat(10_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ['an unknown expectation', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n', 417],
    ['long fields', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['an unknown coding', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
    ['another version', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 505],
  ])('for %s: the status of its rule, in plain words, and the end', async ([, bytes, status]) => {
    const asked: string[] = []
    const { connect, errors, ask } = await serving((environ, startResponse) => {
      asked.push(environ.REQUEST_URI)
      return hello(environ, startResponse)
    })
    const client = await connect()
    client.send(bytes + get('/next'))
    const [answer, ...more] = await client.answers('GET', 'GET')
    await client.ended()
    expect([answer?.status, answer?.isComplete, more, asked, errors()]).toEqual([status, true, [], [], ''])
    expect(answer?.fields).toMatchObject({
      'content-type': 'text/plain',
      connection: 'close',
      date: expect.any(String),
    })
    expect(answer?.body).toMatch(new RegExp(String.raw`^${status} [\x20-\x7e]+\n[\x20-\x7e]*RFC [\x20-\x7e]+\n$`))
    expect((await ask(get('/other'))).status).toBe(200)
  })

  test('is answered while its client still sends, and the client gets to see it', async () => {
    const { connect } = await serving(hello)
    const client = await connect()
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n${'y'.repeat(500_000)}`)
    const [answer] = await client.answers('POST')
    expect([answer?.status, answer?.isComplete, await client.ended()]).toEqual([400, true, 'ended'])
  })

  test('and whose client goes on beyond a megabyte is cut off', async () => {
    const { connect, server } = await serving(hello, { timeouts: { lingerMs: 60_000 } })
    const client = await connect()
    client.send('not http\r\n\r\n')
    await client.ended()
    const more = setInterval(() => client.socket.destroyed || client.send('y'.repeat(200_000)), 5)
    await client.until('it is cut off', () => client.isClosed)
    clearInterval(more)
    expect(server.connections()).toBe(0)
  })
})

class Secret extends Error {
  override readonly name = 'Secret'
}

describe('an application that fails before its head was sent', () => {
  const failing: Readonly<Record<string, Application>> = {
    throws: () => {
      throw new Secret('the password')
    },
    rejects: async () => {
      throw new Secret('the password')
    },
    'throws from its generator': function* (_, startResponse) {
      startResponse('200 OK', [['X-Secret', 'the password']])
      if (Date.now() > 0) throw new Secret('the password')
      yield bytes('never sent')
    },
    'throws from its async generator': async function* (_, startResponse) {
      startResponse('200 OK', [['X-Secret', 'the password']])
      if (Date.now() > 0) throw new Secret('the password')
      yield bytes('never sent')
    },
    'throws what is no error': () => {
      throw 'the password' as unknown as Error
    },
    'says nothing': () => [],
    'gives a string': (_, startResponse) => {
      startResponse('200 OK', [])
      return 'the password' as unknown as []
    },
    'gives strings': (_, startResponse) => {
      startResponse('200 OK', [])
      return ['the password'] as unknown as []
    },
    'has a line end in a header': giving(() => [], [['X-Bad', 'a\r\nSet-Cookie: the password']]),
  }

  test.for(Object.entries(failing))(
    'because it %s is a plain 500, and the log has the error',
    async ([, application]) => {
      const { connect, errors } = await serving((environ, startResponse) =>
        (environ.PATH_INFO === '/other' ? hello : application)(environ, startResponse),
      )
      const client = await connect()
      const answer = await client.ask(get())
      expect([answer.status, answer.body]).toEqual([500, '500 Internal Server Error\n'])
      expect(client.text).not.toMatch(/password|Secret|\.ts|\bat /)
      expect(errors()).toMatch(/password|application breaks/)
      expect((await client.ask(get('/other'))).body).toBe('hello')
    },
  )

  test('logs the stack', async () => {
    const { ask, errors } = await serving(failing['throws']!)
    await ask(get())
    expect(errors()).toMatch(/Secret: the password\n\s+at .*errors\.test\.ts/)
  })
})

test('tsgi.errors goes to the error log', async () => {
  const { ask, errors } = await serving((environ, startResponse) => {
    environ['tsgi.errors'].write('one ')
    environ['tsgi.errors'].writeLines(['two\n', 'three\n'])
    return hello(environ, startResponse)
  })
  await ask(get())
  expect(errors()).toBe('one two\nthree\n')
})
