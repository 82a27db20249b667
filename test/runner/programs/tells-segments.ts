// Answers with the size of each read, once the blank line has come.
import { createServer } from 'node:net'

createServer(socket => {
  const sizes: number[] = []
  let received = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    sizes.push(chunk.length)
    received += chunk.toString('latin1')
    if (received.endsWith('\r\n\r\n')) socket.end(`HTTP/1.1 200 OK\r\n\r\n${sizes.join(' ')}`)
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
