// Reads with for await, and goes on reading after the answer so that nothing is left unread.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const blankLine = '\r\n\r\n'

async function serve(socket: Socket): Promise<void> {
  let received = Buffer.alloc(0)
  let isAnswered = false
  for await (const chunk of socket) {
    if (isAnswered) continue
    received = Buffer.concat([received, chunk])
    const end = received.indexOf(blankLine)
    if (end === -1) continue
    isAnswered = true
    answer(socket, received.subarray(0, end + blankLine.length))
  }
}

function answer(socket: Socket, head: Buffer): void {
  console.log(head.toString('latin1'))
  socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'), head]))
}

const server = createServer(socket => {
  serve(socket).catch((error: Error) => console.log(error.message))
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
