// Answers only once the client has ended its side.
import { createServer } from 'node:net'

createServer({ allowHalfOpen: true }, socket => {
  socket.resume()
  socket.on('end', () => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
}).listen(Number(process.env['PORT']), '127.0.0.1')
