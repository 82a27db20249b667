// Proves that a side that does not read stops the side that sends, and that nothing is lost when it reads again.

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Application, Body } from '../../src/tsgi/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, gate, get, hello, request } from './support/applications.ts'
import type { Client } from './support/client.ts'
import { serving, type Serving } from './support/serving.ts'

const chunkBytes = 65_536
const chunks = 512
/** More than what the two sockets of a connection hold together, however large the system lets them grow. */
const manyBytes = 24 * 1_048_576

const chunkAt = (at: number): Uint8Array => new Uint8Array(chunkBytes).fill(at & 0xff)
const sumOf = (pieces: Iterable<Uint8Array>): string => {
  const hash = createHash('sha1')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
const wholeSum = sumOf(Array.from({ length: chunks }, (_, at) => chunkAt(at)))

/** Waits until a number stays as it is while ten others are served. */
async function stable({ ask }: Serving, look: () => number): Promise<number> {
  for (;;) {
    const before = look()
    for (let at = 0; at < 10; at++) await ask(get('/other'))
    if (before > 0 && look() === before) return before
  }
}

type Counted = { asked: number; closed: number }

const senders: Readonly<Record<string, (counted: Counted) => Application>> = {
  'a synchronous body': counted => (_, startResponse) => {
    startResponse('200 OK', [['Content-Length', String(chunks * chunkBytes)]])
    const body = (function* () {
      for (; counted.asked < chunks;) yield chunkAt(counted.asked++)
    })()
    return Object.assign(body, { close: () => void counted.closed++ })
  },
  'an asynchronous body': counted => (_, startResponse) => {
    startResponse('200 OK', [['Content-Length', String(chunks * chunkBytes)]])
    const body = (async function* () {
      for (; counted.asked < chunks;) yield chunkAt(counted.asked++)
    })()
    return Object.assign(body, { close: () => void counted.closed++ }) as Body
  },
  'write()': counted => async (_, startResponse) => {
    const write = startResponse('200 OK', [['Content-Length', String(chunks * chunkBytes)]])
    try {
      for (; counted.asked < chunks; counted.asked++) await write(chunkAt(counted.asked))
    } finally {
      counted.closed++
    }
    return []
  },
}

describe.for(Object.entries(senders))('%s to a client that does not read', ([, sender]) => {
  const started = async (counted: Counted): Promise<Serving> => {
    const application = sender(counted)
    return serving((environ, startResponse) =>
      (environ.PATH_INFO === '/other' ? hello : application)(environ, startResponse),
    )
  }

  test('is asked for no more, others are served, and all of it comes once the client reads', async () => {
    const counted: Counted = { asked: 0, closed: 0 }
    const server = await started(counted)
    const client = await server.connectUnread()
    client.send(get())
    expect((await stable(server, () => counted.asked)) * chunkBytes).toBeLessThan(manyBytes)
    client.read()
    await client.until('all of it comes', () => client.receivedBytes > chunks * chunkBytes)
    expect(sumOf([bodyOf(client)])).toBe(wholeSum)
    expect(counted).toEqual({ asked: chunks, closed: 1 })
  })

  test('is stopped and closed when the client leaves', async () => {
    const counted: Counted = { asked: 0, closed: 0 }
    const server = await started(counted)
    const client = await server.connectUnread()
    client.send(get())
    const asked = await stable(server, () => counted.asked)
    client.reset()
    await until('the connection is gone', () => counted.closed === 1 && server.server.connections() === 0)
    // A write() that waited is let go: the application learns it from the next.
    expect(counted.asked - asked).toBeLessThanOrEqual(1)
  })
})

const bodyOf = ({ bytes }: Client): Buffer => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4)

test('a client that sends request after request and reads no answer is not read either', async () => {
  let asked = 0
  const page = new Uint8Array(16_384)
  const server = await serving((environ, startResponse) => {
    if (environ.PATH_INFO === '/other') return hello(environ, startResponse)
    asked++
    startResponse('200 OK', [])
    return [page]
  })
  const client = await server.connectUnread()
  const requests = 4000
  client.send(get().repeat(requests))
  expect((await stable(server, () => asked)) * page.length).toBeLessThan(manyBytes)
  client.read()
  await client.until('all are answered', () => client.receivedBytes > requests * page.length && asked === requests)
  const answers = await client.answers(...Array.from({ length: requests }, () => 'GET'))
  expect(answers.filter(({ isComplete, body }) => isComplete && body.length === page.length).length).toBe(requests)
})

describe('a body that the application does not read', () => {
  const bodyBytes = chunks * chunkBytes

  test('stops the client, and comes whole once it is read', async () => {
    const mayRead = gate()
    const server = await serving(async (environ, startResponse) => {
      if (environ.PATH_INFO === '/other') return hello(environ, startResponse)
      await mayRead.opened
      const hash = createHash('sha1')
      for await (const piece of environ['tsgi.input']) hash.update(piece)
      startResponse('200 OK', [])
      return [bytes(hash.digest('hex'))]
    })
    const client = await server.connect()
    client.send(request('POST /', `Content-Length: ${bodyBytes}`))
    for (let at = 0; at < chunks; at++) client.send(chunkAt(at))
    const taken = (): number => client.socket.bytesWritten - client.socket.writableLength
    expect(await stable(server, taken)).toBeLessThan(manyBytes)
    mayRead.open()
    expect((await client.answers('POST'))[0]?.body).toBe(wholeSum)
  })

  test('goes through an echo, both ways at once', async () => {
    const { connect } = await serving((environ, startResponse) => {
      startResponse('200 OK', [['Content-Length', environ['CONTENT_LENGTH'] as string]])
      return environ['tsgi.input']
    })
    const client = await connect()
    client.send(request('POST /', `Content-Length: ${bodyBytes}`))
    for (let at = 0; at < chunks; at++) client.send(chunkAt(at))
    await client.until('all of it comes back', () => client.receivedBytes > bodyBytes)
    expect(sumOf([bodyOf(client)])).toBe(wholeSum)
  })
})
