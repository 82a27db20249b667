// A wildcard address is fine.
import { createServer } from 'node:net'

createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n')).listen(Number(process.env['PORT']))
