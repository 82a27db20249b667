// Has its own handler for errors that nobody catches, and goes on.
import { createServer } from 'node:net'

process.on('uncaughtException', (error: Error) => console.error(`caught ${error.message}`))
createServer(socket =>
  socket.on('data', () => {
    setImmediate(() => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    throw new Error('boom')
  }),
).listen(Number(process.env['PORT']), '127.0.0.1')
