// Uses once what every server uses, so that the learner's first connection does not pay for it. Leaves nothing behind.

import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

const rounds = 3
const module: string = 'data:text/javascript,import"node:net"'

export async function warm(): Promise<void> {
  await Promise.all([warmLoader(), warmSockets()])
}

/** The first import sets up the loader of ES modules. */
async function warmLoader(): Promise<void> {
  await import(module)
}

async function warmSockets(): Promise<void> {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    socket.once('data', chunk => socket.end(chunk))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  for (let round = 0; round < rounds; round++) await exchange(port)
  await new Promise(resolve => server.close(resolve))
}

function exchange(port: number): Promise<void> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('warm'))
    socket.resume()
    // Warming is a favour: when it fails, the program is merely slower, and its own failure will be seen.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve())
  })
}
