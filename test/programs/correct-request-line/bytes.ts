// Makes no text at all: looks for spaces and line ends in the bytes, and sends slices of what came.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)
const SP = 0x20
const blankLine = Buffer.from('\r\n\r\n')
const head = (status: string): Buffer => Buffer.from(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\n\r\n`)

function answerTo(line: Buffer): readonly Buffer[] {
  const first = line.indexOf(SP)
  const second = line.indexOf(SP, first + 1)
  const version = line.subarray(second + 1)
  const isWhole = first > 0 && second > first + 1 && version.length === 8 && !version.includes(SP)
  if (!isWhole || version.compare(Buffer.from('HTTP/'), 0, 5, 0, 5) !== 0 || version[6] !== 0x2e)
    return [head('400 Bad')]
  if (version[5] !== 0x31) return [head('505 HTTP Version Not Supported')]
  const lineFeed = Buffer.from('\n')
  return [
    head('200 OK'),
    Buffer.concat([Buffer.from('method='), line.subarray(0, first), lineFeed]),
    Buffer.concat([Buffer.from('target='), line.subarray(first + 1, second), lineFeed]),
    Buffer.concat([Buffer.from('version='), version, lineFeed]),
  ]
}

const server = createServer(socket => {
  let received = Buffer.alloc(0)
  let isAnswered = false
  socket.on('error', () => socket.destroy())
  socket.on('readable', () => {
    for (let bytes = socket.read() as Buffer | null; bytes !== null; bytes = socket.read() as Buffer | null) {
      if (isAnswered) continue
      received = Buffer.concat([received, bytes])
      const end = received.indexOf('\r\n')
      const isTooLong = (end < 0 ? received.length : end) > 8000
      if (!isTooLong && received.indexOf(blankLine) < 0) continue
      isAnswered = true
      for (const part of isTooLong ? [head('414 URI Too Long')] : answerTo(received.subarray(0, end)))
        socket.write(part)
      socket.end()
    }
  })
})
server.listen(port, '127.0.0.1', () => process.stdout.write(`Serving HTTP on port ${port} ...\n`))
