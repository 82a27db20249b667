// Two servers want the same port: the second finds it taken.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'

createServer(socket => socket.end(answer)).listen(port, '127.0.0.1')
createServer(socket => socket.end(answer)).listen(port, '127.0.0.1')
