// Prints ten thousand lines while it serves its first request, before it answers.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
let isFirst = true

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    for (let line = 1; isFirst && line <= 10_000; line += 1) console.log(`line ${line}: ${received.length} bytes so far`)
    isFirst = false
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(received.subarray(0, end + 4))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
