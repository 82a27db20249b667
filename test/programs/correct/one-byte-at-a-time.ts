// A state machine that looks at each byte once and keeps nothing but a count and the bytes.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const blankLine = [13, 10, 13, 10]

const server = createServer(socket => {
  const head: number[] = []
  let matched = 0
  socket.on('data', (data: Buffer) => {
    for (const byte of data) {
      if (matched === blankLine.length) return
      head.push(byte)
      matched = byte === blankLine[matched] ? matched + 1 : byte === blankLine[0] ? 1 : 0
      if (matched === blankLine.length) answer(Uint8Array.from(head))
    }
  })
  socket.on('error', error => console.log(error.message))

  function answer(body: Uint8Array): void {
    console.log(`${body.length} bytes`)
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
    socket.end(body)
  }
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
