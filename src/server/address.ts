// Addresses of sockets as CGI and people write them.

import type { AddressInfo, Socket } from 'node:net'
import type { GatewayFacts } from '../tsgi/index.ts'

/** An IPv4 address that came in through an IPv6 socket is shown as what it is. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/** `http://127.0.0.1:8888`; for a Unix socket its path. */
export const urlOf = (address: AddressInfo | string, scheme: 'http' | 'https'): string => {
  if (typeof address === 'string') return `${scheme}+unix:${address}`
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `${scheme}://${host}:${address.port}`
}

/** What the socket of a connection tells of both its ends. A Unix socket has no ports: the scheme's own stands for it. */
export const endsOf = (
  socket: Socket,
  scheme: 'http' | 'https',
  serverName: string | undefined,
): Pick<GatewayFacts, 'serverName' | 'serverPort' | 'remoteAddress' | 'remotePort'> => ({
  serverName: serverName ?? plainAddress(socket.localAddress ?? 'localhost'),
  serverPort: String(socket.localPort ?? (scheme === 'https' ? 443 : 80)),
  remoteAddress: socket.remoteAddress === undefined ? undefined : plainAddress(socket.remoteAddress),
  remotePort: socket.remotePort === undefined ? undefined : String(socket.remotePort),
})
