// The parser is a generator that asks for bytes, the response one that gives them; a class holds the two together.
import { createServer, type Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

type Pairs = [string, string][]
type Want = { readonly until: string } | { readonly count: number }
type Gateway = (environ: Record<string, unknown>, start: unknown) => unknown
type Body = (Iterable<Uint8Array> | AsyncIterable<Uint8Array>) & { close?: () => void }

const at = process.argv[2]!.lastIndexOf(':')
const loaded = (await import(pathToFileURL(process.argv[2]!.slice(0, at)).href)) as Record<string, Gateway>
const run = loaded[process.argv[2]!.slice(at + 1)]!

class Source {
  #bytes = Buffer.alloc(0)
  readonly #reads: AsyncIterator<Buffer>

  constructor(socket: Socket) {
    this.#reads = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  /** Runs a parser, giving it what it asks for. */
  async feed<Result>(parser: Generator<Want, Result, Buffer>): Promise<Result> {
    let step = parser.next(Buffer.alloc(0))
    while (step.done !== true) step = parser.next(await this.#get(step.value))
    return step.value
  }

  async #get(want: Want): Promise<Buffer> {
    for (;;) {
      const found = 'until' in want ? this.#bytes.indexOf(want.until) + 1 : 1
      const end = 'until' in want ? found - 1 + want.until.length : want.count
      if (found > 0 && this.#bytes.length >= end) {
        const taken = this.#bytes.subarray(0, end)
        this.#bytes = this.#bytes.subarray(end)
        return taken
      }
      const read = await this.#reads.next()
      if (read.done === true) throw new RangeError('no more bytes')
      this.#bytes = Buffer.concat([this.#bytes, read.value])
    }
  }
}

function* head(): Generator<Want, { words: string[]; fields: Pairs }, Buffer> {
  const text = (yield { until: '\r\n\r\n' }).toString('latin1')
  const [first = '', ...lines] = text.trimEnd().split('\r\n')
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { words: first.split(' '), fields }
}

function* body(fields: Map<string, string>): Generator<Want, Buffer, Buffer> {
  if (fields.get('transfer-encoding')?.toLowerCase() !== 'chunked') {
    return yield { count: Number(fields.get('content-length') ?? '0') }
  }
  const parts: Buffer[] = []
  for (;;) {
    const size = Number.parseInt((yield { until: '\r\n' }).toString('latin1').split(';')[0]!, 16)
    if (size === 0) break
    parts.push((yield { count: size + 2 }).subarray(0, size))
  }
  while ((yield { until: '\r\n' }).length > 2);
  return Buffer.concat(parts)
}

class Exchange {
  status = ''
  headers: Pairs = []
  isSent = false
  isKept: boolean
  framing: 'none' | 'plain' | 'chunked' = 'plain'
  readonly socket: Socket
  readonly words: string[]

  constructor(socket: Socket, words: string[], connection: string) {
    this.socket = socket
    this.words = words
    this.isKept = words[2] === 'HTTP/1.1' && connection.toLowerCase() !== 'close'
  }

  start = (status: string, headers: Pairs, error?: Error): ((chunk: Uint8Array) => void) => {
    if (error && this.isSent) throw error
    if (!error && this.status) throw new Error('the response has been started')
    this.status = status
    this.headers = headers
    return chunk => this.write(chunk)
  }

  write(chunk: Uint8Array, all?: number): void {
    if (chunk.length === 0) return
    this.begin(all)
    for (const piece of this.framed(chunk)) this.socket.write(piece)
  }

  begin(all?: number): void {
    if (this.isSent) return
    this.isSent = true
    const isNew = this.words[2] === 'HTTP/1.1'
    const isBare = this.status.startsWith('204') || this.status.startsWith('304')
    this.framing = isBare || this.words[0] === 'HEAD' ? 'none' : all === undefined && isNew ? 'chunked' : 'plain'
    if (all === undefined && !isNew) this.isKept = false
    const lines = [`HTTP/1.1 ${this.status}`, `date: ${new Date().toUTCString()}`]
    for (const [name, value] of this.headers) lines.push(`${name}: ${value}`)
    if (all !== undefined && !isBare) lines.push(`content-length: ${all}`)
    if (this.framing === 'chunked') lines.push('transfer-encoding: chunked')
    if (!this.isKept) lines.push('connection: close')
    this.socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  }

  *framed(chunk: Uint8Array): Generator<Uint8Array | string> {
    if (this.framing === 'none') return
    if (this.framing === 'plain') return yield chunk
    yield `${chunk.length.toString(16)}\r\n`
    yield chunk
    yield '\r\n'
  }

  finish(): void {
    this.begin(0)
    if (this.framing === 'chunked') this.socket.write('0\r\n\r\n')
  }
}

async function serveOne(socket: Socket, source: Source): Promise<boolean> {
  const { words, fields } = await source.feed(head())
  const known = new Map(fields)
  const [method, target = '', version] = words
  const hosts = fields.filter(([name]) => name === 'host').length
  if (words.length !== 3 || !/^HTTP\/1\.\d$/.test(version!) || (version === 'HTTP/1.1' && hosts !== 1)) {
    socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return false
  }
  const exchange = new Exchange(socket, words, known.get('connection') ?? '')
  const expects = version === 'HTTP/1.1' && known.get('expect') === '100-continue'
  let taken: Promise<Buffer> | undefined
  const take = (): Promise<Buffer> => (taken ??= source.feed(body(known)))
  const read = (): Promise<Buffer> => {
    if (expects && taken === undefined) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    return take()
  }
  const mark = target.indexOf('?')
  const keys = fields
    .filter(([name]) => !name.includes('_'))
    .map(([name, value]) => [`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, value])
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: method,
    SCRIPT_NAME: '',
    PATH_INFO: (mark < 0 ? target : target.slice(0, mark)).replaceAll(/%../g, hex =>
      String.fromCharCode(parseInt(hex.slice(1), 16)),
    ),
    QUERY_STRING: mark < 0 ? '' : target.slice(mark + 1),
    SERVER_PROTOCOL: version,
    ...Object.fromEntries(keys),
    'tsgi.input': { read },
  }
  let given: Body | undefined
  try {
    given = (await run(environ, exchange.start)) as Body
    const all = Array.isArray(given) ? (given as Uint8Array[]).reduce((sum, one) => sum + one.length, 0) : undefined
    for await (const chunk of given) exchange.write(chunk, all)
    exchange.finish()
  } catch (error) {
    console.error(error)
    if (exchange.isSent) throw error
    exchange.start('500 Internal Server Error', [['content-type', 'text/plain']], new Error('it failed'))
    exchange.write(Buffer.from('It failed.\n'), 11)
  } finally {
    given?.close?.()
  }
  if (expects && taken === undefined) return false
  await take()
  return exchange.isKept
}

const server = createServer({ allowHalfOpen: true }, async socket => {
  const source = new Source(socket)
  socket.on('error', () => undefined)
  try {
    while (await serveOne(socket, source));
    socket.end()
  } catch (error) {
    if (error instanceof RangeError) socket.end()
    else socket.resetAndDestroy()
  }
})
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1', () => console.log('Serving HTTP'))
