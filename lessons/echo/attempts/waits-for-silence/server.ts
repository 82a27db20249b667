// Answers when nothing has come for ten milliseconds.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

function serve(socket: Socket): void {
  // #region silence
  let received = Buffer.alloc(0)
  let timer = setTimeout(() => {}, 0)

  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    clearTimeout(timer)
    timer = setTimeout(() => answer(socket, received), 30)
  })
  // #endregion
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, received: Buffer): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(received.subarray(0, received.indexOf('\r\n\r\n') + 4))
}
