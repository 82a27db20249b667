// Entries of an object, grouped and joined; TextDecoder for ASCII; the head is one write and the body another.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const latin1 = new TextDecoder('latin1')

class Fault {
  readonly line: string
  constructor(line: string) {
    this.line = line
  }
}

/** To the Encoding Standard latin1 is windows-1252, which changes bytes of 0x80 to 0x9f: none of them is decoded here. */
const text = (bytes: Uint8Array): string =>
  bytes.every(byte => byte < 0x80)
    ? latin1.decode(bytes)
    : Array.from(bytes, byte => String.fromCharCode(byte)).join('')

function fieldsIn(lines: readonly string[]): readonly (readonly [string, string])[] {
  return lines.map(line => {
    const [name, ...values] = line.split(':')
    if (values.length === 0 || !/^[^\s"(),/:;<=>?@[\\\]{}]+$/.test(name!)) throw new Fault(line)
    return [name!, values.join(':').replace(/^[\t ]+|[\t ]+$/g, '')] as const
  })
}

function keyed(fields: readonly (readonly [string, string])[]): Record<string, string> {
  const keys = fields.filter(([name]) => !/_/.test(name)).map(([name]) => name.toUpperCase())
  return Object.fromEntries(
    [...new Set(keys)].map(upper => {
      const values = fields.filter(([name]) => name.toUpperCase() === upper).map(([, value]) => value)
      const key = upper.split('-').join('_')
      const isBare = ['CONTENT_TYPE', 'CONTENT_LENGTH'].includes(key)
      return [isBare ? key : ['HTTP', key].join('_'), values.join(upper === 'COOKIE' ? '; ' : ', ')]
    }),
  )
}

function environ(head: string, socket: Socket): Record<string, string> {
  const [line, ...rest] = head.split('\r\n')
  const parts = line!.split(' ')
  const fields = fieldsIn(rest)
  if (parts.length !== 3 || !['HTTP/1.0', 'HTTP/1.1'].includes(parts[2]!)) throw new Fault(line!)
  const fieldKeys = keyed(fields)
  const hosts = fields.filter(([name]) => name.length === 4 && name.toUpperCase() === 'HOST')
  if (parts[2] === 'HTTP/1.1' && hosts.length !== 1) throw new Fault('Host')
  const { path, query } = /^(?<path>[^?]*)(\?(?<query>.*))?$/.exec(parts[1]!)!.groups!
  const bytes = path!
    .split(/(%[0-9A-Fa-f]{2})/)
    .map(piece => (/^%..$/.test(piece) ? Buffer.from(piece.slice(1), 'hex').toString('latin1') : piece))
  return {
    ...fieldKeys,
    REQUEST_METHOD: parts[0]!,
    REQUEST_URI: parts[1]!,
    SERVER_PROTOCOL: parts[2]!,
    PATH_INFO: bytes.join(''),
    QUERY_STRING: query ?? '',
    SCRIPT_NAME: '',
    SERVER_NAME: 'localhost',
    SERVER_PORT: socket.localPort!.toFixed(),
    REMOTE_ADDR: socket.remoteAddress!,
    REMOTE_PORT: socket.remotePort!.toFixed(),
    'tsgi.url_scheme': 'http',
    'tsgi.version': '1.0',
  }
}

createServer(socket => {
  const received: number[] = []
  let isAnswered = false
  socket.on('error', error => console.log(error.message))
  socket.on('data', (bytes: Buffer) => {
    received.push(...bytes)
    const head = isAnswered ? '' : text(Uint8Array.from(received))
    const end = head.indexOf('\r\n\r\n')
    if (end < 0 || isAnswered) return
    isAnswered = true
    try {
      const pairs = Object.entries(environ(head.slice(0, end), socket)).toSorted(
        ([a], [b]) => Number(a > b) - Number(a < b),
      )
      socket.write('HTTP/1.1 200 Here it is\r\nContent-Type: text/plain\r\nServer: entries\r\n\r\n')
      socket.end(Uint8Array.from(pairs.map(pair => `${pair.join('=')}\n`).join(''), char => char.charCodeAt(0)))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      console.log(`refused for ${error.line}`)
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }
  })
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
