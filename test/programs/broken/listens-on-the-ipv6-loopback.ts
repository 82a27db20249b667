// Listens on ::1 alone, where a client of 127.0.0.1 finds nobody.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(port, '::1', () => console.log(`Serving HTTP on port ${port} ...`))
