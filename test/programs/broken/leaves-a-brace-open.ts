// A brace is never closed: the file cannot be read as a program.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  socket.once('data', head => {
    socket.end(head)
})
server.listen(port, '127.0.0.1')
