// Never returns from the handler of a request.
import { createServer, type Socket } from 'node:net'

function spin(socket: Socket): never {
  let turns: number = 0
  while (true) turns += socket.bytesRead
}

createServer(socket => socket.on('data', () => spin(socket))).listen(Number(process.env['PORT']), '127.0.0.1')
