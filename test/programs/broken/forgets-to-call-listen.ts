// Makes a server and never calls listen, so there is nothing left to wait for and the process ends.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

createServer(socket => {
  socket.once('data', head => {
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n' + head)
  })
})
console.log(`Serving HTTP on port ${port} ...`)
