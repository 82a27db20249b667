// Looks for the blank line in the newest read alone and forgets the reads before.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let isAnswered = false
  socket.on('data', data => {
    const end = data.indexOf('\r\n\r\n')
    if (end === -1 || isAnswered) return
    isAnswered = true
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(data.subarray(0, end + 4))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
