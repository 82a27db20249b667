// Correct, but for one target.
import { createServer } from 'node:net'

createServer(socket => {
  let received = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
    if (!received.includes('\r\n\r\n')) return
    if (received.startsWith('GET /teapot')) throw new Error('short and stout')
    socket.end('HTTP/1.1 200 OK\r\n\r\n')
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
