// Answers, but has no handler for the errors of a connection.
import { createServer } from 'node:net'

createServer(socket =>
  socket.on('data', (chunk: Buffer) => {
    if (chunk.includes('\r\n\r\n')) socket.end('HTTP/1.1 200 OK\r\n\r\n')
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
