// Half-way: has the keys of the request line, and reads the header lines past.
import { createServer, type Socket } from 'node:net'
import type { Environ } from 'tsgi'

const host = '127.0.0.1'
const port = Number(process.env.PORT ?? 8888)

const server = createServer({ allowHalfOpen: true }, serve)
server.listen(port, host, () => console.log(`Serving HTTP on port ${port} ...`))

/** Called once for each client that connects. */
async function serve(socket: Socket): Promise<void> {
  socket.on('error', error => console.log(`a client left: ${error.message}`))
  const connection = new Reader(piecesOf(socket))
  try {
    await answer(socket, connection)
  } catch (error) {
    if (socket.readable) refuse(socket, error)
  }
  socket.end()
  while (!(await connection.pieces.next()).done); // The rest is left alone.
}

/** One request and its response. */
async function answer(socket: Socket, connection: Reader): Promise<void> {
  const request = await readRequest(socket, connection)
  respond(socket, '200 OK', formatEnviron(request))
  console.log(request.REMOTE_ADDR, request.REQUEST_METHOD, request.REQUEST_URI, '200 OK')
}

/** A line for each key, sorted by key. */
function formatEnviron(environ: Environ): string {
  const keys = Object.keys(environ).toSorted()
  return keys.map(key => `${key}=${formatValue(environ[key])}\n`).join('')
}

/** The version is an array, [1, 0], and is written as 1.0. */
function formatValue(value: unknown): string {
  return Array.isArray(value) ? value.join('.') : String(value)
}

/** Answers a request that cannot be served. */
function refuse(socket: Socket, error: unknown): void {
  const status = error instanceof BrokenRule ? error.status : '500 Internal Server Error'
  respond(socket, status, `${status}\n`)
  console.log(socket.remoteAddress, status, error instanceof BrokenRule ? error.message : error)
}

/** Sends a whole response. Its body ends where the connection does. */
function respond(socket: Socket, status: string, body: string): void {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n\r\n`
  socket.write(head + body, 'latin1')
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
const requestForm = new RegExp(`^(${token}) ([!-~]+) (HTTP/(\\d)\\.\\d)$`)

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
  return {
    ...fields,
    SCRIPT_NAME: '',
    REQUEST_METHOD: method,
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_URI: target,
    SERVER_PROTOCOL: version,
    // TODO, step 2: decode the path, and nothing else.
    // TODO, step 5: what the server knows by itself.
  } as Environ
}

function parseRequestLine(line: string): { method: string; target: string; version: string } {
  const parts = demand(requestForm.exec(line), 'a line has three parts')
  const [, method = '', target = '', version = '', major] = parts
  demand(major === '1', 'the version is HTTP/1', '505 HTTP Version Not Supported')
  return { method, target, version }
}

/** A path, a whole URI, or a star (RFC 9112 §3.2). */
function parseTarget(method: string, target: string) {
  const mark = target.indexOf('?')
  if (mark !== -1)
    return { authority: '', path: target.slice(0, mark), query: target.slice(mark + 1) }
  // TODO, step 4: refuse what is no target. A whole URI has a host.
  return { authority: '', path: target, query: '' }
}

/** Fields by their keys in environ, up to the empty line. */
async function readFields(connection: Reader): Promise<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (;;) {
    const line = await readLine(connection)
    if (line === '') return fields
    // TODO, step 3: cut the line at its first colon, make a key of the name, join what is repeated.
    // TODO, step 4: demand a name, a colon, and a value without control bytes.
  }
}

function checkFields(version: string, fields: Record<string, string>): void {
  // TODO, step 4: demand one Host, and a Content-Length that is a number or absent.
}
