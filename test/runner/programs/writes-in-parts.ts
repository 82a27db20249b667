// Writes from two lines, one of them in a function.
import { createServer, type Socket } from 'node:net'

function writeHead(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n\r\n')
}

createServer(socket =>
  socket.once('data', () => {
    writeHead(socket)
    socket.end('body')
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
