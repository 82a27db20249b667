// Takes the end of any line for the end of the header section.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    received = Buffer.concat([received, data])
    if (isAnswered || !received.includes('\r\n')) return
    isAnswered = true
    const end = received.indexOf('\r\n\r\n')
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(end === -1 ? received : received.subarray(0, end + 4))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
