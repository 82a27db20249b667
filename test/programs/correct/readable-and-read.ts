// Pulls the bytes with read() when there are some, as a program that blocks would.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  const parts: Buffer[] = []
  let isAnswered = false
  socket.on('readable', () => {
    let part: Buffer | null
    while ((part = socket.read()) !== null) {
      if (isAnswered) continue
      parts.push(part)
      const received = Buffer.concat(parts)
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) continue
      isAnswered = true
      console.log(received.toString('latin1', 0, end))
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
      socket.end(received.subarray(0, end + 4))
    }
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
