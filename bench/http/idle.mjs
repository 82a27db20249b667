// Connections that were used once and wait: what each of them costs a server in memory, and that it still answers.

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'

const wanted = 10_000
/** Files that a process has open for other things. */
const reserve = 500
const atOnce = 200

/** As many as the limit on open files lets one process have. */
export const mostIdle = () => {
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })
  const files = stdout?.trim() === 'unlimited' ? Infinity : Number(stdout)
  return Math.min(wanted, Math.max(0, (Number.isNaN(files) ? 1024 : files) - reserve))
}

/** Bytes of memory for each connection, by the process as a whole and by its heap; and how long a new client waited. */
export const idle = async (server, count) => {
  const before = await server.used({ collects: true })
  const sockets = []
  while (sockets.length < count) {
    const more = Math.min(atOnce, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: more }, () => used(server.port)))))
  }
  const during = await server.used({ collects: true })
  const startedAt = performance.now()
  const last = await used(server.port)
  const answeredMs = performance.now() - startedAt
  for (const socket of [...sockets, last]) socket.destroy()
  return {
    count,
    rssBytes: (during.rss - before.rss) / count,
    heapBytes: (during.heapBytes - before.heapBytes) / count,
    answeredMs,
  }
}

/** A connection on which one request was answered. */
const used = async port => {
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /hello HTTP/1.1\r\nHost: a\r\n\r\n')
  let text = ''
  while (!text.endsWith('world!\n')) {
    const [bytes] = await once(socket, 'data')
    text += bytes.toString('latin1')
  }
  return socket
}
