// Proves that nothing is left of requests, connections and servers that are over: heap, handles, timers.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTcp, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../../src/server/index.ts'
import { until } from '../runner/support/until.ts'
import { bytes, get, giving, hello, post, request } from './support/applications.ts'
import { clientOf, type Client } from './support/client.ts'
import type { Measure } from './support/measured-server.ts'
import { allTransports, serving, transports } from './support/serving.ts'

let folder = ''
const serverFile = (): string => join(folder, 'server.mjs')
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsgi-measured-'))
  const entryPoints = [join(import.meta.dirname, 'support', 'measured-server.ts')]
  buildSync({ entryPoints, outfile: serverFile(), bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
})
afterAll(() => rmSync(folder, { recursive: true }))

type Measured = { readonly port: number; readonly measure: () => Promise<Measure> }

async function measuredServer(): Promise<Measured> {
  const child = fork(serverFile(), { execArgv: ['--expose-gc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [{ port }] = (await once(child, 'message')) as [Measure]
  const measure = async (): Promise<Measure> => {
    child.send('measure')
    const [measured] = (await once(child, 'message')) as [Measure]
    return measured
  }
  return { port, measure }
}

/** Measures again and again until it is so. */
async function measuredUntil({ measure }: Measured, isSo: (measured: Measure) => boolean): Promise<Measure> {
  const deadline = performance.now() + 15_000
  for (;;) {
    const measured = await measure()
    if (isSo(measured) || performance.now() > deadline) return measured
  }
}

/** What a client sends, and when it leaves: after so many bytes, or when the server ends the connection. */
const visits: readonly (readonly [sends: string, leavesAfterBytes: number])[] = [
  [get('/', 'Connection: close'), Infinity],
  [get('/stream', 'Connection: close'), Infinity],
  [get('/error', 'Connection: close'), Infinity],
  [post('x'.repeat(3000), 'Connection: close').replace('/', '/echo'), Infinity],
  [get('/signal', 'Connection: close'), Infinity],
  ['GET / HTTP/1.1\r\nHo', 0],
  [get('/'), 0],
  [get('/signal'), 0],
  [get('/stream'), 1],
  [get('/endless'), 1],
  [get('/endless'), 100_000],
  [get('/') + get('/endless') + get('/'), 30_000],
  [`${request('POST /echo', 'Content-Length: 50000')}only a little`, 0],
  [`${request('POST /echo', 'Transfer-Encoding: chunked')}5\r\nhello\r\n`, 0],
  ['nonsense\r\n\r\n', Infinity],
]

function visit(port: number, [sends, leavesAfterBytes]: (typeof visits)[number]): Promise<void> {
  return new Promise(resolve => {
    const socket = connectTcp(port, '127.0.0.1', () => {
      socket.write(sends, () => leavesAfterBytes === 0 && socket.resetAndDestroy())
    })
    let received = 0
    socket.on('data', piece => {
      received += piece.length
      if (received >= leavesAfterBytes) socket.resetAndDestroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

async function visitMany(port: number, count: number): Promise<void> {
  let begun = 0
  const visitor = async (): Promise<void> => {
    while (begun < count) await visit(port, visits[begun++ % visits.length]!)
  }
  await Promise.all(Array.from({ length: 25 }, visitor))
}

const isQuiet = ({ connections, opened, closed }: Measure): boolean => connections === 0 && opened === closed

test(
  'after 5,000 requests, of whose clients most left early, memory and handles are as before',
  { timeout: 90_000 },
  async () => {
    const server = await measuredServer()
    await visitMany(server.port, 1500)
    const before = await measuredUntil(server, isQuiet)
    await visitMany(server.port, 5000)
    const after = await measuredUntil(
      server,
      measured => isQuiet(measured) && measured.heapBytes < before.heapBytes + 400_000,
    )
    expect(after.opened).toBe(after.closed)
    expect(after.opened).toBeGreaterThan(3000)
    expect(after.signalsFired).toBeGreaterThan(before.signalsFired)
    expect([after.connections, after.errors, after.resources]).toEqual([0, '', before.resources])
    // Less than a hundred bytes for each request: the rest is noise of the heap.
    expect(after.heapBytes - before.heapBytes).toBeLessThan(400_000)
  },
)

test('1,000 idle connections are held at a small price, and served', { timeout: 60_000 }, async () => {
  const server = await measuredServer()
  await visitMany(server.port, 300)
  const before = await measuredUntil(server, isQuiet)
  const sockets: Socket[] = []
  onTestFinished(() => sockets.forEach(socket => socket.destroy()))
  for (let at = 0; at < 1000; at += 100)
    sockets.push(...(await Promise.all(Array.from({ length: 100 }, (_, at) => idle(server.port, at % 2)))))
  const during = await measuredUntil(server, ({ connections }) => connections === 1000)
  expect(during.connections).toBe(1000)
  expect((during.heapBytes - before.heapBytes) / 1000).toBeLessThan(16_384)
  const client = (await clientOf({ port: server.port, host: '127.0.0.1' })).read()
  expect((await client.ask(get())).status).toBe(200)
  client.leave()
  for (const socket of sockets) socket.destroy()
  const after = await measuredUntil(
    server,
    measured => isQuiet(measured) && measured.heapBytes < before.heapBytes + 400_000,
  )
  expect([after.connections, after.resources]).toEqual([0, before.resources])
  expect(after.heapBytes - before.heapBytes).toBeLessThan(400_000)
})

/** Half of them have asked for something before. */
async function idle(port: number, requests: number): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  if (requests === 0) return socket
  socket.write(get())
  await once(socket, 'data')
  return socket
}

describe('after a server is stopped, nothing of it is left', () => {
  /** What keeps the process alive now and did not before, by name. */
  const resourcesBeyond = (before: readonly string[]): readonly string[] => {
    const known = [...before]
    return process.getActiveResourcesInfo().filter(name => {
      const at = known.indexOf(name)
      if (at >= 0) known.splice(at, 1)
      return at < 0
    })
  }

  test.for(allTransports)('over %s', async transport => {
    const before = process.getActiveResourcesInfo()
    const { server, connect } = await serving(
      giving(async function* () {
        yield bytes('begun')
        await new Promise(resolve => setImmediate(resolve))
        yield bytes('ended')
      }),
      { ...transports[transport](), maxConnections: 4, timeouts: { lingerMs: 60_000 } },
    )
    const clients: Client[] = []
    while (clients.length < 5) clients.push(await connect())
    clients[0]!.send(get('/', 'Connection: close'))
    clients[1]!.send(get())
    clients[2]!.send('GET / HT')
    clients[3]!.send('nonsense\r\n\r\n')
    await Promise.all([
      clients[0]!.answers('GET'),
      clients[1]!.answers('GET'),
      clients[3]!.ended(),
      clients[4]!.ended(),
    ])
    await server.close({ graceMs: 0 })
    for (const client of clients) client.leave()
    await until('nothing is left', () => resourcesBeyond(before).length === 0)
    expect(resourcesBeyond(before)).toEqual([])
  })

  test('nor of one that could not listen', async () => {
    const { server } = await serving(hello)
    const before = process.getActiveResourcesInfo()
    const { port } = server.address as { readonly port: number }
    await expect(serve(hello, { port })).rejects.toThrow('EADDRINUSE')
    await until('nothing is left', () => resourcesBeyond(before).length === 0)
    expect(resourcesBeyond(before)).toEqual([])
  })
})
