// Serves a connection only when the one before is closed.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const queue: Socket[] = []

function serve(socket: Socket | undefined): void {
  if (socket === undefined) return
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1 || isAnswered) return
    isAnswered = true
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(received.subarray(0, end + 4))
  })
  socket.on('close', () => {
    queue.shift()
    serve(queue[0])
  })
  socket.resume()
}

const server = createServer({ pauseOnConnect: true }, socket => {
  socket.on('error', error => console.log(error.message))
  if (queue.push(socket) === 1) serve(socket)
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
