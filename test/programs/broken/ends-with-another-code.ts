// Says what is missing, and ends with a code of its own choice.
import { createServer } from 'node:net'

const word = process.argv[2]
if (word === undefined) {
  console.error('Provide a TSGI application object as module:callable')
  process.exit(2)
}
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
