// What an exchange does on the wire: segments where the cuts are, acts in their order, and everything written down.

import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'

import { parseTranscript } from '../../../src/transcript/index.ts'
import type { TraceEvent } from '../../../src/trace/index.ts'
import { testRunner } from '../support/runner.ts'
import { until } from '../support/until.ts'

type Seen = { readonly events: string[] }

async function watched(onSocket: (socket: Socket) => void): Promise<{ readonly port: number; readonly seen: Seen }> {
  const seen: Seen = { events: [] }
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('data', (chunk: Buffer) => seen.events.push(`read ${chunk.toString('latin1')}`))
    socket.on('end', () => seen.events.push('end'))
    socket.on('error', (error: NodeJS.ErrnoException) => seen.events.push(`error ${error.code}`))
    socket.on('close', () => seen.events.push('close'))
    onSocket(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, seen }
}

async function play(text: string, port: number): Promise<readonly TraceEvent[]> {
  const { runner } = testRunner()
  const trace = await runner.send({ host: '127.0.0.1', port }, parseTranscript(text))
  return trace.events
}

const ofWire = (events: readonly TraceEvent[]): readonly string[] =>
  events.flatMap(event => (event.type === 'step' ? [] : [event.type]))

describe('acts reach the server as they are written', () => {
  test('a reset is a reset alone, without an end before it', async () => {
    for (let round = 0; round < 10; round++) {
      // It answers, so that the bytes are surely read before the reset comes: met together, libuv calls them an end.
      const { port, seen } = await watched(socket =>
        socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')),
      )
      await play('> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n* reset\n', port)
      await until('the server has noticed', () => seen.events.includes('close'))
      expect(seen.events).toEqual(['read GET / HTTP/1.1\r\n\r\n', 'error ECONNRESET', 'close'])
    }
  })

  test('a half-close is an end, and the answer after it is heard', async () => {
    const { port, seen } = await watched(socket => socket.on('end', () => socket.end('HTTP/1.1 200 OK\r\n\r\nlate')))
    const events = await play('> POST / HTTP/1.1\n>\n* half-close\n< HTTP/1.1 200 OK\n* closed\n', port)
    await until('the server has noticed', () => seen.events.includes('close'))
    expect(seen.events).toEqual(['read POST / HTTP/1.1\r\n\r\n', 'end', 'close'])
    expect(ofWire(events)).toEqual(['opened', 'sent', 'half-closed', 'received', 'ended', 'closed'])
  })

  test('two connections are kept apart', async () => {
    const { port } = await watched(socket =>
      socket.on('data', (chunk: Buffer) => {
        if (chunk.includes('\r\n\r\n')) socket.end(`HTTP/1.1 200 OK\r\n\r\n${chunk.toString().slice(4, 6)}`)
      }),
    )
    const text = '> GET /a HTTP/1.1\n* connection B\n> GET /b HTTP/1.1\n>\n< HTTP/1.1 200 OK\n* connection A\n> \n'
    const events = await play(text, port)
    const received = events.flatMap(event => (event.type === 'received' ? [event.connection] : []))
    expect(received[0]).toBe('B')
    expect(events.flatMap(event => (event.type === 'opened' ? [event.connection] : []))).toEqual(['A', 'B'])
  })

  test('bytes that come before anything was sent are written down', async () => {
    const { port } = await watched(socket => socket.end('220 ready\r\n'))
    const events = await play('* pause 20 ms\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n', port)
    const text = events.map(event => (event.type === 'received' ? Buffer.from(event.bytes).toString() : '')).join('')
    expect(text).toBe('220 ready\r\n')
  })

  test('an answer of many megabytes is written down whole', async () => {
    const size = 20 * 1024 * 1024
    const { port } = await watched(socket =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`)
        socket.end(Buffer.alloc(size, 'x'))
      }),
    )
    const events = await play('> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n', port)
    const bytes = events.reduce((sum, event) => sum + (event.type === 'received' ? event.bytes.length : 0), 0)
    expect(bytes).toBeGreaterThan(size)
    expect(ofWire(events)).not.toContain('limit')
  })

  test('times never go back, and every step that began has ended', async () => {
    const { port } = await watched(socket => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')))
    const events = await play('> GET / HTTP/1.1\n* split\n>\n< HTTP/1.1 200 OK\n* closed\n', port)
    const times = events.map(event => event.atMs)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    const steps = (phase: string): readonly number[] =>
      events.flatMap(event => (event.type === 'step' && event.phase === phase ? [event.step] : []))
    expect(steps('begin')).toEqual(steps('end'))
  })
})

describe('what comes of one request in several parts', () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

  test('the body is held back until the interim response has come', async () => {
    const { port, seen } = await watched(socket =>
      socket.on('data', (chunk: Buffer) => {
        if (chunk.includes('Expect')) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
        else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk.toString('latin1')}`)
      }),
    )
    const text =
      '> PUT / HTTP/1.1\n> Expect: 100-continue\n>\n< HTTP/1.1 100 Continue\n> hello\\\n< HTTP/1.1 200 OK\n<\n< hello\\\n'
    const events = await play(text, port)
    expect(seen.events.slice(0, 2)).toEqual(['read PUT / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n', 'read hello'])
    expect(ofWire(events)).toEqual(['opened', 'sent', 'received', 'sent', 'received', 'closed'])
  })

  test('nothing more is sent where the final response comes in place of an interim one', async () => {
    const { port } = await watched(socket =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')),
    )
    const events = await play('> PUT / HTTP/1.1\n>\n< HTTP/1.1 100 Continue\n> hello\\\n< HTTP/1.1 200 OK\n', port)
    expect(ofWire(events)).toEqual(['opened', 'sent', 'received', 'closed'])
  })

  test('another connection can act once a part has come, before the rest does', async () => {
    const waiting: Socket[] = []
    const { port } = await watched(socket =>
      socket.once('data', (chunk: Buffer) => {
        if (chunk.includes('/go')) waiting.forEach(one => one.write('3\r\ntwo\r\n0\r\n\r\n'))
        else waiting.push(socket)
        socket.write(chunk.includes('/go') ? 'HTTP/1.1 204 No Content\r\n\r\n' : `${chunked}3\r\none\r\n`)
      }),
    )
    const text = `> GET / HTTP/1.1
>
< HTTP/1.1 200 OK
<
< one\\
* unfinished
* connection B
> GET /go HTTP/1.1
>
< HTTP/1.1 204 No Content
* connection A
< HTTP/1.1 200 OK
<
< onetwo\\
`
    const events = await play(text, port)
    expect(ofWire(events).filter(type => type === 'limit')).toEqual([])
    const types = ofWire(events)
    expect(types.slice(0, 5)).toEqual(['opened', 'sent', 'received', 'opened', 'sent'])
    expect(types.filter(type => type === 'received')).toHaveLength(3)
  })

  test('the transcript goes on after a response that breaks off', async () => {
    const { port } = await watched(socket =>
      socket.once('data', () => {
        socket.write(`${chunked}3\r\none\r\n`)
        socket.destroy()
      }),
    )
    const text = '> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n* cut-off\n* connection B\n> GET /seen HTTP/1.1\n'
    const events = await play(text, port)
    expect(events.flatMap(event => (event.type === 'sent' ? [event.connection] : []))).toEqual(['A', 'B'])
  })

  test('a client that stops reading takes nothing, and all of it once it reads on', async () => {
    const size = 32 * 1024 * 1024
    const unread: Socket[] = []
    const { port } = await watched(socket =>
      socket.once('data', (chunk: Buffer) => {
        const isLate = chunk.includes('/left')
        if (isLate) socket.end(`HTTP/1.1 200 OK\r\n\r\n${unread[0]!.writableLength > 0}`)
        else {
          unread.push(socket)
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`)
          socket.end(Buffer.alloc(size, 'x'))
        }
      }),
    )
    const text = `> GET / HTTP/1.1
* stop-reading
>
* connection B
* pause 50 ms
> GET /left HTTP/1.1
>
< HTTP/1.1 200 OK
<
< true\\
* connection A
* read-on
< HTTP/1.1 200 OK
`
    const events = await play(text.replace('>\n* connection', '> \n* connection'), port)
    const of = (name: string): number =>
      events.reduce(
        (sum, event) => sum + (event.type === 'received' && event.connection === name ? event.bytes.length : 0),
        0,
      )
    expect(of('B')).toBe('HTTP/1.1 200 OK\r\n\r\ntrue'.length)
    expect(of('A')).toBeGreaterThan(size)
    expect(ofWire(events)).not.toContain('limit')
  })
})
