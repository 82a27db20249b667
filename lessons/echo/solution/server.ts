// Lesson 1: answers each request with its own head, byte for byte, and hangs up. Knows no HTTP beyond the blank line.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

/** Called once for each client that connects. */
function serve(socket: Socket): void {
  // #region collect
  let received = Buffer.alloc(0)

  socket.on('data', (bytes: Buffer) => {
    // We have answered: what follows the head is read and left alone.
    if (socket.writableEnded) return

    received = Buffer.concat([received, bytes])
    const end = endOfHead(received)
    if (end !== undefined) answer(socket, received.subarray(0, end))
  })
  // #endregion

  // #region survive
  socket.on('error', error => {
    console.log(`a client left: ${error.message}`)
  })
  // #endregion
}

// #region end-of-head
/** Where the head ends: just after the blank line. undefined as long as that line has not come. */
function endOfHead(bytes: Buffer): number | undefined {
  const blankLine = bytes.indexOf('\r\n\r\n')
  return blankLine === -1 ? undefined : blankLine + 4
}
// #endregion

/** Sends the whole response. Its body has no length of its own: it ends where the connection does. */
function answer(socket: Socket, head: Buffer): void {
  // #region log
  const requestLine = head.subarray(0, head.indexOf('\r\n')).toString('latin1')
  console.log(`${socket.remoteAddress} "${requestLine}" ${head.length} bytes`)
  // #endregion

  // #region status
  socket.write('HTTP/1.1 200 OK\r\n' + 'Content-Type: text/plain\r\n' + '\r\n')
  // #endregion
  // #region body
  socket.end(head)
  // #endregion
}
