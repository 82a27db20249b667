// Takes the first read for the request, and its words for the parts.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(serve)
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))

function serve(socket: Socket): void {
  // #region one-read
  socket.once('data', (bytes: Buffer) => {
    const [line = ''] = bytes.subarray(0, 1024).toString().split('\r\n')
    const [method, target, version] = line.split(' ')
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(`method=${method}\ntarget=${target}\nversion=${version}\n`)
  })
  // #endregion
  socket.on('error', error => console.log(error.message))
}
