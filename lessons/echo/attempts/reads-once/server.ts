// Half-way: takes the first read for the whole request.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => {
  console.log(`Serving HTTP on port ${port} ...`)
})

function serve(socket: Socket): void {
  // #region one-read
  socket.once('data', (bytes: Buffer) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(bytes.subarray(0, 1024))
  })
  // #endregion
  socket.on('error', error => console.log(error.message))
}
