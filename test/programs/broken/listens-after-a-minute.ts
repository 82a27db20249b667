// Waits far too long before it listens.
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'

const port = Number(process.env.PORT ?? 8888)
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))

await setTimeout(60_000)
server.listen(port, '127.0.0.1')
