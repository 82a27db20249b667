// How much of what was written the system has not taken yet: only so is it seen that a slow client makes headway, for a stream
// tells of nothing but the end of all that it wrote together.

import type { Socket } from 'node:net'

/** Node has no public name for it, and reads it so itself for the timeouts of its sockets. */
type Inside = { readonly _handle?: { readonly writeQueueSize?: number } | null; readonly _parent?: Inside | null }

/** In bytes. For TLS, those of the socket under it. */
export const unsentBytesOf = (socket: Socket): number => {
  const outer = socket as unknown as Inside
  /* oxlint-disable eslint/no-underscore-dangle -- the names of Node's sockets */
  const inner = outer._parent ?? outer
  return inner._handle?.writeQueueSize ?? socket.writableLength
  /* oxlint-enable eslint/no-underscore-dangle */
}
