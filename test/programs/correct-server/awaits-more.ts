// One async loop for each connection over a buffer that can be waited for; the input pulls from the same buffer.
import { createServer, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

type Environ = Record<string, unknown>
type Application = (environ: Environ, start: unknown) => unknown
type Head = { method: string; target: string; version: string; fields: [string, string][] }

const word = process.argv[2] ?? ''
const colon = word.lastIndexOf(':')
const loaded = (await import(pathToFileURL(resolve(word.slice(0, colon))).href)) as Record<string, Application>
const application = loaded[word.slice(colon + 1)]!

class Incoming {
  #held = Buffer.alloc(0)
  #isOver = false
  #wake = (): void => undefined

  constructor(socket: Socket) {
    socket.on('data', bytes => {
      this.#held = Buffer.concat([this.#held, bytes])
      this.#wake()
    })
    const over = (): void => {
      this.#isOver = true
      this.#wake()
    }
    socket.on('end', over).on('close', over)
  }

  async #more(): Promise<void> {
    if (this.#isOver) throw new Error('the client left')
    await new Promise<void>(wake => (this.#wake = wake))
  }

  async upTo(end: string): Promise<Buffer> {
    while (!this.#held.includes(end)) await this.#more()
    return this.take(this.#held.indexOf(end) + end.length)
  }

  async exactly(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more()
    return this.take(count)
  }

  take(count: number): Buffer {
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }
}

function parseHead(text: string): Head | undefined {
  const [line = '', ...rest] = text.slice(0, -4).split('\r\n')
  const [, method, target, version] = /^(\S+) (\S+) (HTTP\/1\.\d)$/.exec(line) ?? []
  const fields = rest.map((one): [string, string] => [
    one.slice(0, one.indexOf(':')),
    one.slice(one.indexOf(':') + 1).trim(),
  ])
  if (method === undefined || target === undefined || version === undefined) return undefined
  const hosts = fields.filter(([name]) => name.toLowerCase() === 'host').length
  return version === 'HTTP/1.1' && hosts !== 1 ? undefined : { method, target, version, fields }
}

function environOf({ method, target, version, fields }: Head, socket: Socket): Environ {
  const [path = '', ...query] = target.split('?')
  const environ: Environ = {
    REQUEST_METHOD: method,
    SCRIPT_NAME: '',
    PATH_INFO: path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    QUERY_STRING: query.join('?'),
    SERVER_NAME: 'localhost',
    SERVER_PORT: String(socket.localPort),
    SERVER_PROTOCOL: version,
    'tsgi.version': [1, 0],
  }
  for (const [name, value] of fields.filter(([one]) => !one.includes('_'))) {
    const upper = name.toUpperCase().replaceAll('-', '_')
    const key = /^CONTENT_(TYPE|LENGTH)$/.test(upper) ? upper : `HTTP_${upper}`
    environ[key] = environ[key] === undefined ? value : `${String(environ[key])}, ${value}`
  }
  return environ
}

async function* bodyOf(incoming: Incoming, environ: Environ, begin: () => void): AsyncGenerator<Buffer> {
  const length = Number(environ['CONTENT_LENGTH'] ?? 0)
  const isChunked = String(environ['HTTP_TRANSFER_ENCODING']).toLowerCase() === 'chunked'
  delete environ['HTTP_TRANSFER_ENCODING']
  if (length > 0 || isChunked) begin()
  if (!isChunked) return void (length > 0 && (yield await incoming.exactly(length)))
  for (;;) {
    const size = parseInt(String(await incoming.upTo('\r\n')), 16)
    if (size > 0) yield await incoming.exactly(size)
    if (String(await incoming.upTo('\r\n')) === '\r\n' && size === 0) return
  }
}

async function serveOne(socket: Socket, incoming: Incoming): Promise<boolean> {
  const head = parseHead((await incoming.upTo('\r\n\r\n')).toString('latin1'))
  if (head === undefined) {
    socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return false
  }
  const environ = environOf(head, socket)
  let hasRead = false
  const asks = /100-continue/i.test(String(environ['HTTP_EXPECT'])) && head.version === 'HTTP/1.1'
  const body = bodyOf(incoming, environ, () => {
    if (asks && hasRead) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
  })
  environ['tsgi.input'] = {
    read: async () => {
      hasRead = true
      const parts: Buffer[] = []
      for await (const part of body) parts.push(part)
      return Buffer.concat(parts)
    },
  }
  if (String(environ['HTTP_TRANSFER_ENCODING']) === 'undefined') delete environ['HTTP_TRANSFER_ENCODING']
  const isKept = await respond(socket, head, environ)
  if (asks && !hasRead) return false
  for await (const rest of body) void rest
  return isKept
}

async function respond(socket: Socket, { method, version }: Head, environ: Environ): Promise<boolean> {
  let started: { status: string; headers: [string, string][] } | undefined
  let isSent = false
  let isChunked = false
  let isKept = version === 'HTTP/1.1' && String(environ['HTTP_CONNECTION']).toLowerCase() !== 'close'
  const mayHaveBody = (): boolean => method !== 'HEAD' && !/^(204|304)/.test(started?.status ?? '')
  const sendHead = (length: number | undefined): void => {
    isSent = true
    const { status, headers } = started!
    const lines = headers.map(([name, value]) => `${name}: ${value}`)
    lines.push(`Date: ${new Date().toUTCString()}`)
    if (!/^(204|304)/.test(status)) {
      if (length !== undefined) lines.push(`Content-Length: ${length}`)
      else if (version === 'HTTP/1.1') lines.push('Transfer-Encoding: chunked')
      isChunked = length === undefined && version === 'HTTP/1.1' && mayHaveBody()
      if (length === undefined && version !== 'HTTP/1.1') isKept = false
    }
    if (!isKept) lines.push('Connection: close')
    socket.write(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  }
  const send = (chunk: Uint8Array, length?: number): void => {
    if (chunk.length === 0) return
    if (!isSent) sendHead(length)
    if (!mayHaveBody()) return
    if (isChunked) socket.write(`${chunk.length.toString(16)}\r\n`)
    socket.write(chunk)
    if (isChunked) socket.write('\r\n')
  }
  const start = (status: string, headers: [string, string][], error?: Error): unknown => {
    if (started !== undefined && error === undefined) throw new Error('startResponse was called twice')
    if (isSent && error !== undefined) throw error
    started = { status, headers }
    return send
  }
  let body: (AsyncIterable<Uint8Array> & { close?: () => void }) | undefined
  try {
    body = (await application(environ, start)) as typeof body
    const known = Array.isArray(body) ? (body as Uint8Array[]).reduce((sum, { length }) => sum + length, 0) : undefined
    for await (const chunk of body!) send(chunk, isSent ? undefined : known)
    if (!isSent) sendHead(known ?? 0)
    if (isChunked) socket.write('0\r\n\r\n')
  } catch (error) {
    console.error(error)
    if (isSent) {
      socket.resetAndDestroy()
      return false
    }
    started = { status: '500 Internal Server Error', headers: [['Content-Type', 'text/plain']] }
    send(Buffer.from('Internal Server Error'), 21)
  } finally {
    body?.close?.()
  }
  return isKept
}

async function serve(socket: Socket): Promise<void> {
  const incoming = new Incoming(socket)
  try {
    while (await serveOne(socket, incoming)) continue
  } catch (error) {
    console.log(String(error))
  }
  socket.end()
}

const port = Number(process.env.PORT ?? 8888)
const server = createServer({ allowHalfOpen: true }, socket => {
  socket.on('error', () => undefined)
  void serve(socket)
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
