// Answers once when the blank line has come, and once more before it closes.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    const head = received.subarray(0, end + 4)
    const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${head.length}\r\n\r\n`
    socket.write(Buffer.concat([Buffer.from(answer), head]))
    socket.end(answer)
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
