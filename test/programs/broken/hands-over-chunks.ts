// Hands chunks over as they stand on the wire.
import { createServer, type Socket } from 'node:net'

const [, file, name] = /^(.+):(.+)$/.exec(process.argv[2] ?? '') ?? []
const { [name!]: application } = await import(file!)
const port = Number(process.env.PORT ?? 8888)

function readerOf(socket: Socket) {
  let held = Buffer.alloc(0)
  let wake = (): void => undefined
  socket.on('data', bytes => {
    held = Buffer.concat([held, bytes])
    wake()
  })
  const more = (): Promise<void> => new Promise(resolve => (wake = resolve))
  async function take(count: number): Promise<Buffer> {
    while (held.length < count) await more()
    const taken = held.subarray(0, count)
    held = held.subarray(count)
    return taken
  }
  async function until(mark: string): Promise<Buffer> {
    while (!held.includes(mark)) await more()
    return take(held.indexOf(mark) + mark.length)
  }
  return { take, until }
}

async function bodyOf(head: string, { take, until }: ReturnType<typeof readerOf>): Promise<Buffer> {
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  if (!/^transfer-encoding: *chunked/im.test(head)) return take(length)
  const parts: Buffer[] = []
  for (;;) {
    const size = parseInt(String(await until('\r\n')), 16)
    parts.push(Buffer.from(`${size.toString(16)}\r\n`), await take(size + 2))
    if (size === 0) return Buffer.concat(parts)
  }
}

/** Whether the connection is kept. */
async function serve(socket: Socket, reader: ReturnType<typeof readerOf>): Promise<boolean> {
  const head = (await reader.until('\r\n\r\n')).toString('latin1')
  const [method, target = '', version] = head.split(/ |\r\n/)
  const [path, query = ''] = target.split('?')
  let input: Promise<Buffer> | undefined
  const rest = (): Promise<Buffer> => (input ??= bodyOf(head, reader))
  const read = (): Promise<Buffer> => {
    if (/^expect: *100-continue/im.test(head)) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    return rest()
  }
  const environ = { REQUEST_METHOD: method, PATH_INFO: path, QUERY_STRING: query, 'tsgi.input': { read } }
  let started: [status: string, headers: [string, string][]] = ['', []]
  let isSent = false
  let isChunked = false
  let isKept = version === 'HTTP/1.1' && !/^connection: *close/im.test(head)

  function sendHead(length: number | undefined): void {
    const [status, headers] = started
    const lines = [...headers, ['Date', new Date().toUTCString()]]
    isSent = true
    isChunked = length === undefined && version === 'HTTP/1.1'
    if (length === undefined && !isChunked) isKept = false
    if (isChunked) lines.push(['Transfer-Encoding', 'chunked'])
    if (length !== undefined && !status.startsWith('204')) lines.push(['Content-Length', String(length)])
    if (!isKept) lines.push(['Connection', 'close'])
    socket.write(`HTTP/1.1 ${status}\r\n${lines.map(line => `${line.join(': ')}\r\n`).join('')}\r\n`, 'latin1')
  }

  function send(chunk: Uint8Array, length?: number): void {
    if (chunk.length === 0) return
    if (!isSent) sendHead(length)
    if (method === 'HEAD' || started[0].startsWith('204')) return
    if (isChunked) socket.write(`${chunk.length.toString(16)}\r\n`)
    socket.write(chunk)
    if (isChunked) socket.write('\r\n')
  }

  function startResponse(status: string, headers: [string, string][], error?: Error): typeof send {
    if (started[0] !== '' && error === undefined) throw new Error('startResponse was called before')
    started = [status, headers]
    return send
  }

  let body
  try {
    body = await application(environ, startResponse)
    const length = Array.isArray(body) ? body.reduce((sum, chunk) => sum + chunk.length, 0) : undefined
    for await (const chunk of body) send(chunk, length)
    if (!isSent) sendHead(length ?? 0)
    if (isChunked) socket.write('0\r\n\r\n')
  } catch {
    if (isSent) socket.resetAndDestroy()
    started = ['500 Internal Server Error', []]
    if (!isSent) send(Buffer.from('Sorry.\n'), 7)
  } finally {
    body?.close?.()
  }
  await rest()
  return isKept
}

const server = createServer(async socket => {
  const reader = readerOf(socket)
  socket.on('error', error => console.log(error.message))
  while (await serve(socket, reader));
  socket.end()
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
