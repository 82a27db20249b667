// Takes the first read for the whole request.
import { createServer } from 'node:net'

createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', (chunk: Buffer) => {
    socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'), chunk]))
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
