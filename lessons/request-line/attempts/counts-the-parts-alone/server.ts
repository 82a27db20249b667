// Half-way: looks at how many parts there are, and not at what they are made of.
import { createServer, type Socket } from 'node:net'

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
  const { method, target, version } = await readRequest(connection)
  respond(socket, '200 OK', `method=${method}\ntarget=${target}\nversion=${version}\n`)
  console.log(socket.remoteAddress, method, target, '200 OK')
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

// #region line
/** A line without its CR LF, one character for each byte. */
async function readLine(connection: Reader): Promise<string> {
  const line = (await connection.readLine(Infinity)).toString('latin1')
  demand(line.endsWith('\r\n'), 'a line ends in CR LF')
  return line.slice(0, -2)
}
// #endregion

type RequestLine = { method: string; target: string; version: string }

/** The head of a request, of which only the first line is understood. */
async function readRequest(connection: Reader): Promise<RequestLine> {
  const request = parseRequestLine(await readLine(connection))
  while ((await readLine(connection)) !== '');
  return request
}

// #region three
function parseRequestLine(line: string): RequestLine {
  const words = line.split(' ')
  const areThree = words.length === 3 && !words.includes('')
  demand(areThree, 'a line has three parts')
  const [method = '', target = '', version = ''] = words
  return { method, target, version }
}
// #endregion
