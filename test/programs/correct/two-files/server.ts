// The socket here, what is read and written in the other file.
import { createServer } from 'node:net'
import { headOf, responseTo, type Head } from './head.ts'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received: Uint8Array = new Uint8Array()
  let head: Head | undefined
  socket.on('data', data => {
    if (head !== undefined) return
    received = Buffer.concat([received, data])
    head = headOf(received)
    if (head === undefined) return
    console.log(head.requestLine)
    socket.end(responseTo(head))
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
