// Writes the head of its answer one byte after another, each when the one before is gone; then the body.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer({ noDelay: true, allowHalfOpen: true }, socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    console.log(received.toString('latin1', 0, end))
    const body = received.subarray(0, end + 4)
    send(socket, Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'), body)
  })
  socket.on('end', () => {
    if (!isAnswered) socket.end()
  })
  socket.on('error', error => console.log(error.message))
})

function send(socket: Socket, head: Buffer, body: Buffer): void {
  if (head.length === 0) return void socket.end(body)
  socket.write(head.subarray(0, 1), error => {
    if (!error) send(socket, head.subarray(1), body)
  })
}

server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
