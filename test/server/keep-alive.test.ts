// Proves when a connection is kept, and what a client that ends its own side still gets (RFC 9112 §9.3, §9.6).

import { Agent, request as nodeRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, echoing, gate, get, giving, hello, post, sayingPath } from './support/applications.ts'
import { serving } from './support/serving.ts'

const streamed = giving(function* () {
  yield bytes('hel')
  yield bytes('lo')
})

describe('the connection after a response', () => {
  test.for<[string, string, Application, string | undefined, 'kept' | 'ended']>([
    ['HTTP/1.1', get(), hello, undefined, 'kept'],
    ['HTTP/1.1 with a body of unknown length', get(), streamed, undefined, 'kept'],
    ['HTTP/1.1 that wants it closed', get('/', 'Connection: close'), hello, 'close', 'ended'],
    ['HTTP/1.1 that wants it closed, in a list', get('/', 'Connection: foo, CLOSE'), hello, 'close', 'ended'],
    ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', hello, 'close', 'ended'],
    ['HTTP/1.0 that wants it kept', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', hello, 'keep-alive', 'kept'],
    [
      'HTTP/1.0 that wants it kept, with a body of unknown length',
      'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
      streamed,
      'close',
      'ended',
    ],
    ['a POST whose body was read', post('abc'), echoing, undefined, 'kept'],
    ['a POST whose body was not read', post('abc'), hello, undefined, 'kept'],
  ])('to %s', async ([, request, application, field, state]) => {
    const { connect } = await serving(application)
    const client = await connect()
    const answer = await client.ask(request)
    const next = state === 'ended' ? await client.ended() : (await client.ask(request)).body
    expect([answer.status, answer.fields['connection'], answer.isComplete]).toEqual([200, field, true])
    expect(next).toBe(state === 'ended' ? 'ended' : answer.body)
  })

  test('node:http asks twenty times over one socket', async () => {
    const { server } = await serving(sayingPath)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const sockets = new Set<unknown>()
    const bodies: string[] = []
    for (let at = 0; at < 20; at++) bodies.push(await askNode(`${server.url}/${at}`, agent, sockets))
    agent.destroy()
    expect(bodies).toEqual(Array.from({ length: 20 }, (_, at) => `/${at}`))
    expect(sockets.size).toBe(1)
  })

  test('is counted while it is open, and no longer', async () => {
    const { server, connect } = await serving(hello)
    const client = await connect()
    await client.ask(get())
    expect(server.connections()).toBe(1)
    client.leave()
    await until('the connection is gone', () => server.connections() === 0)
    expect(server.connections()).toBe(0)
  })
})

function askNode(url: string, agent: Agent, sockets: Set<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = nodeRequest(url, { agent }, response => {
      let body = ''
      response.on('data', piece => void (body += piece))
      response.on('end', () => resolve(body))
    })
    asking.on('socket', socket => sockets.add(socket))
    asking.on('error', reject)
    asking.end()
  })
}

describe('a client that has ended its side', () => {
  test.for([
    ['one request', 1],
    ['three requests at once', 3],
  ] as const)('gets a late answer to %s, and its signal does not fire', async ([, count]) => {
    const late = gate()
    const signals: AbortSignal[] = []
    const { connect, ask } = await serving(async (environ, startResponse) => {
      if (environ.PATH_INFO === '/other') return hello(environ, startResponse)
      const signal = environ['tsgi.signal']
      signals.push(signal)
      signal.addEventListener('abort', () => undefined)
      await late.opened
      startResponse('200 OK', [])
      return [bytes(`late ${environ.PATH_INFO}`)]
    })
    const client = await connect()
    for (let at = 0; at < count; at++) client.send(get(`/${at}`))
    client.end()
    await until('the application is called', () => signals.length === 1)
    // By then the server has seen the end.
    for (let at = 0; at < 3; at++) await ask(get('/other'))
    late.open()
    const answers = await client.answers(...Array.from({ length: count }, () => 'GET'))
    expect(answers.map(({ body }) => body)).toEqual(Array.from({ length: count }, (_, at) => `late /${at}`))
    expect(await client.ended()).toBe('ended')
    expect(signals.map(({ aborted }) => aborted)).toEqual(Array.from({ length: count }, () => false))
  })

  test('without a request gets the end of the other side, and nothing else', async () => {
    const { connect } = await serving(hello)
    const client = await connect()
    client.end()
    expect([await client.ended(), client.text]).toEqual(['ended', ''])
  })

  test.for([
    ['within a request line', 'GET / HT'],
    ['within the fields', 'GET / HTTP/1.1\r\nHost: a\r\nAcc'],
    ['within a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc'],
    ['within a chunked body', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('%s gets 400', async ([, request]) => {
    const { connect } = await serving(echoing)
    const client = await connect()
    client.send(request!).end()
    const [answer] = await client.answers('POST')
    expect([answer?.status, answer?.isComplete, await client.ended()]).toEqual([400, true, 'ended'])
  })
})
