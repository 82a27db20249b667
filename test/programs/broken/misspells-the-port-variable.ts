// Reads PROT instead of PORT, so listen gets undefined and takes any free port.
import { createServer } from 'node:net'

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(process.env.PROT, () => console.log('Serving HTTP ...'))
