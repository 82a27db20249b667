// A page and all that belongs to it, asked for as a browser does: six connections that are kept, ten field lines each time,
// no request before the answer to the last, compression accepted, and what is known asked for again by its tag.

import { Agent, request } from 'node:http'
import { once } from 'node:events'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import type { Application } from '../../src/tsgi/index.ts'
import { bytes } from './support/applications.ts'
import { serving } from './support/serving.ts'

const headers = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'en-GB,en;q=0.7,de;q=0.3',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  Referer: 'http://localhost/',
  'Sec-Fetch-Dest': 'image',
  'Sec-Fetch-Mode': 'no-cors',
  Cookie: 'session=4f1d2c3b4a596877; theme=dark',
  Priority: 'u=4',
} as const

const partsOfPage = Array.from({ length: 60 }, (_, index) => `/part/${index}`)
const contentOf = (path: string): string => `${path}\n`.repeat(1 + ((path.length * 797) % 3000))

/** Compressed when the client takes it; 304 for what the client knows; the scripts come in pieces, and late. */
const site: Application = async (environ, startResponse) => {
  const path = environ.PATH_INFO
  const tag = `"${path}"`
  if (path === '/favicon.ico') {
    startResponse('404 Not Found', [])
    return [bytes('none')]
  }
  if (environ['HTTP_IF_NONE_MATCH'] === tag) {
    startResponse('304 Not Modified', [['ETag', tag]])
    return []
  }
  await new Promise(resolve => setImmediate(resolve))
  const accepts = String(environ['HTTP_ACCEPT_ENCODING']).includes('gzip')
  startResponse('200 OK', [
    ['ETag', tag],
    ['Vary', 'Accept-Encoding'],
    ...(accepts ? ([['Content-Encoding', 'gzip']] as const) : []),
  ])
  const content = bytes(contentOf(path))
  const sent = accepts ? gzipSync(content) : content
  return path.endsWith('7') ? inPieces(sent) : [sent]
}

async function* inPieces(all: Uint8Array) {
  for (let at = 0; at < all.length; at += 100) {
    yield all.subarray(at, at + 100)
    await new Promise(resolve => setImmediate(resolve))
  }
}

test('a page with sixty parts comes whole over six connections, and from memory the second time', async () => {
  const { server } = await serving(site)
  const { port } = server.address as { readonly port: number }
  const agent = new Agent({ keepAlive: true, maxSockets: 6 })
  onTestFinished(() => agent.destroy())
  const sockets = new Set<unknown>()

  const ask = async (path: string, more: Readonly<Record<string, string>> = {}) => {
    const one = request({ host: '127.0.0.1', port, path, agent, headers: { ...headers, ...more } }).end()
    one.once('socket', socket => sockets.add(socket))
    const [response] = await once(one, 'response')
    const pieces: Buffer[] = []
    for await (const piece of response) pieces.push(piece as Buffer)
    const isCompressed = response.headers['content-encoding'] === 'gzip'
    const body = isCompressed ? gunzipSync(Buffer.concat(pieces)) : Buffer.concat(pieces)
    return { path, status: response.statusCode as number, tag: response.headers.etag as string, text: body.toString() }
  }

  const first = await Promise.all(['/', '/favicon.ico', ...partsOfPage].map(path => ask(path)))
  expect(first.map(({ status, text }) => [status, text])).toEqual([
    [200, contentOf('/')],
    [404, 'none'],
    ...partsOfPage.map(path => [200, contentOf(path)]),
  ])
  const second = await Promise.all(first.slice(2).map(({ path, tag }) => ask(path, { 'If-None-Match': tag })))
  expect(second.map(({ status, text }) => [status, text])).toEqual(partsOfPage.map(() => [304, '']))
  expect(sockets.size).toBe(6)
  expect(server.connections()).toBe(6)
})
