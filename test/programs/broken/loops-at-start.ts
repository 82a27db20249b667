// A loop at the start never ends, so nothing ever listens.
import { createServer } from 'node:net'

const port = Number(process.env.PORT ?? 8888)

function freePortFrom(wanted: number): number {
  let candidate = wanted
  while (candidate % 70_000 !== 69_999) candidate = (candidate + 1) % 65_536
  return candidate
}

const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(freePortFrom(port), '127.0.0.1')
