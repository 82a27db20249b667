// Ends with the right code, and leaves whoever started it to guess.
import { createServer } from 'node:net'

const word = process.argv[2]
if (word === undefined) process.exit(1)

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
