// Answers a little later, and does not keep its own side open until then.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

function serve(socket: Socket): void {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', (bytes: Buffer) => {
    if (isAnswered) return
    received = Buffer.concat([received, bytes])
    const blankLine = received.indexOf('\r\n\r\n')
    if (blankLine === -1) return
    isAnswered = true
    setTimeout(answer, 100, socket, received.subarray(0, blankLine + 4))
  })
  socket.on('error', error => console.log(error.message))
}

function answer(socket: Socket, head: Buffer): void {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(head)
}
