// Ends the process while it serves a request.
import { createServer, type Socket } from 'node:net'

function leave(socket: Socket): void {
  if (socket.bytesRead > 0) process.exit(3)
}

createServer(socket => socket.on('data', () => leave(socket))).listen(Number(process.env['PORT']), '127.0.0.1')
