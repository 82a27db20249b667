// Lesson 2: still answers each request with its own head, as lesson 1 did. It now asks for its bytes, a line at a time.
import { createServer, type Socket } from 'node:net'

const host = '127.0.0.1'
const port = Number(process.env.PORT ?? 8888)

const server = createServer({ allowHalfOpen: true }, serve)
server.listen(port, host, () => console.log(`Serving HTTP on port ${port} ...`))

// #region serve
/** Called once for each client that connects. */
async function serve(socket: Socket): Promise<void> {
  socket.on('error', error => console.log(`a client left: ${error.message}`))
  const connection = new Reader(piecesOf(socket))
  // TODO, step 2: catch what is thrown in here, and tell the client.
  await answer(socket, connection)
  socket.end()
  while (!(await connection.pieces.next()).done); // The rest is left alone.
}
// #endregion

// #region answer
/** One request and its response. */
async function answer(socket: Socket, connection: Reader): Promise<void> {
  // TODO, step 1: answer with the three parts of the request line.
  // TODO, step 2: refuse a line that does not have three parts.
  // TODO, step 3: refuse parts with bytes that they may not have.
  // TODO, step 4: refuse versions that are not spoken here.
  const head = await readHead(connection)
  respond(socket, '200 OK', head)
  console.log(socket.remoteAddress, '200 OK')
}

/** Sends a whole response. Its body ends where the connection does. */
function respond(socket: Socket, status: string, body: string): void {
  const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n\r\n`
  socket.write(head + body, 'latin1')
}
// #endregion

// #region pieces
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
// #endregion

// #region reader
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
// #endregion

// #region lines
/** A line without its CR LF, one character for each byte. */
async function readLine(connection: Reader): Promise<string> {
  // TODO, step 5: stop where the line is too long.
  const line = await connection.readLine(Infinity)
  return line.toString('latin1').slice(0, -2)
}

/** The head of a request: every line up to the empty one. */
async function readHead(connection: Reader): Promise<string> {
  let head = ''
  for (;;) {
    const line = await readLine(connection)
    head += `${line}\r\n`
    if (line === '') return head
  }
}
// #endregion
