// Collects the socket with for await, which ends only when the client ends its side.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

async function serve(socket: Socket): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  const request = Buffer.concat(chunks)
  const head = request.subarray(0, request.indexOf('\r\n\r\n') + 4)
  socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'), head]))
}

const server = createServer({ allowHalfOpen: true }, socket => {
  serve(socket).catch(error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
