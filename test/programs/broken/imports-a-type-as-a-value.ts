// AddressInfo is a type: without the word type the import asks for a value that node:net does not have.
import { createServer, AddressInfo } from 'node:net'

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`Serving HTTP on port ${port} ...`)
})
