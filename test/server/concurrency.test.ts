// Proves maxConcurrent: how many requests are in the application at once, who is next, and what becomes of one that gives up.

import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { Gate } from '../../src/server/gate.ts'
import { until } from '../runner/support/until.ts'
import { bytes, gate, get, hello } from './support/applications.ts'
import { serving, type Serving } from './support/serving.ts'

/** Each request waits until it is let go by its path. */
function held(): { application: Application; asked: string[]; running: () => number; letGo: (path: string) => void } {
  const gates = new Map<string, ReturnType<typeof gate<void>>>()
  const gateOf = (path: string): ReturnType<typeof gate<void>> => {
    if (!gates.has(path)) gates.set(path, gate())
    return gates.get(path)!
  }
  const asked: string[] = []
  let running = 0
  const application: Application = async ({ PATH_INFO }, startResponse) => {
    asked.push(PATH_INFO)
    running++
    await gateOf(PATH_INFO).opened
    running--
    startResponse('200 OK', [])
    return [bytes(PATH_INFO)]
  }
  return { application, asked, running: () => running, letGo: path => gateOf(path).open() }
}

/** Waits until the server has read what was sent before: a request that is refused is answered without the application. */
async function readSoFar(connect: Serving['connect']): Promise<void> {
  const client = await connect()
  await client.ask('GET nowhere HTTP/1.1\r\n\r\n')
  const gone = once(client.socket, 'close')
  client.leave()
  await gone
}

describe('maxConcurrent', () => {
  test('lets in the first two, and the others in the order they came', async () => {
    const { application, asked, letGo } = held()
    const { connect } = await serving(application, { maxConcurrent: 2 })
    const paths = ['/a', '/b', '/c', '/d', '/e']
    const clients = await Promise.all(paths.map(connect))
    for (const [at, path] of paths.entries()) {
      clients[at]!.send(get(path))
      await readSoFar(connect)
    }
    const order = [...paths]
    while (order.length > 0) {
      const path = asked[paths.length - order.length]!
      letGo(path)
      expect((await clients[paths.indexOf(path)]!.answers('GET'))[0]?.body).toBe(path)
      order.splice(order.indexOf(path), 1)
      await until('the next are let in', () => asked.length === Math.min(paths.length, paths.length - order.length + 2))
    }
    expect(asked).toEqual(paths)
  })

  test('of 1 never has two at once, whatever they do', async () => {
    let running = 0
    let most = 0
    const { connect } = await serving(
      async function* (environ, startResponse) {
        most = Math.max(most, ++running)
        try {
          if (environ.PATH_INFO === '/throws') throw new Error('no')
          startResponse('200 OK', [])
          yield bytes('hel')
          await new Promise(resolve => setImmediate(resolve))
          yield bytes('lo')
        } finally {
          running--
        }
      },
      { maxConcurrent: 1 },
    )
    const clients = await Promise.all(Array.from({ length: 10 }, connect))
    for (const client of clients) client.send(get() + get('/throws') + get())
    const answers = await Promise.all(clients.map(client => client.answers('GET', 'GET', 'GET')))
    expect(answers.map(each => each.map(({ status }) => status))).toEqual(clients.map(() => [200, 500, 200]))
    expect(most).toBe(1)
  })

  test('one that leaves while it waits is never asked, and its place goes to the next', async () => {
    const { application, asked, letGo } = held()
    const { connect, server } = await serving(application, { maxConcurrent: 1 })
    const first = await connect()
    const leaving = await connect()
    const last = await connect()
    first.send(get('/first'))
    await until('the first is asked', () => asked.length === 1)
    leaving.send(get('/leaving'))
    await readSoFar(connect)
    last.send(get('/last'))
    await readSoFar(connect)
    leaving.reset()
    await until('it is gone', () => server.connections() === 2)
    letGo('/first')
    await until('the last is asked', () => asked.length === 2)
    letGo('/last')
    expect([(await last.answers('GET'))[0]?.body, asked]).toEqual(['/last', ['/first', '/last']])
  })

  test('one that leaves while it runs makes room, once its application has ended', async () => {
    const { application, asked, letGo } = held()
    const { connect, server } = await serving(application, { maxConcurrent: 1 })
    const leaving = await connect()
    const last = await connect()
    leaving.send(get('/leaving'))
    await until('it is asked', () => asked.length === 1)
    last.send(get('/last'))
    leaving.reset()
    await until('it is gone', () => server.connections() === 1)
    letGo('/leaving')
    letGo('/last')
    expect((await last.answers('GET'))[0]?.body).toBe('/last')
    expect((await last.ask(get('/last'))).body).toBe('/last')
  })

  test('without it, as many as come', async () => {
    const { application, asked, running, letGo } = held()
    const { connect } = await serving(application)
    const clients = await Promise.all(Array.from({ length: 30 }, connect))
    for (const client of clients) client.send(get('/all'))
    await until('all are asked', () => asked.length === 30)
    expect(running()).toBe(30)
    letGo('/all')
    const answers = await Promise.all(clients.map(client => client.answers('GET')))
    expect(answers.every(([answer]) => answer?.status === 200)).toBe(true)
  })

  test('a synchronous application goes through one that waits by the end of the tick', async () => {
    const { ask } = await serving(hello, { maxConcurrent: 1 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(get())))
    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => 'hello'))
  })
})

describe('a gate', () => {
  const visitor = (name: string, came: string[]): { admitted(): void } => ({ admitted: () => void came.push(name) })

  test('gives a free place to whoever waits longest, and not to who comes now', () => {
    const came: string[] = []
    const gate = new Gate(1)
    const [a, b, c] = ['a', 'b', 'c'].map(name => visitor(name, came))
    expect([gate.enter(a!), gate.enter(b!), gate.enter(c!)]).toEqual([true, false, false])
    gate.leave()
    gate.leave()
    expect(came).toEqual(['b', 'c'])
    gate.leave()
    expect([gate.enter(a!), gate.enter(b!)]).toEqual([true, false])
  })

  test('forgets who gives up', () => {
    const came: string[] = []
    const gate = new Gate(1)
    const [a, b] = ['a', 'b'].map(name => visitor(name, came))
    gate.enter(visitor('first', came))
    gate.enter(a!)
    gate.enter(b!)
    gate.giveUp(a!)
    gate.leave()
    expect(came).toEqual(['b'])
  })
})
