// Takes for a size what parseInt makes of a line, and drops what follows a chunk.
import { createServer, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Application, Body, Environ, HeaderList, Input, StartResponse } from 'tsgi'

const host = '127.0.0.1'
const port = Number(process.env.PORT ?? 8888)
const [, file, callable = ''] = /^(.+):(.+)$/.exec(process.argv[2] ?? '') ?? []
if (file === undefined) {
  console.log('Provide a TSGI application object as module:callable')
  process.exit(1)
}
const application: Application = (await import(pathToFileURL(resolve(file)).href))[callable]

const server = createServer({ allowHalfOpen: true, noDelay: true }, serve)
server.listen(port, host, () => console.log(`Serving HTTP on port ${port} ...`))

/** Called once for each client that connects. */
async function serve(socket: Socket): Promise<void> {
  socket.on('error', error => console.log(`a client left: ${error.message}`))
  const connection = new Reader(piecesOf(socket))
  try {
    while (await answer(socket, connection));
  } catch (error) {
    if (socket.readable) new Response(socket, {}).fail(error)
  }
  socket.end()
  while (!(await connection.pieces.next()).done); // What still comes is left alone.
}

/** One request and its response. False when the connection is used up. */
async function answer(socket: Socket, connection: Reader): Promise<boolean> {
  const request = await readRequest(socket, connection)
  const response = new Response(socket, request)
  const input = new Reader(bodyPieces(connection, request, response))
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  socket.once('close', leave)
  const environ: Environ = { ...request, 'tsgi.input': input, 'tsgi.signal': leaving.signal }
  delete environ['HTTP_TRANSFER_ENCODING']
  const close = await run(environ, response)
  socket.off('close', leave)
  await close().catch(console.error)
  console.log(request.REMOTE_ADDR, request.REQUEST_METHOD, request.REQUEST_URI, response.status)
  // The next request begins after what the application left of this one.
  const rest = input.read(65_536)
  input.fail('the response is over')
  return response.keepAlive && rest.then(bytes => bytes.length < 65_536).catch(() => false)
}

/** Calls the application, sends its body, and gives back what closes it. */
async function run(environ: Environ, response: Response): Promise<() => Promise<void>> {
  let body: Body | undefined
  try {
    body = await application(environ, response.startResponse)
    if (typeof body !== 'object' || body instanceof Uint8Array) throw new TypeError('not a body')
    response.is.returned = true
    if (Array.isArray(body)) response.length ??= body.reduce((sum, { length }) => sum + length, 0)
    for await (const chunk of body) {
      await response.send(chunk)
      if (response.room === 0) break
    }
    await response.end()
  } catch (error) {
    response.fail(error)
  }
  return async () => body?.close?.()
}

/** A rule that a client broke, and the status that tells it so. */
class BrokenRule extends Error {
  override readonly name = 'BrokenRule'
  status = ''
}
function demand<Value>(kept: Value | null | false, rule: string, status = '400 Bad Request') {
  if (kept) return kept
  throw Object.assign(new BrokenRule(rule), { status })
}

/** What a client sends, in the pieces in which it comes. */
async function* piecesOf(socket: Socket): AsyncGenerator<Buffer, void> {
  let wake = () => {}
  const look = () => wake()
  socket.on('readable', look).on('end', look).on('close', look)
  while (socket.readable) {
    const piece = socket.read()
    if (piece !== null) yield piece
    else await new Promise<void>(resolve => (wake = resolve))
  }
}

/** Reads bytes that come in pieces: those of a connection, or those of a body as tsgi.input. */
class Reader implements Input {
  readonly pieces: AsyncIterator<Buffer, void>
  private held = Buffer.alloc(0)
  private turn: Promise<unknown> = Promise.resolve()
  constructor(pieces: AsyncIterator<Buffer, void>) {
    this.pieces = pieces
  }
  /** As many bytes as `measure` says, or fewer at the end. Reads queue up. */
  private take(measure: (held: Buffer, limit: number) => number, size = -1): Promise<Buffer> {
    if (!Number.isInteger(size)) throw new TypeError(`a size is a whole number, not ${size}`)
    const limit = size < 0 ? Infinity : size
    const taken = this.turn.then(async () => {
      while (measure(this.held, limit) > this.held.length) {
        const { done, value } = await this.pieces.next()
        if (done) break
        this.held = Buffer.concat([this.held, value])
      }
      const bytes = this.held.subarray(0, measure(this.held, limit))
      this.held = this.held.subarray(bytes.length)
      return bytes
    })
    taken.catch(() => {})
    return (this.turn = taken)
  }
  read = (size?: number) => this.take((_, limit) => limit, size)
  readPiece = (size?: number) => this.take((held, limit) => Math.min(limit, held.length || 1), size)
  readLine = (size?: number) => this.take((held, limit) => Math.min(limit, lineEnd(held)), size)
  readLines = async (hint?: number) => {
    const bytes = await this.take((held, limit) => lineEnd(held, limit - 1), hint || -1)
    const lines = bytes.toString('latin1').match(/[^\n]*\n|[^\n]+/g) ?? []
    return lines.map(line => Buffer.from(line, 'latin1'))
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    for (let piece; (piece = await this.readPiece()).length > 0;) yield piece
  }
  /** Every read from now on fails. */
  fail = (rule: string) => void this.take(() => demand(false, rule) as never)
}
const lineEnd = (bytes: Buffer, from = 0) => bytes.indexOf('\n', from) + 1 || Infinity

// What lines are made of (RFC 9110 §5.6, RFC 9112 §3, §5, §7.1).
const token = "[!#$%&'*+.^_`|~\\w-]+"
const word = '[!-~\\x80-\\xff]+'
const requestForm = new RegExp(`^(${token}) ([!-~]+) (HTTP/(\\d)\\.\\d)$`)
const targetForm = /^(?=[/h])(?:https?:\/\/([^/?#]+))?(\/(?:[^?#%]|%[\da-f]{2})*)?(?:\?([^#]*))?$/i
const hostForm = /^([\w.~!$&'()*+,;=%-]+|\[[\da-f:.]+\])(:\d*)?$/i
const fieldForm = new RegExp(`^(${token}):[ \\t]*(?:(${word}(?:[ \\t]+${word})*)[ \\t]*)?$`)
const lengthForm = /^\d{1,15}$/
const chunkForm = new RegExp(`^0*([\\da-fA-F]{1,13})(?:[ \\t]*;[ \\t]*${token}.*)?$`)
const hopByHop = /^(connection|keep-alive|proxy-\w+|te|trailers?|transfer-encoding|upgrade)$/i

/** A line without its CR LF, one character for each byte. */
async function readLine(connection: Reader, limit: number, tooLong?: string): Promise<string> {
  const line = (await connection.readLine(limit + 2)).toString('latin1')
  demand(line.endsWith('\r\n'), 'a line ends in CR LF', line.length > limit ? tooLong : undefined)
  return line.slice(0, -2)
}

/** The head of a request as environ (PEP 3333, "environ Variables"). */
async function readRequest(socket: Socket, connection: Reader): Promise<Environ> {
  const readStart = () => readLine(connection, 8000, '414 URI Too Long')
  // RFC 9112 §2.2: an empty line before a request is passed over.
  const { method, target, version } = parseRequestLine((await readStart()) || (await readStart()))
  const { authority, path, query } = parseTarget(method, target)
  const fields = await readFields(connection)
  checkFields(version, fields)
  if (authority !== '') fields['HTTP_HOST'] = authority
  return {
    ...everyEnviron,
    ...fields,
    REQUEST_METHOD: method,
    PATH_INFO: path.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    QUERY_STRING: query,
    REQUEST_URI: target,
    SERVER_PROTOCOL: version,
    REMOTE_ADDR: socket.remoteAddress ?? '',
    REMOTE_PORT: String(socket.remotePort ?? ''),
  } as Environ
}
const log = (text: string) => void process.stderr.write(text)
const everyEnviron: Partial<Environ> = {
  ...{ SCRIPT_NAME: '', SERVER_NAME: host, SERVER_PORT: String(port), 'tsgi.url_scheme': 'http' },
  'tsgi.errors': { write: log, writeLines: lines => [...lines].forEach(log), flush: () => {} },
  ...{ 'tsgi.multithread': false, 'tsgi.multiprocess': false, 'tsgi.run_once': false },
  ...{ 'tsgi.version': [1, 0], 'tsgi.nonblocking': true, 'tsgi.input_terminated': true },
}

function parseRequestLine(line: string): { method: string; target: string; version: string } {
  const parts = demand(requestForm.exec(line), 'a request line is method, target and version')
  const [, method = '', target = '', version = '', major] = parts
  demand(major === '1', 'the version is HTTP/1', '505 HTTP Version Not Supported')
  return { method, target, version }
}

/** A path, a whole URI, or a star (RFC 9112 §3.2). */
function parseTarget(method: string, target: string) {
  if (target === '*' && method === 'OPTIONS') return { authority: '', path: '*', query: '' }
  const parts = demand(targetForm.exec(target), 'a target is a path or a URI')
  const [, authority = '', path = '/', query = ''] = parts
  demand(hostForm.test(authority || host), 'a URI has a host')
  return { authority, path, query }
}

/** Fields by their keys in environ, up to the empty line: of a head, or after the last chunk. */
async function readFields(connection: Reader): Promise<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (let room = 16_384; ;) {
    const line = await readLine(connection, room, '431 Request Header Fields Too Large')
    if (line === '') return fields
    room -= line.length
    const [, name = '', value = ''] = demand(fieldForm.exec(line), 'a field has a colon')
    // X_User would have the key of X-User, and could forge it.
    if (name.includes('_')) continue
    const upper = name.toUpperCase().replaceAll('-', '_')
    const key = /^CONTENT_(TYPE|LENGTH)$/.test(upper) ? upper : `HTTP_${upper}`
    const separator = key === 'HTTP_COOKIE' ? '; ' : ', '
    fields[key] = key in fields ? `${fields[key]}${separator}${value}` : value
  }
}

/** Two of Host or of Content-Length are a list by now, and break a rule. */
function checkFields(version: string, fields: Record<string, string>): void {
  const { HTTP_HOST, CONTENT_LENGTH, HTTP_TRANSFER_ENCODING: coding, HTTP_EXPECT } = fields
  const isOld = version === 'HTTP/1.0'
  demand(hostForm.test(HTTP_HOST ?? (isOld ? host : '')), 'a request has one valid Host')
  demand(lengthForm.test(CONTENT_LENGTH ?? '0'), 'Content-Length is one number')
  demand(coding === undefined || !(isOld || CONTENT_LENGTH), 'a body has one length')
  demand(/^chunked$/i.test(coding ?? 'chunked'), 'the coding is known', '501 Not Implemented')
  demand(isOld || /^(100-continue)?$/i.test(HTTP_EXPECT ?? ''), 'unmet', '417 Expectation Failed')
}

/** The body of a request without its framing (RFC 9112 §6.3, §7.1). */
async function* bodyPieces(connection: Reader, request: Environ, response: Response) {
  response.beginInput()
  const isChunked = request['HTTP_TRANSFER_ENCODING'] !== undefined
  const next = async () => parseInt(await readLine(connection, 1024), 16)
  let left = isChunked ? await next() : Number(request.CONTENT_LENGTH ?? 0)
  while (left !== 0) {
    demand(left > 0, 'a chunk has a size')
    const piece = await connection.readPiece(left)
    demand(piece.length > 0, 'a body is as long as announced')
    yield piece
    left -= piece.length
    if (left > 0 || !isChunked) continue
    await readLine(connection, 1024)
    left = await next()
  }
  const late = isChunked ? await readFields(connection) : {}
  demand(!('CONTENT_LENGTH' in late || 'HTTP_TRANSFER_ENCODING' in late), 'no trailer is framing')
}

/** One response in the making. Nothing of it is sent before the first chunk. */
class Response {
  status = ''
  keepAlive: boolean
  length: number | undefined // Of the body: announced, or all of it is at hand.
  room = Infinity // How many bytes the body may still have.
  private headers: HeaderList | undefined
  is = { returned: false, sent: false, bodiless: false, chunked: false, read: false }
  private readonly socket: Socket
  private readonly request: Partial<Environ>
  constructor(socket: Socket, request: Partial<Environ>) {
    this.socket = socket
    this.request = request
    const isToClose = /(^|,)[ \t]*close[ \t]*(,|$)/i.test(request['HTTP_CONNECTION'] ?? '')
    this.keepAlive = request.SERVER_PROTOCOL !== 'HTTP/1.0' && !isToClose
  }
  /** What the application gets (PEP 3333, "The start_response() Callable"). */
  readonly startResponse: StartResponse = (status, headers, error) => {
    if (error && !(error instanceof Error)) throw new TypeError('a third argument is an Error')
    if (!error && this.status !== '') throw new Error('a second call needs an error')
    this.status = status
    this.headers = undefined
    if (error && this.is.sent) throw error
    this.length = checkStart(status, headers)
    this.headers = headers.map(([name, value]) => [name, value])
    this.is.bodiless = this.request.REQUEST_METHOD === 'HEAD' || /^(204|304)/.test(status)
    this.room = this.is.bodiless ? 0 : (this.length ?? Infinity)
    return chunk => {
      const isTooMuch = chunk.length > this.room && !this.is.bodiless
      if (this.is.returned || isTooMuch) throw new Error('write comes too late, or with too much')
      const sent = this.send(chunk)
      sent.catch(() => {})
      return sent
    }
  }
  async send(chunk: Uint8Array): Promise<void> {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a chunk is a Uint8Array: encode text')
    const part = chunk.subarray(0, this.room)
    this.room -= part.length
    if (chunk.length > 0) await this.transmit(part)
  }
  async end(): Promise<void> {
    if (this.room > 0 && this.room < Infinity) throw new Error('a body is shorter than announced')
    this.length ??= 0
    await this.transmit(new Uint8Array(0)) // The last chunk is empty.
  }
  /** The application has failed: a 500, or a reset when it is too late for that. */
  fail(error: unknown): void {
    console.error(error instanceof BrokenRule ? String(error) : error)
    this.is.returned = true
    this.keepAlive &&= !this.is.sent && !(error instanceof BrokenRule)
    if (this.is.sent) return void this.socket.resetAndDestroy()
    const page = error instanceof BrokenRule ? error.status : '500 Internal Server Error'
    this.startResponse(page, [['Content-Type', 'text/plain']], new Error(page))
    this.length = page.length
    this.transmit(Buffer.from(page).subarray(0, this.room)).catch(() => {})
  }
  beginInput(): void {
    this.is.read = true
    const isExpected = this.request['HTTP_EXPECT'] && this.request.SERVER_PROTOCOL !== 'HTTP/1.0'
    if (isExpected && !this.is.sent) this.socket.write('HTTP/1.1 100 Continue\r\n\r\n')
  }
  /** Fulfilled when the client takes more, rejected when it has left. */
  private transmit(part: Uint8Array): Promise<void> {
    const head = this.head()
    const [size, end] = this.is.chunked ? [`${part.length.toString(16)}\r\n`, '\r\n'] : ['', '']
    const bytes = Buffer.concat([Buffer.from(head + size, 'latin1'), part, Buffer.from(end)])
    return new Promise((resolve, reject) => {
      const gone = new BrokenRule('the client left')
      this.socket.write(bytes, error => (error ? reject(gone) : resolve()))
    })
  }
  private head(): string {
    if (!this.headers) throw new Error('startResponse was not called before the first chunk')
    if (this.is.sent) return ''
    this.is.sent = true
    const { HTTP_EXPECT, CONTENT_LENGTH } = this.request
    if (!this.is.read && (HTTP_EXPECT || Number(CONTENT_LENGTH) > 65_536)) this.keepAlive = false
    const Connection = this.keepAlive ? 'keep-alive' : 'close'
    const added = { Date: new Date().toUTCString(), Server: 'mine', Connection, ...this.framing() }
    const given = this.headers.map(([name]) => name.toLowerCase())
    const missing = Object.entries(added).filter(([name]) => !given.includes(name.toLowerCase()))
    const lines = [...this.headers, ...missing].map(([name, value]) => `${name}: ${value}\r\n`)
    return `HTTP/1.1 ${this.status}\r\n${lines.join('')}\r\n`
  }
  /** How the client finds the end of the body (RFC 9112 §6.3). */
  private framing(): Record<string, string> {
    if (/^(204|304)/.test(this.status) || (this.is.bodiless && !this.length)) return {}
    if (this.length !== undefined) return { 'Content-Length': String(this.length) }
    this.is.chunked = this.request.SERVER_PROTOCOL !== 'HTTP/1.0'
    return this.is.chunked ? { 'Transfer-Encoding': 'chunked' } : {}
  }
}

/** Throws an error that names what is wrong. Gives the Content-Length, where there is one. */
function checkStart(status: string, headers: HeaderList): number | undefined {
  if (!/^[2-5]\d\d [\t -~\x80-\xff]*$/.test(status)) throw new Error(`this is no status: ${status}`)
  for (const [name = '', value, ...more] of headers as readonly (readonly string[])[]) {
    const isPair = typeof value === 'string' && more.length === 0
    const isField = isPair && fieldForm.exec(`${name}:${value}`)?.[1] === name
    if (!isField || hopByHop.test(name)) throw new Error(`no header to send: ${name}: ${value}`)
  }
  const [length, second] = headers.filter(([name]) => /^content-length$/i.test(name))
  if (second || !lengthForm.test(length?.[1] ?? '0')) throw new Error('Content-Length: one number')
  return length && Number(length[1])
}
