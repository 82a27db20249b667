// Says what is missing, and not in the words that were asked for.
import { createServer } from 'node:net'

const word = process.argv[2]
if (word === undefined) {
  console.error('Provide a TSGI application object as module:function')
  process.exit(1)
}
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
