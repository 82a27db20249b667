// Says the time and its own name, as real servers do, with names in lower case.
import { createServer } from 'node:net'

const port = Number(process.env.PORT) || 8888

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
    const lines = ['HTTP/1.1 200 OK', `date: ${new Date().toUTCString()}`, 'server: lesson-one/1.0', 'content-type: text/plain']
    console.log(`${lines[1]} ${head.toString('latin1', 0, head.indexOf('\r\n'))}`)
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    socket.end(head)
  })
  socket.on('error', error => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
