// Copies the request into a list without end.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    const head = received.subarray(0, end + 4)
    const copies: Buffer[] = []
    const copy = (): void => {
      copies.push(Buffer.alloc(16 * 1024 * 1024, 1))
      setImmediate(copy)
    }
    copy()
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
