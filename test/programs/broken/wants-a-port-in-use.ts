// Wants a port where something else already listens, whatever port it was given.
import { createServer, type AddressInfo } from 'node:net'

const neighbour = createServer()
neighbour.listen(0, '127.0.0.1', () => {
  const { port } = neighbour.address() as AddressInfo
  const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  server.listen(port, '127.0.0.1')
})
