// Proves that a client that is too slow is told so or closed, that one that is slow but alive is not, and that time stands
// still while the event loop is blocked.

import { describe, expect, onTestFinished, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, echoing, get, giving, hello, post, request } from './support/applications.ts'
import type { Client } from './support/client.ts'
import { serving, transports, type Transport } from './support/serving.ts'

/** A client that sends a byte every few milliseconds. */
function trickle(client: Client, text: string, everyMs: number): void {
  let at = 0
  const timer = setInterval(() => {
    if (at === text.length || client.isClosed) clearInterval(timer)
    else client.send(text[at++]!)
  }, everyMs)
  onTestFinished(() => clearInterval(timer))
}

/** A client that takes so many bytes at a time. */
function readInSteps(client: Client, stepBytes: number, everyMs: number): void {
  const { socket } = client.read()
  let until = stepBytes
  socket.on('data', () => {
    if (client.receivedBytes >= until) socket.pause()
  })
  const timer = setInterval(() => {
    until = client.receivedBytes + stepBytes
    socket.resume()
  }, everyMs)
  onTestFinished(() => clearInterval(timer))
}

describe('the head of a request', () => {
  test.for([
    ['that comes byte by byte', true],
    ['that stops', false],
  ] as const)('%s beyond headMs gets 408, and the connection ends', async ([, goesOn]) => {
    const { connect, errors } = await serving(hello, { timeouts: { headMs: 500 } })
    const client = await connect()
    client.send('GET / HTTP/1.1\r\nHost: a\r\nX-Long: ')
    trickle(client, goesOn ? 'x'.repeat(10_000) : '', 10)
    const [answer] = await client.answers('GET')
    expect([answer?.status, answer?.fields['connection'], await client.ended(), errors()]).toEqual([
      408,
      'close',
      'ended',
      '',
    ])
  })

  test('has its own time for each request of a connection', async () => {
    const { connect } = await serving(hello, { timeouts: { headMs: 500 } })
    const client = await connect()
    await client.ask(get())
    client.send('GET / HT')
    const answers = await client.answers('GET', 'GET')
    expect(answers.map(({ status }) => status)).toEqual([200, 408])
  })

  test('that never begins: the connection is closed, and nothing said', async () => {
    const { connect } = await serving(hello, { timeouts: { headMs: 500 } })
    const client = await connect()
    expect([await client.ended(), client.text]).toEqual(['ended', ''])
  })
})

describe('between requests', () => {
  test('a connection is closed after idleMs', async () => {
    const { connect, server } = await serving(hello, { timeouts: { idleMs: 500 } })
    const client = await connect()
    const { body } = await client.ask(get())
    const length = client.text.length
    expect([body, await client.ended(), client.text.length]).toEqual(['hello', 'ended', length])
    client.end()
    await until('the connection is gone', () => server.connections() === 0)
  })

  test('idleMs begins anew with each response', async () => {
    const { connect } = await serving(hello, { timeouts: { idleMs: 1500 } })
    const client = await connect()
    let answered = 0
    const begin = performance.now()
    while (performance.now() - begin < 3000) {
      await client.ask(get())
      answered++
    }
    expect([answered > 2, client.ending]).toEqual([true, undefined])
  })

  test('a client that does not end its side after that is cut off after lingerMs', async () => {
    const { connect, server } = await serving(hello, { timeouts: { idleMs: 500, lingerMs: 500 } })
    const client = await connect()
    await client.ask(get())
    await client.ended()
    await until('the connection is gone', () => server.connections() === 0)
    expect(server.connections()).toBe(0)
  })
})

describe('the body of a request', () => {
  const slow: [string, Application, number][] = [
    ['that the application waits for', echoing, 408],
    [
      'whose error the application catches',
      async (environ, startResponse) => {
        const caught: unknown = await environ['tsgi.input'].read().catch((error: unknown) => error)
        startResponse('503 Service Unavailable', [])
        return [bytes(String(caught))]
      },
      503,
    ],
  ]
  test.for(slow)('%s and that stops for bodyMs fails, and the connection ends', async ([, application, status]) => {
    const { connect, errors } = await serving(application, { timeouts: { bodyMs: 500 } })
    const client = await connect()
    client.send(`${request('POST /', 'Content-Length: 10')}abc`)
    const [answer] = await client.answers('POST')
    expect([answer?.status, answer?.fields['connection'], await client.ended(), errors()]).toEqual([
      status,
      'close',
      'ended',
      '',
    ])
  })

  test('that comes slowly but steadily is taken', async () => {
    const { connect } = await serving(echoing, { timeouts: { bodyMs: 1000 } })
    const client = await connect()
    client.send(request('POST /', 'Content-Length: 20'))
    trickle(client, 'abcdefghijklmnopqrst', 125)
    expect((await client.answers('POST'))[0]).toMatchObject({ status: 200, body: 'abcdefghijklmnopqrst' })
  })

  test('that the application does not wait for has all the time', async () => {
    const { connect, server } = await serving(
      async (_, startResponse) => {
        const begin = performance.now()
        // As long as three looks at the deadlines take.
        while (performance.now() - begin < 1600) await new Promise(resolve => setTimeout(resolve, 20))
        startResponse('200 OK', [])
        return [bytes('late')]
      },
      { timeouts: { headMs: 500, idleMs: 500 } },
    )
    const client = await connect()
    expect([(await client.ask(get())).body, server.connections()]).toEqual(['late', 1])
  })

  test('that was not read and does not come closes the connection', async () => {
    const { connect } = await serving(hello, { timeouts: { bodyMs: 500 } })
    const client = await connect()
    const { body } = await client.ask(request('POST /', 'Content-Length: 10'))
    expect([body, await client.ended()]).toEqual(['hello', 'ended'])
  })
})

describe('a response', () => {
  const large = 32 * 1_048_576

  test('that is not read for writeMs: the connection is closed, the signal fires, the body is closed', async () => {
    const calls: string[] = []
    const { connectUnread, server } = await serving(
      (environ, startResponse) => {
        environ['tsgi.signal'].addEventListener('abort', () => calls.push('signal'))
        startResponse('200 OK', [])
        const body = (function* () {
          for (;;) yield new Uint8Array(65_536)
        })()
        return Object.assign(body, { close: () => void calls.push('close') })
      },
      { timeouts: { writeMs: 500 } },
    )
    const client = await connectUnread()
    client.send(get())
    await until('the body is closed', () => calls.includes('close'))
    await until('the connection is gone', () => server.connections() === 0)
    expect(calls).toEqual(['signal', 'close'])
  })

  test('that was made at once and is not read for writeMs: the connection is closed', async () => {
    const { connectUnread, server } = await serving(
      giving(() => [new Uint8Array(large)]),
      { timeouts: { writeMs: 500 } },
    )
    const client = await connectUnread()
    client.send(get())
    await until('it is connected', () => server.connections() === 1)
    await until('the connection is gone', () => server.connections() === 0)
    expect(server.connections()).toBe(0)
  })

  test.for<[string, string, Transport]>([
    ['kept', get(), 'TCP'],
    ['closed', get('/', 'Connection: close'), 'TCP'],
    ['kept', get(), 'TLS'],
    ['kept', get(), 'a Unix socket'],
  ])('that is read slowly but steadily comes whole, on a connection that is %s, $2', async ([, request, transport]) => {
    const size = 24 * 1_048_576
    const { connectUnread } = await serving(
      giving(() => [new Uint8Array(size)]),
      { ...transports[transport](), timeouts: { writeMs: 500, lingerMs: 500, idleMs: 500 } },
    )
    const client = await connectUnread()
    client.send(request)
    readInSteps(client, 1_048_576, 100)
    await client.until('all of it comes', () => client.receivedBytes > size || client.ending !== undefined)
    expect(client.receivedBytes).toBeGreaterThan(size)
  })
})

describe('an event loop that was blocked', () => {
  const block = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)

  test('closes no connection for an idleness that was its own', async () => {
    const waiting: Client[] = []
    const { connect } = await serving(
      (environ, startResponse) => {
        if (environ.PATH_INFO === '/block') {
          // These bytes are with the system before the loop is blocked.
          for (const client of waiting) client.send(get('/after'))
          block()
        }
        return hello(environ, startResponse)
      },
      { timeouts: { idleMs: 1000, headMs: 1000 } },
    )
    for (let at = 0; at < 5; at++) {
      const client = await connect()
      await client.ask(get())
      waiting.push(client)
    }
    const half = await connect()
    half.send('GET / HTTP/1.1\r\n')
    waiting.push(await connect())
    const blocking = await connect()
    expect((await blocking.ask(get('/block'))).status).toBe(200)
    half.send('Host: a\r\n\r\n')
    const answers = await Promise.all(
      waiting.map(client => client.answers('GET', ...(client === waiting[5] ? [] : ['GET']))),
    )
    expect(answers.map(each => each.at(-1)?.status)).toEqual([200, 200, 200, 200, 200, 200])
    expect((await half.answers('GET'))[0]?.status).toBe(200)
  })

  test('fails no body that came meanwhile', async () => {
    const { connect } = await serving(
      (environ, startResponse) => {
        if (environ.PATH_INFO !== '/block') return echoing(environ, startResponse)
        posting.send('def')
        block()
        return hello(environ, startResponse)
      },
      { timeouts: { bodyMs: 1000 } },
    )
    const posting = await connect()
    posting.send(post('abcdef').slice(0, -3))
    await (await connect()).ask(get('/block'))
    expect((await posting.answers('POST'))[0]).toMatchObject({ status: 200, body: 'abcdef' })
  })
})
