// Answers as soon as the bytes end in a line end.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

function serve(socket: Socket): void {
  let received = Buffer.alloc(0)
  socket.on('data', (bytes: Buffer) => {
    if (socket.writableEnded) return
    received = Buffer.concat([received, bytes])
    if (received.toString('latin1').endsWith('\r\n')) answer(socket, received)
  })
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, head: Buffer): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(head)
}
