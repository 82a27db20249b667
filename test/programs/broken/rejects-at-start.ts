// A promise made at the start is rejected and nobody waits for it.
import { createServer } from 'node:net'

async function loadSettings(): Promise<{ readonly host: string }> {
  throw new Error('no settings for this machine')
}

const { host } = await loadSettings()
const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
server.listen(Number(process.env.PORT ?? 8888), host)
