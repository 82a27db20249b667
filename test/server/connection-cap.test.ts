// Proves that a server takes as many connections as it was told and turns the others away with a word, at a bounded cost.

import { expect, test } from 'vitest'
import { until } from '../runner/support/until.ts'
import { get, hello } from './support/applications.ts'
import type { Client } from './support/client.ts'
import { serving } from './support/serving.ts'

test('one connection too many gets 503 and the end; the others are served, and a free place is taken', async () => {
  const { connect, server } = await serving(hello, { maxConnections: 2 })
  const first = await connect()
  const second = await connect()
  await first.ask(get())
  await second.ask(get())
  const third = await connect()
  const [refused] = await third.answers('GET')
  expect([refused?.status, refused?.fields['connection'], await third.ended()]).toEqual([503, 'close', 'ended'])
  expect(refused?.fields['content-type']).toBe('text/plain')
  expect([(await first.ask(get())).status, (await second.ask(get())).status, server.connections()]).toEqual([
    200, 200, 2,
  ])
  first.leave()
  await until('a place is free', () => server.connections() === 1)
  expect((await (await connect()).ask(get())).status).toBe(200)
})

test('one that is turned away and sends on and on is cut off after lingerMs', async () => {
  const { connect } = await serving(hello, { maxConnections: 1, timeouts: { lingerMs: 300 } })
  const served = await connect()
  await served.ask(get())
  const client = await connect()
  const timer = setInterval(() => client.socket.write('x'), 10)
  await client.until('it is cut off', () => client.isClosed)
  clearInterval(timer)
  expect(client.text).toMatch(/^HTTP\/1\.1 503 /)
  expect((await served.ask(get())).status).toBe(200)
})

test('a thousand that come and never end their side cost a bounded number of sockets', async () => {
  const { connect, server } = await serving(hello, { maxConnections: 1, timeouts: { lingerMs: 60_000 } })
  const served = await connect()
  await served.ask(get())
  const clients: Client[] = []
  for (let at = 0; at < 1000; at += 50) clients.push(...(await Promise.all(Array.from({ length: 50 }, connect))))
  await until('all of them have seen an end', () =>
    clients.every(({ ending, isClosed }) => ending !== undefined || isClosed),
  )
  // Both ends are in this process.
  const sockets = process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length
  expect(sockets - clients.length).toBeLessThan(200)
  expect([server.connections(), (await served.ask(get())).status]).toEqual([1, 200])
})

test('those that are turned away do not keep the server from stopping', async () => {
  const { connect, server } = await serving(hello, { maxConnections: 1, timeouts: { lingerMs: 60_000 } })
  const served = await connect()
  await served.ask(get())
  const client = await connect()
  await client.ended()
  await server.close({ graceMs: 0 })
  expect(server.connections()).toBe(0)
})
