// Reads the socket with for await, waits for the blank line whatever the line says, and answers with a length.
import { createServer, type Socket } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const most = 8000

async function headOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer)
    const all = Buffer.concat(chunks)
    const lineEnd = all.indexOf('\r\n')
    if (lineEnd === -1 ? all.length > most : lineEnd > most) return all
    const end = all.indexOf('\r\n\r\n')
    if (end !== -1) return all.subarray(0, end)
  }
  throw new Error('the client left before the blank line')
}

function responseTo(head: Buffer): readonly [status: string, body: string] {
  const lineEnd = head.indexOf('\r\n')
  const line = head.toString('latin1', 0, lineEnd === -1 ? head.length : lineEnd)
  if (line.length > most) return ['414 URI Too Long', 'too long\n']
  const parts = line.split(' ')
  const [method, target, version] = parts
  if (parts.length !== 3 || !method || !target || !/^HTTP\/\d\.\d$/.test(version!))
    return ['400 Bad Request', 'what?\n']
  if (!version!.startsWith('HTTP/1.')) return ['505 HTTP Version Not Supported', 'HTTP/1.1, please\n']
  return ['200 OK', [`method=${method}`, `target=${target}`, `version=${version}`, ''].join('\n')]
}

async function serve(socket: Socket): Promise<void> {
  const [status, text] = responseTo(await headOf(socket))
  const body = Buffer.from(text, 'latin1')
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\ncontent-type: text/plain\r\n\r\n`)
  socket.end(body)
  socket.resume()
}

const server = createServer({ allowHalfOpen: true }, socket => {
  socket.on('error', () => undefined)
  serve(socket).catch((error: unknown) => {
    console.log(String(error))
    socket.destroy()
  })
})
server.listen(port, '127.0.0.1', () => console.log(`Serving HTTP on port ${port} ...`))
