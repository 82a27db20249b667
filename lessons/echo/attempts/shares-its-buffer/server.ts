// Keeps one buffer for all connections, so that an answer begins with the request of somebody else.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

let received = Buffer.alloc(0)

function serve(socket: Socket): void {
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes])
    if (received.includes('\r\n\r\n')) answer(socket, received)
  })
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, head: Buffer): void {
  if (socket.writableEnded) return
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(head)
}
