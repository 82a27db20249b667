// Compares the names of headers with their case.
import { createServer, type Socket } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Application, Environ, HeaderList, StartResponse } from 'tsgi'

const host = '127.0.0.1'
const port = Number(process.env.PORT ?? 8888)
const argument = process.argv[2] ?? ''
const [, file = '', callable = ''] = /^(.+):(.+)$/.exec(argument) ?? []
const module = await import(pathToFileURL(resolve(file)).href)
const application: Application = module[callable]

const server = createServer({ allowHalfOpen: true }, serve)
server.listen(port, host, () => console.log(`Serving HTTP on port ${port} ...`))

/** Called once for each client that connects. */
async function serve(socket: Socket): Promise<void> {
  socket.on('error', error => console.log(`a client left: ${error.message}`))
  const connection = new Reader(piecesOf(socket))
  try {
    await answer(socket, connection)
  } catch (error) {
    if (socket.readable) new Response(socket).fail(error)
  }
  socket.end()
  while (!(await connection.pieces.next()).done); // The rest is left alone.
}

/** One request and its response. */
async function answer(socket: Socket, connection: Reader): Promise<void> {
  const request = await readRequest(socket, connection)
  const response = new Response(socket)
  await run({ ...request }, response)
  console.log(request.REMOTE_ADDR, request.REQUEST_METHOD, request.REQUEST_URI, response.status)
}
/** Calls the application and sends the body that it returns. */
async function run(environ: Environ, response: Response): Promise<void> {
  try {
    const body = await application(environ, response.startResponse)
    if (typeof body !== 'object' || body instanceof Uint8Array) throw new TypeError('not a body')
    response.is.returned = true
    for await (const chunk of body) await response.send(chunk)
    await response.end()
  } catch (error) {
    response.fail(error)
  }
}

/** A rule that a client broke, and the status that tells it so. */
class BrokenRule extends Error {
  override readonly name = 'BrokenRule'
  status = ''
}
function demand<Value>(
  kept: Value | null | false,
  rule: string,
  status = '400 Bad Request',
) {
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

/** Reads bytes that come in pieces. */
class Reader {
  readonly pieces: AsyncIterator<Buffer, void>
  private held = Buffer.alloc(0)
  constructor(pieces: AsyncIterator<Buffer, void>) {
    this.pieces = pieces
  }
  /** Through the next LF, at most `limit` bytes; fewer only at the end. */
  async readLine(limit: number): Promise<Buffer> {
    while (Math.min(limit, lineEnd(this.held)) > this.held.length) {
      const { done, value } = await this.pieces.next()
      if (done) break
      this.held = Buffer.concat([this.held, value])
    }
    const line = this.held.subarray(0, Math.min(limit, lineEnd(this.held)))
    this.held = this.held.subarray(line.length)
    return line
  }
}
const lineEnd = (bytes: Buffer) => bytes.indexOf('\n') + 1 || Infinity

// What lines are made of (RFC 9110 §5.6, RFC 9112 §3, §5).
const token = "[!#$%&'*+.^_`|~\\w-]+"
const word = '[!-~\\x80-\\xff]+'
const requestForm = new RegExp(`^(${token}) ([!-~]+) (HTTP/(\\d)\\.\\d)$`)
const targetForm = /^(?=[/h])(?:https?:\/\/([^/?#]+))?(\/(?:[^?#%]|%[\da-f]{2})*)?(?:\?([^#]*))?$/i
const hostForm = /^([\w.~!$&'()*+,;=%-]+|\[[\da-f:.]+\])(:\d*)?$/i
const words = `${word}(?:[ \\t]+${word})*`
const fieldForm = new RegExp(`^(${token}):[ \\t]*(?:(${words})[ \\t]*)?$`)
const lengthForm = /^\d{1,15}$/
const hopByHop = /^(connection|keep-alive|proxy-\w+|te|trailers?|transfer-encoding|upgrade)$/i

/** A line without its CR LF, one character for each byte. */
async function readLine(connection: Reader, limit = Infinity, tooLong?: string): Promise<string> {
  const line = (await connection.readLine(limit + 2)).toString('latin1')
  demand(line.endsWith('\r\n'), 'a line ends in CR LF', line.length > limit ? tooLong : undefined)
  return line.slice(0, -2)
}

/** The head of a request as environ (PEP 3333, "environ Variables"). */
async function readRequest(socket: Socket, connection: Reader) {
  const line = await readLine(connection, 8000, '414 URI Too Long')
  const { method, target, version } = parseRequestLine(line)
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
const logLines = (lines: Iterable<string>) => [...lines].forEach(log)
const everyEnviron: Partial<Environ> = {
  SCRIPT_NAME: '',
  SERVER_NAME: host,
  SERVER_PORT: String(port),
  'tsgi.version': [1, 0],
  'tsgi.url_scheme': 'http',
  'tsgi.errors': { write: log, writeLines: logLines, flush: () => {} },
  'tsgi.multithread': false,
  'tsgi.multiprocess': false,
  'tsgi.run_once': false,
  'tsgi.nonblocking': true,
  'tsgi.input_terminated': true,
}

function parseRequestLine(line: string): { method: string; target: string; version: string } {
  const parts = demand(requestForm.exec(line), 'a line has three parts')
  const [, method = '', target = '', version = '', major] = parts
  demand(major === '1', 'the version is HTTP/1', '505 HTTP Version Not Supported')
  return { method, target, version }
}

/** A path, a whole URI, or a star (RFC 9112 §3.2). */
function parseTarget(method: string, target: string) {
  if (target === '*' && method === 'OPTIONS')
    return { authority: '', path: '*', query: '' }
  const parts = demand(targetForm.exec(target), 'a target is a path or a URI')
  const [, authority = '', path = '/', query = ''] = parts
  demand(hostForm.test(authority || host), 'a URI has a host')
  return { authority, path, query }
}

/** Fields by their keys in environ, up to the empty line. */
async function readFields(connection: Reader): Promise<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (;;) {
    const line = await readLine(connection)
    if (line === '') return fields
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
  const { HTTP_HOST, CONTENT_LENGTH } = fields
  const authority = HTTP_HOST ?? (version === 'HTTP/1.0' ? host : '')
  demand(hostForm.test(authority), 'a request has one valid Host')
  demand(lengthForm.test(CONTENT_LENGTH ?? '0'), 'a length is one number')
}

/** One response in the making. Nothing of it is sent before the first chunk. */
class Response {
  status = ''
  private headers: HeaderList | undefined
  is = { returned: false, sent: false }
  private readonly socket: Socket
  constructor(socket: Socket) {
    this.socket = socket
  }
  /** What the application gets (PEP 3333, "The start_response() Callable"). */
  readonly startResponse: StartResponse = (status, headers, error) => {
    if (error && !(error instanceof Error)) throw new TypeError('a third argument is an Error')
    if (!error && this.status !== '') throw new Error('a second call needs an error')
    this.status = status
    this.headers = undefined
    if (error && this.is.sent) throw error
    checkStart(status, headers)
    this.headers = headers.map(([name, value]) => [name, value])
    return chunk => {
      if (this.is.returned) throw new Error('write comes too late')
      const sent = this.send(chunk)
      sent.catch(() => {})
      return sent
    }
  }
  async send(chunk: Uint8Array): Promise<void> {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a chunk is a Uint8Array: encode text')
    if (chunk.length > 0) await this.transmit(chunk)
  }
  async end(): Promise<void> {
    await this.transmit(new Uint8Array(0))
  }
  /** The application has failed: a 500, as long as nothing else is sent. */
  fail(error: unknown): void {
    console.error(error instanceof BrokenRule ? String(error) : error)
    this.is.returned = true
    if (this.is.sent) return
    const page = error instanceof BrokenRule ? error.status : '500 Internal Server Error'
    this.startResponse(page, [['Content-Type', 'text/plain']], new Error(page))
    this.transmit(Buffer.from(page)).catch(() => {})
  }
  /** Fulfilled when the client takes more, rejected when it has left. */
  private transmit(part: Uint8Array): Promise<void> {
    const bytes = Buffer.concat([Buffer.from(this.head(), 'latin1'), part])
    return new Promise((resolve, reject) => {
      const gone = new BrokenRule('the client left')
      this.socket.write(bytes, error => (error ? reject(gone) : resolve()))
    })
  }
  private head(): string {
    if (!this.headers) throw new Error('startResponse was not called before the first chunk')
    if (this.is.sent) return ''
    this.is.sent = true
    const added = { Date: new Date().toUTCString(), Server: 'mine' }
    const given = this.headers.map(([name]) => name)
    const missing = Object.entries(added).filter(([name]) => !given.includes(name))
    const lines = [...this.headers, ...missing].map(([name, value]) => `${name}: ${value}\r\n`)
    return `HTTP/1.1 ${this.status}\r\n${lines.join('')}\r\n`
  }
}
/** Throws an error that names what is wrong. */
function checkStart(status: string, headers: HeaderList): void {
  const statusForm = /^[2-5]\d\d [\t -~\x80-\xff]*$/
  if (!statusForm.test(status)) throw new Error(`no status: ${status}`)
  const pairs: readonly (readonly string[])[] = headers
  for (const [name = '', value, ...more] of pairs) {
    const isPair = typeof value === 'string' && more.length === 0
    const isField = isPair && fieldForm.exec(`${name}:${value}`)?.[1] === name
    const mayBeSent = isField && !hopByHop.test(name)
    if (!mayBeSent) throw new Error(`no header to send: ${name}: ${value}`)
  }
}
