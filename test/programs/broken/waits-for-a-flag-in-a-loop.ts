// Waits in a loop for a flag that an event must set; while the loop runs, no event comes.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  socket.on('data', data => {
    received = Buffer.concat([received, data])
  })
  while (!received.includes('\r\n\r\n')) {
    // wait for more
  }
  socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n' + received)
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
