// Turns the bytes into text as they come.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

function serve(socket: Socket): void {
  // #region text
  let received = ''

  socket.on('data', (bytes: Buffer) => {
    if (socket.writableEnded) return
    received += bytes.toString()
    const blankLine = received.indexOf('\r\n\r\n')
    if (blankLine !== -1) answer(socket, received.slice(0, blankLine + 4))
  })
  // #endregion
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, head: string): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(head)
}
