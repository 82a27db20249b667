// Reads the target as a URL, which resolves its dots.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = ''
  socket.on('error', error => console.log(error.message))
  socket.on('data', data => {
    if (socket.writableEnded) return
    received += data.toString('latin1')
    const [line = ''] = received.split('\r\n')
    if (line.length > 8000) return refuse(socket, '414 URI Too Long')
    if (received.includes('\r\n\r\n')) answer(socket, line)
  })
})

function refuse(socket: Socket, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n\r\n`)
}

function answer(socket: Socket, line: string): void {
  const found = /^(\S+) (\S+) (HTTP\/(\d)\.\d)$/.exec(line)
  if (found === null) return refuse(socket, '400 Bad Request')
  const [, method, target, version, major] = found
  if (major !== '1') return refuse(socket, '505 HTTP Version Not Supported')
  const { pathname, search, hash } = new URL(target!, 'http://localhost')
  const body = `method=${method}\ntarget=${pathname}${search}${hash}\nversion=${version}\n`
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(body, 'latin1')
}

server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
