// Uses what every server uses, as the learner's connections will: so that they meet code that is compiled already.
// Leaves nothing behind.

import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'

/** Enough that nothing is used for the first time. */
const neededRounds = 3
/** Enough that V8 has compiled what is used often; as far as there is time. */
const usefulRounds = 40
const request = `GET / HTTP/1.1\r\nX-Warm: ${'warm'.repeat(10)}\r\n\r\n`
const response = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'
const module: string = 'data:text/javascript,import"node:net"'

export type Warming = { /** Resolves when nothing of it is left. */ stop(): Promise<void> }

/** Resolves when the process is ready to serve; goes on in the background until it is done or stopped. */
export async function startWarming(): Promise<Warming> {
  const server = createServer(serve)
  // The first import sets up the loader of ES modules.
  await Promise.all([import(module), new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))])
  let isStopped = false
  const mayGoOn = (): boolean => !isStopped
  for (let round = 0; round < neededRounds; round++) await exchange(server, mayGoOn)
  const rest = warmOn(server, mayGoOn)
  return {
    stop: () => {
      isStopped = true
      return rest
    },
  }
}

async function warmOn(server: Server, mayGoOn: () => boolean): Promise<void> {
  for (let round = 0; round < usefulRounds && mayGoOn(); round++) await exchange(server, mayGoOn)
  await new Promise(resolve => server.close(resolve))
}

function serve(socket: Socket): void {
  let received = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    if (received.indexOf('\r\n\r\n') < 0) return
    socket.write(response)
    socket.end(received)
  })
}

/** A client that sends byte by byte, each once the one before has been read. */
function exchange(server: Server, mayGoOn: () => boolean): Promise<void> {
  return new Promise(resolve => {
    let sent = 0
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', sendNext)
    function sendNext(): void {
      if (!mayGoOn()) socket.destroy()
      else if (sent < request.length) socket.write(request[sent++] ?? '', () => setImmediate(sendNext))
    }
    socket.setNoDelay(true)
    socket.resume()
    // Warming is a favour: when it fails, the program is merely slower, and its own failure will be seen.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve())
  })
}
