// Ends a response with the last chunk although its body failed half-way: the client takes it for whole.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

function* body(): Generator<string> {
  yield 'one'
  throw new Error('the disk is gone')
}

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  socket.on('data', data => {
    received = Buffer.concat([received, data])
    if (!received.includes('\r\n\r\n')) return
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    try {
      for (const chunk of body()) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    } catch (error) {
      console.log(error)
    } finally {
      socket.end('0\r\n\r\n')
    }
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
