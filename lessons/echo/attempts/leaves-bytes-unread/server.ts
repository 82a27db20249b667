// Destroys the connection when its answer is out, whatever the client still sends.
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
    const blankLine = received.indexOf('\r\n\r\n')
    if (blankLine !== -1) answer(socket, received.subarray(0, blankLine + 4))
  })
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, head: Buffer): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.write(head)
  socket.destroy()
}
