// A generator is given one byte after another and says when it has a request; a body in chunks for those who know them.
import { createServer, type Socket } from 'node:net'

type Outcome = { readonly status: number; readonly parts: readonly string[] }

function* requestLine(): Generator<undefined, Outcome, number> {
  let line = ''
  while (!line.endsWith('\r\n')) {
    line += String.fromCharCode(yield)
    if (line.length > 8002) return { status: 414, parts: [] }
  }
  let rest = '\r\n'
  while (!rest.endsWith('\r\n\r\n')) rest = (rest + String.fromCharCode(yield)).slice(-4)
  const parts = line.slice(0, -2).split(' ')
  const [, major] = /^HTTP\/(\d)\.\d$/.exec(parts[2] ?? '') ?? []
  if (parts.length !== 3 || major === undefined || parts.includes('')) return { status: 400, parts: [] }
  return { status: major === '1' ? 200 : 505, parts }
}

function respond(socket: Socket, { status, parts }: Outcome): void {
  const names = ['method', 'target', 'version']
  const body = parts.map((part, index) => `${names[index]}=${part}\n`).join('')
  const isChunked = parts[2] === 'HTTP/1.1'
  socket.write(`HTTP/1.1 ${status} \r\nServer: small\r\nDate: ${new Date().toUTCString()}\r\n`)
  socket.write(`Content-Type: text/plain\r\n${isChunked ? 'Transfer-Encoding: chunked\r\n' : ''}\r\n`)
  if (!isChunked) return void socket.end(body, 'latin1')
  for (const char of body) socket.write(`1\r\n${char}\r\n`, 'latin1')
  socket.end('0\r\n\r\n')
}

const server = createServer(socket => {
  const reading = requestLine()
  reading.next()
  let isDone = false
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    for (const byte of isDone ? [] : bytes) {
      const step = reading.next(byte)
      if (step.done !== true) continue
      isDone = true
      return respond(socket, step.value)
    }
  })
})
const port = Number(process.env.PORT) || 8888
server.listen({ port, host: '127.0.0.1' }, () => console.log(`Serving HTTP on port ${port} ...`))
