// Takes its time: a tenth of a second between the request and the answer, for many clients at once.
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'

const port = Number(process.env.PORT ?? 8888)

const server = createServer({ allowHalfOpen: true }, socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('data', async data => {
    if (isAnswered) return
    received = Buffer.concat([received, data])
    const end = received.indexOf('\r\n\r\n')
    if (end === -1) return
    isAnswered = true
    console.log(received.toString('latin1', 0, end))
    await setTimeout(100)
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(received.subarray(0, end + 4))
  })
  socket.on('end', () => {
    if (!isAnswered) socket.end()
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
