// Waits for a line on its standard input before it listens; it never comes.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))

setInterval(() => console.log('press Enter to start'), 500)
process.stdin.once('data', () => server.listen(port, '127.0.0.1'))
