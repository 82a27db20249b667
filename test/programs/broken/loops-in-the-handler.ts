// Looks for the end of the line in a loop that never moves on.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

function firstLine(text: string): string {
  let end = 0
  while (text[end] !== '\n') if (text[end] !== '\r') end += 1
  return text.slice(0, end)
}

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
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n${firstLine(head.toString('latin1'))}`)
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
