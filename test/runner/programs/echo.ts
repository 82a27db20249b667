// Correct: answers with the head of the request as the body, and closes.
import { createServer, type Socket } from 'node:net'

const port: number = Number(process.env['PORT'])

function serve(socket: Socket): void {
  let received = ''
  socket.setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: string) => {
    received += chunk
    const end = received.indexOf('\r\n\r\n')
    if (end < 0 || socket.writableEnded) return
    console.log(received.slice(0, received.indexOf('\r\n')))
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(received.slice(0, end + 4), 'latin1')
  })
}

createServer(serve).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
