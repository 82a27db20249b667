// A reader with await line(), a plain object without prototype, Buffers to the end; chunked for HTTP/1.1.
import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'

class Lines {
  readonly #socket: Socket
  #rest = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
  }

  /** The next line without its end. */
  async next(): Promise<Buffer> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n')
      if (end >= 0) {
        const line = this.#rest.subarray(0, end)
        this.#rest = this.#rest.subarray(end + 2)
        return line
      }
      const bytes = this.#socket.read() as Buffer | null
      if (bytes !== null) this.#rest = Buffer.concat([this.#rest, bytes])
      else if (this.#socket.readableEnded || this.#socket.destroyed) throw new Error('the client left')
      else await Promise.race([once(this.#socket, 'readable'), once(this.#socket, 'end')])
    }
  }
}

class BadRequest extends Error {}

async function environFrom(lines: Lines, socket: Socket): Promise<Record<string, string>> {
  const environ = Object.create(null) as Record<string, string>
  const requestLine = (await lines.next()).toString('latin1')
  const fields: [string, string][] = []
  for (let line = await lines.next(); line.length > 0; line = await lines.next()) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):(.*)$/.exec(line.toString('latin1')) ?? []
    if (name === undefined || value === undefined) throw new BadRequest('not a field line')
    fields.push([name.toLowerCase(), value.replace(/^[\t ]*(.*?)[\t ]*$/, '$1')])
  }
  const [, method, target, version] = /^(\S+) (\S+) (HTTP\/1\.\d)$/.exec(requestLine) ?? []
  if (method === undefined || target === undefined || version === undefined) throw new BadRequest('not a request line')
  if (version === 'HTTP/1.1' && fields.filter(([name]) => name === 'host').length !== 1)
    throw new BadRequest('not one Host')
  const [path, ...queries] = target.split('?')
  environ['REQUEST_METHOD'] = method
  environ['REQUEST_URI'] = target
  environ['SCRIPT_NAME'] = ''
  environ['PATH_INFO'] = decoded(path!)
  environ['QUERY_STRING'] = queries.join('?')
  environ['SERVER_PROTOCOL'] = version
  environ['SERVER_NAME'] = socket.localAddress!
  environ['SERVER_PORT'] = `${socket.localPort}`
  environ['REMOTE_ADDR'] = socket.remoteAddress!
  environ['REMOTE_PORT'] = `${socket.remotePort}`
  environ['tsgi.version'] = '1.0'
  environ['tsgi.url_scheme'] = 'http'
  for (const name of new Set(fields.map(([one]) => one))) {
    if (name.includes('_')) continue
    const values = fields.filter(([one]) => one === name).map(([, value]) => value)
    const prefix = name === 'content-type' || name === 'content-length' ? '' : 'HTTP_'
    environ[prefix + name.toUpperCase().split('-').join('_')] = values.join(name === 'cookie' ? '; ' : ', ')
  }
  return environ
}

function decoded(path: string): string {
  let text = ''
  for (let at = 0; at < path.length; at++) {
    const hex = path.slice(at + 1, at + 3)
    const isEscape = path[at] === '%' && /^[0-9a-f]{2}$/i.test(hex)
    text += isEscape ? String.fromCharCode(parseInt(hex, 16)) : path[at]
    if (isEscape) at += 2
  }
  return text
}

async function serve(socket: Socket): Promise<void> {
  try {
    const environ = await environFrom(new Lines(socket), socket)
    const isChunked = environ['SERVER_PROTOCOL'] === 'HTTP/1.1'
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type:text/plain\r\n${isChunked ? 'transfer-encoding:chunked\r\n' : ''}\r\n`,
    )
    for (const key of Object.keys(environ).toSorted()) {
      const line = Buffer.from(`${key}=${environ[key]}\n`, 'latin1')
      if (isChunked) socket.write(`${line.length.toString(16)}\r\n`)
      socket.write(line)
      if (isChunked) socket.write('\r\n')
    }
    socket.end(isChunked ? '0\r\n\r\n' : '')
  } catch (error) {
    socket.end(error instanceof BadRequest ? 'HTTP/1.1 400 Bad Request\r\n\r\n' : '')
  }
  socket.resume()
}

const port = Number(process.env.PORT ?? 8888)
const server = createServer({ allowHalfOpen: true }, socket => {
  socket.on('error', error => console.log(error.message))
  void serve(socket)
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
