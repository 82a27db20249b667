// Does not end when asked to.
import { createServer } from 'node:net'

process.on('SIGTERM', () => undefined)
createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n')).listen(Number(process.env['PORT']), '127.0.0.1')
