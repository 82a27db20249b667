// Has a write() that does nothing.
import { createServer, type Socket } from 'node:net'

const [, file, name] = /^(.+):(.+)$/.exec(process.argv[2] ?? '') ?? []
const { [name!]: application } = await import(file!)
const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = ''
  let isServed = false
  socket.on('error', error => console.log(error.message))
  socket.on('data', data => {
    received += data.toString('latin1')
    if (isServed || !received.includes('\r\n\r\n')) return
    isServed = true
    void serve(socket, received)
  })
})

async function serve(socket: Socket, head: string): Promise<void> {
  const [method, target = '', version] = head.split(/ |\r\n/)
  const [path, query = ''] = target.split('?')
  const environ = { REQUEST_METHOD: method, PATH_INFO: path, QUERY_STRING: query, SERVER_PROTOCOL: version }
  let started: [status: string, headers: [string, string][]] | undefined
  let isSent = false

  function sendHead(): void {
    const [status, headers] = started!
    isSent = true
    socket.write(`HTTP/1.1 ${status}\r\n`)
    for (const [field, value] of headers) socket.write(`${field}: ${value}\r\n`, 'latin1')
    socket.write(`Date: ${new Date().toUTCString()}\r\n\r\n`)
  }

  function send(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    if (!isSent) sendHead()
    socket.write(chunk)
  }

  function startResponse(status: string, headers: [string, string][], error?: Error): typeof send {
    if (started !== undefined && error === undefined) throw new Error('startResponse was called before')
    if (isSent && error !== undefined) throw error
    started = [status, headers]
    return () => undefined
  }

  try {
    const body = await application(environ, startResponse)
    for await (const chunk of body) send(chunk)
    if (!isSent) sendHead()
  } catch (error) {
    console.error(error)
    started = ['500 Internal Server Error', [['Content-Type', 'text/plain']]]
    if (!isSent) send(Buffer.from('Something went wrong.\n'))
  }
  socket.end()
}

server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
