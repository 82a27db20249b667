// Ends the process before anything listens.
import { createServer } from 'node:net'

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
if (process.argv.length < 99) process.exit(3)
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
