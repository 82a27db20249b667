// Proves that a client sees when its response could not be completed, over every transport, and that others are served on
// (PEP 3333 "Error Handling", RFC 9112 §8).

import { describe, expect, test } from 'vitest'
import type { Application, Body } from '../../src/tsgi/index.ts'
import { bytes, gate, get, giving, hello } from './support/applications.ts'
import { allTransports, serving, transports, type Serving, type Transport } from './support/serving.ts'

class Broken extends Error {
  override readonly name = 'Broken'
}

const breaking: Readonly<Record<string, (headers: [string, string][]) => Application>> = {
  'a synchronous body that throws': headers =>
    giving(function* () {
      yield bytes('begun')
      throw new Broken()
    }, headers),
  'an asynchronous body that throws': headers =>
    giving(async function* () {
      yield bytes('begun')
      await new Promise(resolve => setImmediate(resolve))
      throw new Broken()
    }, headers),
  'an application that throws after it has written': headers => async (_, startResponse) => {
    await startResponse('200 OK', headers)(bytes('begun'))
    throw new Broken()
  },
  'startResponse with an error once the head is gone': headers =>
    async function* (_, startResponse) {
      startResponse('200 OK', headers)
      yield bytes('begun')
      startResponse('500 Internal Server Error', [], new Broken())
      yield bytes('never sent')
    },
}

const framings: Readonly<Record<string, { readonly request: string; readonly headers: [string, string][] }>> = {
  'a length': { request: get(), headers: [['Content-Length', '10']] },
  chunks: { request: get(), headers: [] },
  'the end of the connection': { request: 'GET / HTTP/1.0\r\n\r\n', headers: [] },
}

const cases = Object.keys(breaking).flatMap(how => Object.keys(framings).map(framing => ({ how, framing })))

describe.for(allTransports)('over %s', transport => {
  test.for(cases)('$how, framed by $framing', async ({ how, framing }) => {
    const { request, headers } = framings[framing]!
    const serving = await serverThatBreaks(breaking[how]!(headers), transport)
    const client = await serving.connect()
    client.send(request)
    await client.ended()
    expect(client.text).toContain('begun')
    expect(client.text).not.toContain('never sent')
    expect(isSeen(framing, client.text)).toBe(true)
    expect(serving.errors()).toContain('Broken')
    expect((await serving.ask(get('/other'))).body).toBe('hello')
  })

  test('a body that throws at once is a 500, for nothing was sent', async () => {
    const body = (): Body => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Broken()) }) })
    const application = giving(body)
    const { connect } = await serving(application, transports[transport]())
    const client = await connect()
    expect([(await client.ask(get())).status, (await client.ask(get())).status]).toEqual([500, 500])
  })
})

const serverThatBreaks = (application: Application, transport: Transport): Promise<Serving> =>
  serving(
    (environ, startResponse) => (environ.PATH_INFO === '/other' ? hello : application)(environ, startResponse),
    transports[transport](),
  )

/**
 * Chunks lack their last, a length its bytes. A reset is not looked for here: where it comes together with bytes, Node's own
 * client takes it for an end.
 */
function isSeen(framing: string, received: string): boolean {
  if (framing === 'chunks') return !received.includes('\r\n0\r\n')
  return received.endsWith('\r\n\r\nbegun')
}

test('a response that would end with the connection is reset, and what was sent before is not lost', async () => {
  const received = gate()
  const { connect } = await serving(
    giving(async function* () {
      yield bytes('begun')
      await received.opened
      throw new Broken()
    }),
  )
  const client = await connect()
  await client.send('GET / HTTP/1.0\r\n\r\n').receives('begun')
  received.open()
  expect(await client.ended()).toBe('reset')
})

test('requests that were sent ahead are not answered after an aborted response', async () => {
  const asked: string[] = []
  const { connect } = await serving(async function* (environ, startResponse) {
    asked.push(environ.PATH_INFO)
    startResponse('200 OK', [])
    yield bytes('begun')
    throw new Broken()
  })
  const client = await connect()
  client.send(get('/1') + get('/2'))
  await client.ended()
  expect([asked, client.text.split('HTTP/1.1').length]).toEqual([['/1'], 2])
})
