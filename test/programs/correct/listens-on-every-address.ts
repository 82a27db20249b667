// Gives listen a port and no host: every address of the machine, 127.0.0.1 among them.
import { createServer } from 'node:net'

const port = Number(process.env.PORT) || 8888

createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    console.log(received.toString('latin1', 0, end))
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n${received.toString('latin1', 0, end + 4)}`, 'latin1')
  })
  socket.on('error', error => console.log(error.message))
}).listen(port, () => console.log(`Serving HTTP on port ${port} ...`))
