// Indexes and slices only; the environ is a Map that is sorted at the end, and a text of one char a byte.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const tokenForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

function environOf(head: string, socket: Socket): Map<string, string> | undefined {
  const [line = '', ...fields] = head.split('\r\n')
  const words = line.split(' ')
  const [method = '', target = '', version = ''] = words
  if (words.length !== 3 || !/^HTTP\/1\.\d$/.test(version)) return undefined
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const environ = new Map([
    ['REQUEST_METHOD', method],
    ['SCRIPT_NAME', ''],
    ['PATH_INFO', path.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))],
    ['QUERY_STRING', mark < 0 ? '' : target.slice(mark + 1)],
    ['REQUEST_URI', target],
    ['SERVER_NAME', 'localhost'],
    ['SERVER_PORT', String(socket.localPort)],
    ['SERVER_PROTOCOL', version],
    ['REMOTE_ADDR', socket.remoteAddress ?? ''],
    ['REMOTE_PORT', String(socket.remotePort)],
    ['tsgi.version', '1.0'],
    ['tsgi.url_scheme', 'http'],
  ])
  let hosts = 0
  for (const field of fields) {
    const colon = field.indexOf(':')
    const name = field.slice(0, colon)
    if (colon < 1 || !tokenForm.test(name)) return undefined
    if (name.includes('_')) continue
    const upper = name.toUpperCase().replaceAll('-', '_')
    if (upper === 'HOST') hosts += 1
    const key = upper === 'CONTENT_TYPE' || upper === 'CONTENT_LENGTH' ? upper : `HTTP_${upper}`
    const value = field.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')
    const before = environ.get(key)
    environ.set(key, before === undefined ? value : `${before}${key === 'HTTP_COOKIE' ? '; ' : ', '}${value}`)
  }
  return version === 'HTTP/1.1' && hosts !== 1 ? undefined : environ
}

const server = createServer(socket => {
  let received = ''
  socket.on('error', error => console.log(error.message))
  socket.on('data', bytes => {
    if (socket.writableEnded) return
    received += bytes.toString('latin1')
    const end = received.indexOf('\r\n\r\n')
    if (end < 0) return
    const environ = environOf(received.slice(0, end), socket)
    if (environ === undefined) return void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    const lines = [...environ.keys()].sort().map(key => `${key}=${environ.get(key)}\n`)
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n${lines.join('')}`, 'latin1')
  })
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
