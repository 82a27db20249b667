// Servers of the tests themselves, where a program of a process of its own would tell less.

import type { Socket } from 'node:net'

/** RST and nothing before it: Node's own way ends the side with a FIN first. */
export function resetAlone(socket: Socket): void {
  socket._final = done => done()
  socket.resetAndDestroy()
}
