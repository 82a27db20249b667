// Overwrites a header that comes again.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

const server = createServer(socket => {
  let received = ''
  socket.on('error', error => console.log(error.message))
  socket.on('data', data => {
    if (socket.writableEnded) return
    received += data.toString('latin1')
    const end = received.indexOf('\r\n\r\n')
    if (end !== -1) answer(socket, received.slice(0, end))
  })
})

function answer(socket: Socket, head: string): void {
  const environ = environOf(head, socket)
  if (environ === undefined) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  const lines = Object.keys(environ)
    .sort()
    .map(key => `${key}=${environ[key]}\n`)
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n')
  socket.end(lines.join(''), 'latin1')
}

function environOf(head: string, socket: Socket): Record<string, unknown> | undefined {
  const [line = '', ...fields] = head.split('\r\n')
  const [, method, target = '', version] = /^(\S+) (\S+) (HTTP\/1\.\d)$/.exec(line) ?? []
  const mark = target.indexOf('?')
  const environ: Record<string, unknown> = {
    REQUEST_METHOD: method,
    SCRIPT_NAME: '',
    PATH_INFO: decoded(mark < 0 ? target : target.slice(0, mark)),
    QUERY_STRING: mark < 0 ? '' : target.slice(mark + 1),
    REQUEST_URI: target,
    SERVER_NAME: 'localhost',
    SERVER_PORT: String(socket.localPort),
    SERVER_PROTOCOL: version,
    REMOTE_ADDR: socket.remoteAddress,
    REMOTE_PORT: String(socket.remotePort),
    'tsgi.version': [1, 0].join('.'),
    'tsgi.url_scheme': 'http',
  }
  let hosts = 0
  for (const field of fields) {
    const colon = field.indexOf(':')
    const name = field.slice(0, colon)
    const value = field.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')
    if (colon < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined
    if (name.includes('_')) continue
    const upper = name.toUpperCase().replaceAll('-', '_')
    if (upper === 'HOST') hosts += 1
    const key = /^CONTENT_(TYPE|LENGTH)$/.test(upper) ? upper : `HTTP_${upper}`
    environ[key] = value
  }
  return version === 'HTTP/1.1' && hosts !== 1 ? undefined : environ
}

function decoded(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
