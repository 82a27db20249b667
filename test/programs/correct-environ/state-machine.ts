// Byte by byte through a table of states; nothing is looked at twice, and no line is ever put together.
import { createServer, type Socket } from 'node:net'

type State = 'method' | 'target' | 'version' | 'name' | 'value' | 'done' | 'bad'
type Seen = {
  state: State
  method: string
  target: string
  version: string
  name: string
  value: string
  fields: [string, string][]
}

const isToken = (char: string): boolean => /[!#$%&'*+.^_`|~0-9A-Za-z-]/.test(char)

const moves: Readonly<Record<State, (seen: Seen, char: string) => State>> = {
  method: (seen, char) => {
    if (char === ' ') return seen.method === '' ? 'bad' : 'target'
    seen.method += char
    return isToken(char) ? 'method' : 'bad'
  },
  target: (seen, char) => {
    if (char === ' ') return seen.target === '' ? 'bad' : 'version'
    seen.target += char
    return /[\r\n\t]/.test(char) ? 'bad' : 'target'
  },
  version: (seen, char) => {
    if (char === '\n') return /^HTTP\/1\.\d\r$/.test(seen.version) ? 'name' : 'bad'
    seen.version += char
    return seen.version.length < 10 ? 'version' : 'bad'
  },
  name: (seen, char) => {
    if (char === ':' && seen.name !== '') return 'value'
    if (seen.name === '\r') return char === '\n' ? 'done' : 'bad'
    const isEnd = char === '\r' && seen.name === ''
    seen.name += char
    return isToken(char) || isEnd ? 'name' : 'bad'
  },
  value: (seen, char) => {
    if (char !== '\n') {
      seen.value += char
      return 'value'
    }
    if (!seen.value.endsWith('\r')) return 'bad'
    seen.fields.push([seen.name, seen.value.replace(/^[ \t]+|[ \t]*\r$/g, '')])
    seen.name = ''
    seen.value = ''
    return 'name'
  },
  done: () => 'done',
  bad: () => 'bad',
}

function environ(seen: Seen, socket: Socket): Record<string, string> {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/.exec(seen.target) ?? []
  const pairs: Record<string, string> = {
    REQUEST_METHOD: seen.method,
    REQUEST_URI: seen.target,
    SCRIPT_NAME: '',
    PATH_INFO: path.replace(/%[0-9a-f]{2}/gi, escape => String.fromCharCode(parseInt(escape.slice(1), 16))),
    QUERY_STRING: query,
    SERVER_PROTOCOL: seen.version.trim(),
    SERVER_NAME: 'here',
    SERVER_PORT: String(socket.localPort),
    REMOTE_ADDR: String(socket.remoteAddress),
    REMOTE_PORT: String(socket.remotePort),
    'tsgi.version': '1.0',
    'tsgi.url_scheme': 'http',
  }
  for (const [name, value] of seen.fields.filter(([one]) => !one.includes('_'))) {
    const upper = name.toUpperCase().replace(/-/g, '_')
    const key = upper.startsWith('CONTENT_') && /_(TYPE|LENGTH)$/.test(upper) ? upper : 'HTTP_' + upper
    pairs[key] = pairs[key] === undefined ? value : pairs[key] + (upper === 'COOKIE' ? '; ' : ', ') + value
  }
  return pairs
}

const port = Number(process.env.PORT ?? 8888)
createServer(socket => {
  const seen: Seen = { state: 'method', method: '', target: '', version: '', name: '', value: '', fields: [] }
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    if (socket.writableEnded) return
    for (const byte of bytes) seen.state = moves[seen.state](seen, String.fromCharCode(byte))
    if (seen.state !== 'done' && seen.state !== 'bad') return
    const hosts = seen.fields.filter(([name]) => name.toLowerCase() === 'host').length
    const isBad = seen.state === 'bad' || (seen.version.startsWith('HTTP/1.1') && hosts !== 1)
    if (isBad) return void socket.end('HTTP/1.1 400 Bad Request\r\nServer: states\r\n\r\nno\n')
    const pairs = environ(seen, socket)
    socket.write('HTTP/1.1 200 OK\r\nServer: states\r\nContent-type: text/plain\r\n\r\n')
    for (const key of Object.keys(pairs).sort()) socket.write(`${key}=${pairs[key]}\n`, 'latin1')
    socket.end()
  })
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
