// Throws while it serves a request.
import { createServer, type Socket } from 'node:net'

function parse(socket: Socket): void {
  const line: string | undefined = undefined
  socket.write((line as unknown as string).toUpperCase())
}

createServer(socket => socket.on('data', () => parse(socket))).listen(Number(process.env['PORT']), '127.0.0.1')
