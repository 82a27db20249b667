// Proves that a server stops: nobody new, idle connections closed, what is under way completed, and an end to patience.

import { connect as connectTcp } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../../src/server/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, gate, get, giving, hello, request } from './support/applications.ts'
import { allTransports, serving, transports } from './support/serving.ts'

/** Longer than any test: who waits for it fails. */
const never = 600_000

describe('close()', () => {
  test.for(allTransports)('completes what is under way and closes what is idle, over %s', async transport => {
    const asked = gate()
    const late = gate()
    const { server, connect } = await serving(async (environ, startResponse) => {
      if (environ.PATH_INFO !== '/late') return hello(environ, startResponse)
      asked.open()
      await late.opened
      startResponse('200 OK', [])
      return [bytes('late')]
    }, transports[transport]())
    const idle = await connect()
    const fresh = await connect()
    const busy = await connect()
    await idle.ask(get())
    busy.send(get('/late') + get('/too-late'))
    await asked.opened
    const closing = server.close({ graceMs: never })
    expect([await idle.ended(), await fresh.ended(), fresh.text]).toEqual(['ended', 'ended', ''])
    for (const client of [idle, fresh]) client.leave()
    late.open()
    const answers = await busy.answers('GET', 'GET')
    expect(answers.map(({ body, fields }) => [body, fields['connection']])).toEqual([['late', 'close']])
    busy.leave()
    await Promise.all([closing, server.closed])
    expect(server.connections()).toBe(0)
  })

  test('lets nobody new in', async () => {
    const { server, connect } = await serving(hello)
    await server.close()
    await expect(connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('completes a request whose head or body is still coming', async () => {
    const { server, connect, ask } = await serving(hello, { timeouts: { idleMs: never } })
    const head = await connect()
    const body = await connect()
    head.send('GET / HTTP/1.1\r\nHo')
    body.send(`${request('POST /', 'Content-Length: 3')}a`)
    await body.receives('hello')
    await until('both are connected', () => server.connections() === 2)
    // What the first sent has come before what comes on a third connection.
    await ask(get())
    const closing = server.close({ graceMs: never })
    head.send('st: a\r\n\r\n')
    expect((await head.answers('GET'))[0]).toMatchObject({ status: 200, fields: { connection: 'close' } })
    body.send('bc')
    await body.ended()
    for (const client of [head, body]) client.leave()
    await closing
    expect(server.connections()).toBe(0)
  })

  test('completes a response that has begun and promised to keep the connection', async () => {
    const late = gate()
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes('begun ')
      await late.opened
      yield bytes('ended')
    }
    const { server, connect } = await serving(giving(body), { timeouts: { idleMs: never } })
    const client = await connect()
    await client.send(get()).receives('begun')
    const closing = server.close({ graceMs: never })
    late.open()
    expect((await client.answers('GET'))[0]).toMatchObject({ body: 'begun ended', isComplete: true })
    expect(await client.ended()).toBe('ended')
    client.leave()
    await closing
  })

  test('goes on sending a large answer, longer than lingerMs', async () => {
    const size = 32 * 1_048_576
    const { server, connectUnread } = await serving(
      giving(() => [new Uint8Array(size)]),
      { timeouts: { lingerMs: 500 } },
    )
    const client = await connectUnread()
    client.send(get())
    await until('it is connected', () => server.connections() === 1)
    await once(client.socket, 'readable')
    const begin = performance.now()
    const closing = server.close({ graceMs: never })
    const { socket } = client.read()
    const timer = setInterval(() => socket.resume(), 50)
    onTestFinished(() => clearInterval(timer))
    socket.on('data', () => {
      // Two looks at the deadlines later than lingerMs.
      if (performance.now() - begin < 1600) socket.pause()
    })
    await client.until('all of it comes', () => client.receivedBytes > size || client.ending !== undefined)
    expect(client.receivedBytes).toBeGreaterThan(size)
    client.leave()
    await closing
  })

  test.for(allTransports)('cuts off after graceMs what is still open, over %s', async transport => {
    const signals: AbortSignal[] = []
    const calls: string[] = []
    const { server, connect } = await serving((environ, startResponse) => {
      signals.push(environ['tsgi.signal'])
      startResponse('200 OK', [])
      const body = (async function* () {
        yield bytes('begun')
        await new Promise(() => undefined)
      })()
      return Object.assign(body, { close: () => void calls.push('close') })
    }, transports[transport]())
    const client = await connect()
    await client.send(get()).receives('begun')
    await server.close({ graceMs: 50 })
    await client.ended()
    expect([server.connections(), calls, signals[0]?.aborted]).toEqual([0, ['close'], true])
  })

  test('may be called again to wait less', async () => {
    const asked = gate()
    const { server, connect } = await serving(() => {
      asked.open()
      return new Promise(() => undefined)
    })
    const client = await connect()
    client.send(get())
    await asked.opened
    const patient = server.close({ graceMs: never })
    await Promise.all([server.close({ graceMs: 0 }), patient])
    expect(server.connections()).toBe(0)
  })

  test('does not wait for a TLS handshake that never goes on', async () => {
    const { server } = await serving(hello, transports.TLS())
    const { port } = server.address as { port: number }
    const socket = connectTcp(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    const gone = once(socket, 'close')
    await server.close({ graceMs: 50 })
    socket.resume()
    await gone
    expect(server.connections()).toBe(0)
  })

  test('of a server nobody came to is fulfilled at once', async () => {
    const server = await serve(hello, { port: 0 })
    await server.close({ graceMs: never })
    await server.closed
    expect(server.connections()).toBe(0)
  })

  test('leaves the address free for the next', async () => {
    const first = await serve(hello, { port: 0 })
    const { port } = first.address as { port: number }
    await first.close({ graceMs: 0 })
    const { server } = await serving(hello, { port })
    expect(server.address).toMatchObject({ port })
  })
})

describe('serve()', () => {
  test('rejects with the error of the system when the port is taken', async () => {
    const { server } = await serving(hello)
    const { port } = server.address as { port: number }
    await expect(serve(hello, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('says what is no application', async () => {
    await expect(serve({ no: 'application' }, { port: 0 })).rejects.toMatchObject({
      name: 'ContractError',
      rule: 'application-shape',
    })
  })
})
