// Proves what an application learns of a client that leaves before, during and after its response: tsgi.signal fires when it
// should, for nobody else, and close() of the body is called exactly once.

import { describe, expect, test } from 'vitest'
import type { ServeOptions } from '../../src/server/index.ts'
import { ClientLeft, type Application, type Body } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, gate, get, hello, request } from './support/applications.ts'
import type { Client } from './support/client.ts'
import { serving } from './support/serving.ts'

type Seen = { readonly calls: string[]; readonly signals: AbortSignal[] }

/** Writes down what happens to a body and to its signal. The body gives `chunks` of them, and then waits for its signal. */
function watched(chunks: number): { readonly application: Application; readonly seen: Seen } {
  const seen: Seen = { calls: [], signals: [] }
  const application: Application = (environ, startResponse) => {
    if (environ.PATH_INFO === '/other') return hello(environ, startResponse)
    const signal = environ['tsgi.signal']
    seen.signals.push(signal)
    seen.calls.push('called')
    const fired = new Promise<void>(resolve => {
      signal.addEventListener('abort', () => {
        seen.calls.push(`signal ${(signal.reason as Error).name}`)
        resolve()
      })
    })
    startResponse('200 OK', [])
    return bodyOf(seen, chunks, fired)
  }
  return { application, seen }
}

function bodyOf({ calls }: Seen, chunks: number, fired: Promise<void>): Body {
  let given = 0
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    if (given++ < chunks) return { done: false, value: bytes('chunk') }
    calls.push('waits')
    await fired
    return { done: true, value: undefined }
  }
  return {
    [Symbol.asyncIterator]: () => ({
      next,
      return: async () => {
        calls.push('return')
        return { done: true, value: undefined }
      },
    }),
    close: () => void calls.push('close'),
  }
}

// What a client that closes sends is the same as what one sends that has only ended its side: time tells.
const ways: readonly (readonly [string, (client: Client) => void, ServeOptions])[] = [
  ['closes', client => client.leave(), { timeouts: { halfClosedMs: 100 } }],
  ['resets', client => client.reset(), {}],
]

describe.for(ways)('a client that %s', ([, leave, options]) => {
  test('before anything was sent: the signal fires, the body is stopped and closed once', async () => {
    const { application, seen } = watched(0)
    const { connect, server, errors } = await serving(application, options)
    const client = await connect()
    client.send(get())
    await until('the body waits', () => seen.calls.includes('waits'))
    leave(client)
    await until('the body is closed', () => seen.calls.includes('close'))
    await until('the connection is gone', () => server.connections() === 0)
    expect(seen.calls).toEqual(['called', 'waits', 'signal ClientLeft', 'return', 'close'])
    expect(errors()).toBe('')
  })

  test('within the response: the signal fires, the body is stopped and closed once', async () => {
    const { application, seen } = watched(3)
    const { connect, server, errors } = await serving(application, options)
    const client = await connect()
    await client.send(get()).receives('chunk')
    await until('the body waits', () => seen.calls.includes('waits'))
    leave(client)
    await until('the body is closed', () => seen.calls.includes('close'))
    await until('the connection is gone', () => server.connections() === 0)
    expect(seen.calls).toEqual(['called', 'waits', 'signal ClientLeft', 'return', 'close'])
    expect(errors()).toBe('')
  })

  test('after the response: the signal does not fire', async () => {
    const calls: string[] = []
    const signals: AbortSignal[] = []
    const { connect, server } = await serving((environ, startResponse) => {
      const signal = environ['tsgi.signal']
      signals.push(signal)
      signal.addEventListener('abort', () => calls.push('signal'))
      startResponse('200 OK', [])
      return Object.assign([bytes('hello')], { close: () => void calls.push('close') })
    })
    const client = await connect()
    await client.ask(get())
    leave(client)
    await until('the connection is gone', () => server.connections() === 0)
    expect([calls, signals[0]?.aborted]).toEqual([['close'], false])
  })

  test('within the head: the application is not called, and nothing is logged', async () => {
    const { application, seen } = watched(0)
    const { connect, server, errors } = await serving(application)
    const client = await connect()
    client.send('GET / HTTP/1.1\r\nHo')
    await until('it is connected', () => server.connections() === 1)
    leave(client)
    await until('the connection is gone', () => server.connections() === 0)
    expect([seen.calls, errors()]).toEqual([[], ''])
  })

  test('within the body that is read: the read rejects, and nothing is logged', async () => {
    const failed = gate<unknown>()
    const begun = gate()
    const { connect, server, errors } = await serving(async environ => {
      const input = environ['tsgi.input']
      begun.open(await input.read(2).then(() => undefined))
      await input.read().catch((error: unknown) => {
        failed.open(error)
        throw error
      })
      return []
    })
    const client = await connect()
    client.send(`${request('POST /', 'Content-Length: 5')}ab`)
    await begun.opened
    leave(client)
    expect(await failed.opened).toMatchObject({ name: 'InputError' })
    await until('the connection is gone', () => server.connections() === 0)
    expect(errors()).toBe('')
  })
})

describe('the signal', () => {
  test('fires for the one that is running, of several that were sent ahead', async () => {
    const { application, seen } = watched(0)
    const { connect } = await serving((environ, startResponse) =>
      environ.PATH_INFO === '/quick' ? watchedQuick(environ, startResponse) : application(environ, startResponse),
    )
    const quick: AbortSignal[] = []
    const watchedQuick: Application = async (environ, startResponse) => {
      quick.push(environ['tsgi.signal'])
      return hello(environ, startResponse)
    }
    const client = await connect()
    client.send(get('/quick') + get('/slow') + get('/never'))
    await until('the second waits', () => seen.calls.includes('waits'))
    client.reset()
    await until('its body is closed', () => seen.calls.includes('close'))
    expect([quick[0]?.aborted, seen.signals.map(({ aborted }) => aborted)]).toEqual([false, [true]])
  })

  test.for<[string, (signal: AbortSignal) => AbortSignal]>([
    ['itself', signal => signal],
    ['in a signal made of it', signal => AbortSignal.any([signal])],
  ])('that an application kept (%s) does not fire when clients of other requests leave', async ([, kept]) => {
    const signals: AbortSignal[] = []
    const { application, seen } = watched(0)
    const { connect, ask, server } = await serving((environ, startResponse) => {
      if (environ.PATH_INFO !== '/kept') return application(environ, startResponse)
      signals.push(kept(environ['tsgi.signal']))
      return hello(environ, startResponse)
    })
    const staying = await connect()
    for (let at = 0; at < 5; at++) {
      await ask(get('/kept'))
      await staying.ask(get('/kept'))
    }
    for (let at = 1; at <= 5; at++) {
      const client = await connect()
      client.send(get())
      await until('it waits', () => seen.calls.filter(call => call === 'waits').length === at)
      client.reset()
      await until('it is closed', () => seen.calls.filter(call => call === 'close').length === at)
    }
    await until('only one is left', () => server.connections() === 1)
    expect(seen.signals.every(({ aborted }) => aborted)).toBe(true)
    expect(signals.map(({ aborted }) => aborted)).toEqual(signals.map(() => false))
  })

  test('has fired already when it is first looked at after the client has left', async () => {
    const left = gate()
    const looked = gate<AbortSignal>()
    const called = gate()
    const { connect, server } = await serving(async environ => {
      called.open()
      await left.opened
      looked.open(environ['tsgi.signal'])
      return []
    })
    const client = await connect()
    client.send(get())
    await called.opened
    client.reset()
    await until('the connection is gone', () => server.connections() === 0)
    left.open()
    const signal = await looked.opened
    expect([signal instanceof AbortSignal, signal.aborted, signal.reason]).toEqual([true, true, expect.any(ClientLeft)])
  })
})

test('a write() rejects once the client has left, and the application may go on', async () => {
  const rejected = gate<unknown>()
  const { connect, ask, errors } = await serving(async (environ, startResponse) => {
    if (environ.PATH_INFO === '/other') return hello(environ, startResponse)
    const write = startResponse('200 OK', [])
    const fired = new Promise(resolve => environ['tsgi.signal'].addEventListener('abort', resolve))
    await write(bytes('begun'))
    await fired
    await write(bytes('more')).catch(rejected.open)
    return []
  })
  const client = await connect()
  await client.send(get()).receives('begun')
  client.reset()
  expect(await rejected.opened).toBeInstanceOf(ClientLeft)
  expect((await ask(get('/other'))).body).toBe('hello')
  expect(errors()).toBe('')
})

test('a client that ended its side and whose application stays silent is taken to have left after halfClosedMs', async () => {
  const { application, seen } = watched(1)
  const { connect, server } = await serving(application, { timeouts: { halfClosedMs: 200 } })
  const client = await connect()
  await client.send(get()).receives('chunk')
  client.end()
  await until('the body is closed', () => seen.calls.includes('close'))
  await until('the connection is gone', () => server.connections() === 0)
  expect(seen.calls).toEqual(['called', 'waits', 'signal ClientLeft', 'return', 'close'])
})
