// Says how many bytes the body has, and that the connection closes after it.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  const chunks: Buffer[] = []
  const read = (chunk: Buffer): void => {
    chunks.push(chunk)
    const received = Buffer.concat(chunks)
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    socket.off('data', read).resume()
    answer(socket, received.subarray(0, end + 4))
  }
  socket.on('data', read)
  socket.on('error', error => console.log(error.message))
})

function answer(socket: Socket, body: Buffer): void {
  console.log(body.toString('latin1'))
  socket.write('HTTP/1.1 200 OK\r\n')
  socket.write('Content-Type: text/plain\r\n')
  socket.write(`Content-Length: ${body.length}\r\n`)
  socket.write('Connection: close\r\n')
  socket.write('\r\n')
  socket.end(body)
}

server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
