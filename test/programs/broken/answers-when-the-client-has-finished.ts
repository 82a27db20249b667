// Waits for the end of the client's side. A client that wants an answer leaves its side open.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer({ allowHalfOpen: true }, socket => {
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  socket.on('end', () => {
    const request = Buffer.concat(chunks)
    const head = request.subarray(0, request.indexOf('\r\n\r\n') + 4)
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(head)
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
