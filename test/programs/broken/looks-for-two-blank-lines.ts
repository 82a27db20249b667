// Looks for a second blank line after the first; a request without a body never has one.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  socket.on('data', data => {
    received = Buffer.concat([received, data])
    if (!received.includes('\r\n\r\n\r\n')) return
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n' + received)
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
