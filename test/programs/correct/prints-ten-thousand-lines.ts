// Prints ten thousand lines when it starts, and a line for each read and each request.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

for (let line = 1; line <= 10_000; line += 1) console.log(`line ${line} of what a learner may well print`)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    console.log(`${data.length} bytes came`)
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    console.log(received.toString('latin1', 0, end))
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(received.subarray(0, end + 4))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
