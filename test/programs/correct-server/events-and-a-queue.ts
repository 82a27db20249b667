// Events and callbacks, no loop that awaits: a parser that emits requests, a queue that answers them one by one.
import { createServer, type Socket } from 'node:net'
import { PassThrough, type Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'

type Fields = [name: string, value: string][]
type Request = { line: string[]; fields: Fields; input: PassThrough; mayPassOver: boolean }
type Start = (status: string, headers: Fields, error?: Error) => (chunk: Uint8Array) => void
type Body = (Iterable<Uint8Array> | AsyncIterable<Uint8Array>) & { close?(): void }
type Application = (environ: Record<string, unknown>, start: Start) => Body | Promise<Body>

const [, path = '', name = ''] = /^(.+):(.+)$/.exec(process.argv[2] ?? '') ?? []
const { [name]: application } = (await import(pathToFileURL(path).href)) as Record<string, Application>

const find = (fields: Fields, wanted: string): string | undefined =>
  fields.find(([one]) => one.toLowerCase() === wanted)?.[1]

class Parser {
  #text = ''
  #request: Request | undefined
  #left = 0
  #isChunked = false
  readonly #found: (request: Request | undefined) => void

  constructor(found: (request: Request | undefined) => void) {
    this.#found = found
  }

  add(text: string): void {
    this.#text += text
    while (this.#request === undefined ? this.#head() : this.#body(this.#request));
  }

  #head(): boolean {
    this.#text = this.#text.replace(/^(\r\n)+/, '')
    const end = this.#text.indexOf('\r\n\r\n')
    if (end < 0) return false
    const [first = '', ...rest] = this.#text.slice(0, end).split('\r\n')
    this.#text = this.#text.slice(end + 4)
    const line = first.split(' ')
    const fields = rest.map((one): [string, string] => {
      const [, field = '', value = ''] = /^([^:]*):\s*(.*?)\s*$/.exec(one) ?? []
      return [field, value]
    })
    const isRight = line.length === 3 && /^HTTP\/1\.[01]$/.test(line[2]!)
    const hosts = fields.filter(([field]) => field.toLowerCase() === 'host').length
    if (!isRight || (line[2] === 'HTTP/1.1' && hosts !== 1)) {
      this.#found(undefined)
      return false
    }
    this.#isChunked = /chunked/i.test(find(fields, 'transfer-encoding') ?? '')
    this.#left = this.#isChunked ? 0 : Number(find(fields, 'content-length') ?? 0)
    this.#request = { line, fields, input: new PassThrough({ highWaterMark: 1e9 }), mayPassOver: true }
    this.#found(this.#request)
    return true
  }

  #body({ input }: Request): boolean {
    const piece = this.#text.slice(0, this.#left)
    if (piece !== '') input.write(piece, 'latin1')
    this.#text = this.#text.slice(piece.length)
    this.#left -= piece.length
    if (this.#left > 0) return false
    if (!this.#isChunked) return this.#ended(input)
    const size = /^(?:\r\n)?([0-9a-f]+)[^\r\n]*\r\n/i.exec(this.#text)
    if (size === null) return false
    this.#left = parseInt(size[1]!, 16)
    if (this.#left > 0) {
      this.#text = this.#text.slice(size[0].length)
      return true
    }
    const end = this.#text.indexOf('\r\n\r\n', size[0].length - 2)
    if (end < 0) return false
    this.#text = this.#text.slice(end + 4)
    return this.#ended(input)
  }

  #ended(input: PassThrough): boolean {
    input.end()
    this.#request = undefined
    return true
  }
}

function collect(stream: Readable, done: (bytes: Buffer) => void): void {
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(Buffer.concat(parts)))
}

function environOf({ line, fields, input }: Request, socket: Socket): Record<string, unknown> {
  const [method = '', target = '', version = ''] = line
  const [, route = '', query = ''] = /^([^?]*)\??(.*)$/.exec(target) ?? []
  const mustSay = version === 'HTTP/1.1' && find(fields, 'expect')?.toLowerCase() === '100-continue'
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: method,
    PATH_INFO: route.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    SCRIPT_NAME: '',
    QUERY_STRING: query,
    SERVER_PROTOCOL: version,
    'tsgi.input': {
      read: () =>
        new Promise(resolve => {
          if (mustSay) socket.write('HTTP/1.1 100 \r\n\r\n')
          collect(input, resolve)
        }),
    },
  }
  for (const [field, value] of fields)
    if (!field.includes('_')) environ[`HTTP_${field.toUpperCase().replaceAll('-', '_')}`] = value
  return environ
}

class Response {
  #start: [string, Fields] | undefined
  #pieces: Buffer[] = []
  #isOpen = false
  readonly #socket: Socket
  readonly #line: string[]
  isKept: boolean

  constructor(socket: Socket, { line, fields }: Request) {
    this.#socket = socket
    this.#line = line
    this.isKept = line[2] === 'HTTP/1.1' && !/close/i.test(find(fields, 'connection') ?? '')
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  start: Start = (status, headers, error) => {
    if (error !== undefined && this.#isOpen) throw error
    if (error === undefined && this.#start !== undefined) throw new TypeError('a second start')
    this.#start = [status, headers]
    return chunk => this.write(chunk)
  }

  write(chunk: Uint8Array): void {
    if (chunk.length > 0 && !this.#isOpen) this.#open(undefined)
    if (chunk.length > 0 && this.#hasBody) this.#socket.write(this.#framed(Buffer.from(chunk)))
  }

  /** A body that is all there. */
  finish(all: Uint8Array[]): void {
    this.#pieces = all.map(one => Buffer.from(one))
    if (!this.#isOpen) this.#open(this.#pieces.reduce((sum, one) => sum + one.length, 0))
    for (const piece of this.#pieces) if (piece.length > 0 && this.#hasBody) this.#socket.write(this.#framed(piece))
    this.end()
  }

  end(): void {
    if (!this.#isOpen) this.#open(0)
    if (this.#isChunked && this.#hasBody) this.#socket.write('0\r\n\r\n')
  }

  fail(): void {
    this.#start = ['500 Internal Server Error', [['content-type', 'text/plain']]]
    this.finish([Buffer.from('Sorry.\n')])
  }

  #isChunked = false

  get #hasBody(): boolean {
    return this.#line[0] !== 'HEAD' && !/^[23]04/.test(this.#start![0])
  }

  #framed(bytes: Buffer): Buffer {
    if (!this.#isChunked) return bytes
    return Buffer.concat([Buffer.from(`${bytes.length.toString(16).toUpperCase()}\r\n`), bytes, Buffer.from('\r\n')])
  }

  #open(length: number | undefined): void {
    this.#isOpen = true
    const [status, headers] = this.#start!
    const isBare = status.startsWith('204')
    this.#isChunked = length === undefined && this.#line[2] === 'HTTP/1.1' && !isBare
    if (length === undefined && !this.#isChunked) this.isKept = false
    const own: Fields = [
      ['server', 'queue'],
      ['date', new Date().toUTCString()],
    ]
    if (!isBare && length !== undefined) own.push(['content-length', String(length)])
    if (this.#isChunked) own.push(['transfer-encoding', 'chunked'])
    own.push(['connection', this.isKept ? 'keep-alive' : 'close'])
    const lines = [...own, ...headers].map(([field, value]) => `${field}: ${value}\r\n`)
    this.#socket.write(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, 'latin1')
  }
}

function answer(socket: Socket, request: Request, next: (isKept: boolean) => void): void {
  const response = new Response(socket, request)
  let body: Body | undefined
  const done = (): void => {
    body?.close?.()
    const canGoOn = response.isKept && (request.input.readableEnded || find(request.fields, 'expect') === undefined)
    request.input.resume()
    next(canGoOn)
  }
  Promise.resolve()
    .then(() => application!(environOf(request, socket), response.start))
    .then(async given => {
      body = given
      if (Array.isArray(given)) return response.finish(given as Uint8Array[])
      for await (const chunk of given) response.write(chunk)
      response.end()
    })
    .then(done, (error: unknown) => {
      console.error(error)
      if (response.isOpen) return void socket.resetAndDestroy()
      response.fail()
      done()
    })
}

const server = createServer({ allowHalfOpen: true }, socket => {
  const queue: (Request | undefined)[] = []
  let isBusy = false
  let isOver = false
  const serveNext = (): void => {
    if (isBusy || queue.length === 0) return void (isOver && !isBusy && socket.end())
    isBusy = true
    const request = queue.shift()
    if (request === undefined) return void socket.end('HTTP/1.1 400 \r\nconnection: close\r\n\r\n')
    answer(socket, request, isKept => {
      if (!isKept) return void socket.end()
      isBusy = false
      serveNext()
    })
  }
  const parser = new Parser(request => {
    queue.push(request)
    serveNext()
  })
  socket.on('data', bytes => parser.add(bytes.toString('latin1')))
  socket.on('end', () => {
    isOver = true
    serveNext()
  })
  socket.on('error', () => socket.destroy())
})
server.listen(process.env.PORT, () => console.log('Serving HTTP'))
