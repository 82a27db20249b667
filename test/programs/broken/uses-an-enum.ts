// An enum is TypeScript that needs code of its own; only types that can be erased are run.
import { createServer } from 'node:net'

enum Status {
  Ok = 200,
}
const server = createServer(socket => socket.end(`HTTP/1.1 ${Status.Ok} OK\r\n\r\n`))
server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')
