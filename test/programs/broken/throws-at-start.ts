// Calls a function that is not there, before it listens.
import net from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = net.createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.configure({ port })
server.listen(port, '127.0.0.1')
