// A regular expression for each part; CRLF in the body, which has a length; headers in another order.
import { createServer, type Socket } from 'node:net'

type Environ = Record<string, string>

const plainKeys = new Set(['CONTENT_TYPE', 'CONTENT_LENGTH'])
const unescape = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number(`0x${hex}`)))

function parse(head: string): { line: RegExpExecArray; fields: [string, string][] } | null {
  const line = /^([^\s]+) (([^\s?]*)(?:\?(\S*))?) (HTTP\/1\.\d)\r\n/.exec(head)
  const rest = line === null ? '' : head.slice(line[0].length)
  if (line === null || !/^(?:[!#-'*+\-.^-z|~]+:[^\r\n]*\r\n)*\r\n$/i.test(rest)) return null
  const fields = [...rest.matchAll(/^([^:\r\n]+):[ \t]*(.*?)[ \t]*\r$/gm)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  return { line, fields }
}

function add(environ: Environ, [name, value]: [string, string]): Environ {
  if (/_/.test(name)) return environ
  const bare = name.replace(/-/g, '_').toUpperCase()
  const key = plainKeys.has(bare) ? bare : `HTTP_${bare}`
  const glue = key === 'HTTP_COOKIE' ? '; ' : ', '
  return { ...environ, [key]: key in environ ? environ[key] + glue + value : value }
}

function answerTo(head: string, { localPort, remoteAddress, remotePort }: Socket): [status: string, body: string] {
  const request = parse(head)
  const hosts = request?.fields.filter(([name]) => /^host$/i.test(name)).length
  if (request === null || (request.line[5] === 'HTTP/1.1' && hosts !== 1)) return ['400 ', '']
  const [, method = '', target = '', path = '', query = '', version = ''] = request.line
  const environ = request.fields.reduce(add, {
    'tsgi.url_scheme': 'http',
    'tsgi.version': [1, 0].join('.'),
    REQUEST_METHOD: method,
    REQUEST_URI: target,
    PATH_INFO: unescape(path),
    QUERY_STRING: query,
    SCRIPT_NAME: '',
    SERVER_PROTOCOL: version,
    SERVER_NAME: '127.0.0.1',
    SERVER_PORT: `${localPort}`,
    REMOTE_ADDR: `${remoteAddress}`,
    REMOTE_PORT: `${remotePort}`,
  })
  const entries = Object.entries(environ).sort(([one], [other]) => (one < other ? -1 : 1))
  return ['200 ', entries.map(([key, value]) => `${key}=${value}\r\n`).join('')]
}

const port = Number(process.env.PORT ?? 8888)
createServer(socket => {
  const chunks: Buffer[] = []
  socket
    .on('error', () => undefined)
    .on('data', (chunk: Buffer) => {
      if (!socket.writable) return
      chunks.push(chunk)
      const head = /^[^]*?\r\n\r\n/.exec(Buffer.concat(chunks).toString('latin1'))?.[0]
      if (head === undefined) return
      const [status, text] = answerTo(head, socket)
      const body = Buffer.from(text, 'latin1')
      socket.end(
        Buffer.concat([
          Buffer.from(
            `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\nDate: ${new Date().toUTCString()}\r\n` +
              'Content-Type: text/plain\r\n\r\n',
          ),
          body,
        ]),
      )
    })
}).listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
