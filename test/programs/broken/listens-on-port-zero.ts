// Asks for port 0, which means any free one, and not for the one it was given.
import { createServer, type AddressInfo } from 'node:net'

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`Serving HTTP on port ${port} ...`)
})
