// Ends a connection so that the client cannot take it for the end of a body.

import type { Socket } from 'node:net'
import type { Service } from './service.ts'

/** A client that gets its last bytes and a reset at once may be told of an end: libuv does that to its readers. */
const apartMs = 50

/** By a reset where there is TCP. TLS has its own: an end without `close_notify`. A Unix socket knows no difference. */
export const breakOff = (socket: Socket, { isTcp }: Service): void => {
  if (!isTcp) return void socket.destroy()
  const reset = setTimeout(() => {
    // Node sends a FIN before its RST, and a client may take that for the end of the body.
    // oxlint-disable-next-line eslint/no-underscore-dangle -- the name of Node's streams for what ends them
    socket._final = done => done()
    socket.resetAndDestroy()
  }, apartMs)
  socket.once('close', () => clearTimeout(reset))
}
