// Requests of many kinds, as the clients of Node write them: node:http, and fetch, which is undici.

import { Agent, request, type ClientRequest, type RequestOptions } from 'node:http'
import { once } from 'node:events'

export type NodeRequest = {
  /** Sends it to this port of 127.0.0.1; fulfilled when it was answered. */
  readonly send: (port: number) => Promise<unknown>
  /** What has to be read: method and target. */
  readonly start: string
  /** The body, a character for each byte; undefined where the client makes up its parts. */
  readonly body?: string | undefined
  /** A field line that has to be there. */
  readonly field?: string
}

type Sending = (request: ClientRequest) => unknown

const end: Sending = request => request.end()

const byNode =
  (options: RequestOptions, sending: Sending = end) =>
  async (port: number): Promise<void> => {
    const one = request({ host: '127.0.0.1', port, agent: false, ...options })
    const answered = Promise.race([
      once(one, 'response').then(([response]) => response.resume()),
      once(one, 'upgrade').then(([, socket]) => socket.destroy()),
      once(one, 'connect').then(([, socket]) => socket.destroy()),
    ])
    sending(one)
    await answered
  }

const byFetch =
  (path: string, options: RequestInit = {}) =>
  async (port: number): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, options)
    await response.arrayBuffer()
  }

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))
const long = 'x'.repeat(100_000)

const form = new FormData()
form.set('name', 'value')
form.set('file', new Blob(['hello']), 'hello.txt')

export const nodeRequests: Readonly<Record<string, NodeRequest>> = {
  'node:http: GET': { send: byNode({ path: '/a?b=c' }), start: 'GET /a?b=c', body: '' },
  'node:http: HEAD': { send: byNode({ method: 'HEAD' }), start: 'HEAD /', body: '' },
  'node:http: DELETE': { send: byNode({ method: 'DELETE', path: '/a' }), start: 'DELETE /a', body: '' },
  'node:http: OPTIONS *': { send: byNode({ method: 'OPTIONS', path: '*' }), start: 'OPTIONS *', body: '' },
  'node:http: a method of its own': { send: byNode({ method: 'PROPFIND' }), start: 'PROPFIND /', body: '' },
  'node:http: POST of text': {
    send: byNode({ method: 'POST' }, one => one.end('hello')),
    start: 'POST /',
    body: 'hello',
    field: 'Content-Length: 5',
  },
  'node:http: PUT of every byte': {
    send: byNode({ method: 'PUT' }, one => one.end(everyByte)),
    start: 'PUT /',
    body: everyByte.toString('latin1'),
  },
  'node:http: POST of a length that was said': {
    send: byNode({ method: 'POST', headers: { 'Content-Length': 5 } }, one => {
      one.write('hel')
      one.end('lo')
    }),
    start: 'POST /',
    body: 'hello',
  },
  'node:http: POST in chunks': {
    send: byNode({ method: 'POST' }, one => {
      one.write('one')
      one.write('two')
      one.end('three')
    }),
    start: 'POST /',
    body: 'onetwothree',
    field: 'Transfer-Encoding: chunked',
  },
  'node:http: POST of 100 kB in chunks': {
    send: byNode({ method: 'POST' }, one => {
      one.write(long)
      one.end(long)
    }),
    start: 'POST /',
    body: long + long,
  },
  'node:http: POST with trailers': {
    send: byNode({ method: 'POST', headers: { Trailer: 'X-Sum' } }, one => {
      one.write('hello')
      one.addTrailers({ 'X-Sum': '5' })
      one.end()
    }),
    start: 'POST /',
    body: 'hello',
    field: 'Trailer: X-Sum',
  },
  'node:http: the head alone first': {
    send: byNode({ method: 'POST', headers: { 'Content-Length': 5 } }, one => {
      one.flushHeaders()
      setImmediate(() => one.end('hello'))
    }),
    start: 'POST /',
    body: 'hello',
  },
  'node:http: Expect': {
    send: byNode({ method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 5 } }, one => {
      one.flushHeaders()
      one.once('continue', () => one.end('hello'))
    }),
    start: 'POST /',
    body: 'hello',
    field: 'Expect: 100-continue',
  },
  'node:http: GET with a body': {
    send: byNode({ headers: { 'Content-Length': 2 } }, one => one.end('hi')),
    start: 'GET /',
    body: 'hi',
  },
  'node:http: an agent that keeps connections': {
    send: byNode({ agent: new Agent({ keepAlive: true }) }),
    start: 'GET /',
    body: '',
    field: 'Connection: keep-alive',
  },
  'node:http: a connection for one request': {
    send: byNode({ headers: { Connection: 'close' } }),
    start: 'GET /',
    body: '',
    field: 'Connection: close',
  },
  'node:http: repeated fields': {
    send: byNode({ headers: { 'X-A': ['1', '2'], Cookie: ['a=b', 'c=d'] } }),
    start: 'GET /',
    body: '',
    field: 'Cookie: a=b; c=d',
  },
  'node:http: values beyond ASCII, empty, and with blanks in them': {
    send: byNode({ headers: { 'X-A': 'caf\xe9', 'X-B': '', 'X-C': 'a \t b' } }),
    start: 'GET /',
    body: '',
    field: 'X-A: caf\xe9',
  },
  'node:http: eighty fields': {
    send: byNode({
      headers: Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`X-${index}`, 'y'.repeat(index)])),
    }),
    start: 'GET /',
    body: '',
    field: 'X-5: yyyyy',
  },
  'node:http: a Host of its own': {
    send: byNode({ headers: { Host: '[::1]:8080' } }),
    start: 'GET /',
    body: '',
    field: 'Host: [::1]:8080',
  },
  'node:http: a target for a proxy': {
    send: byNode({ path: 'http://a.example/b?c', headers: { Host: 'a.example' } }),
    start: 'GET http://a.example/b?c',
    body: '',
  },
  'node:http: CONNECT': {
    send: byNode({ method: 'CONNECT', path: 'a.example:443', headers: { Host: 'a.example:443' } }),
    start: 'CONNECT a.example:443',
    body: '',
  },
  'node:http: an upgrade': {
    send: byNode({ headers: { Connection: 'Upgrade', Upgrade: 'websocket' } }),
    start: 'GET /',
    body: '',
    field: 'Upgrade: websocket',
  },
  'fetch: GET': { send: byFetch('/a?b=c#d'), start: 'GET /a?b=c', body: '' },
  'fetch: a path beyond ASCII': {
    send: byFetch('/caf\u00e9 \u{1f600}?\u00e9'),
    start: 'GET /caf%C3%A9%20%F0%9F%98%80?%C3%A9',
  },
  'fetch: POST of JSON': {
    send: byFetch('/', { method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } }),
    start: 'POST /',
    body: '{"a":1}',
  },
  'fetch: a form': {
    send: byFetch('/', { method: 'POST', body: new URLSearchParams({ a: 'b c', d: '\u00e9' }) }),
    start: 'POST /',
    body: 'a=b+c&d=%C3%A9',
  },
  'fetch: a form with a file': { send: byFetch('/', { method: 'POST', body: form }), start: 'POST /' },
  'fetch: bytes': {
    send: byFetch('/', { method: 'PUT', body: everyByte }),
    start: 'PUT /',
    body: everyByte.toString('latin1'),
  },
  'fetch: a stream': {
    send: byFetch('/', { method: 'POST', body: new Blob(['one', 'two']).stream(), duplex: 'half' } as RequestInit),
    start: 'POST /',
    body: 'onetwo',
    field: 'transfer-encoding: chunked',
  },
  'fetch: an empty POST': {
    send: byFetch('/', { method: 'POST' }),
    start: 'POST /',
    body: '',
    field: 'content-length: 0',
  },
}
