// Addresses of sockets as CGI and people write them.

import type { AddressInfo, Socket } from 'node:net'
import type { GatewayFacts } from '../tsgi/index.ts'
import type { Service } from './service.ts'

/** An IPv4 address that came in through an IPv6 socket is shown as what it is. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/** `http://127.0.0.1:8888`; for a Unix socket its path. */
export const urlOf = (address: AddressInfo | string, scheme: 'http' | 'https'): string => {
  if (typeof address === 'string') return `${scheme}+unix:${address}`
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `${scheme}://${host}:${address.port}`
}

/** SERVER_NAME and SERVER_PORT; no name where the server listens on every address, and each connection has its own. */
export type ServerEnd = { readonly name: string | undefined; readonly port: string }

/** A Unix socket has no port: the scheme's own stands for it. */
export const serverEndOf = (
  address: AddressInfo | string | null,
  scheme: 'http' | 'https',
  serverName: string | undefined,
): ServerEnd => {
  if (address === null || typeof address === 'string')
    return { name: serverName ?? 'localhost', port: scheme === 'https' ? '443' : '80' }
  const isEvery = address.address === '::' || address.address === '0.0.0.0'
  return { name: serverName ?? (isEvery ? undefined : plainAddress(address.address)), port: String(address.port) }
}

/** What holds for each request of a connection. The peer's end is asked of the system, ours only where it has to be. */
export const factsOf = (socket: Socket, service: Service): GatewayFacts => ({
  serverName: service.serverEnd.name ?? plainAddress(socket.localAddress ?? 'localhost'),
  serverPort: service.serverEnd.port,
  remoteAddress: socket.remoteAddress === undefined ? undefined : plainAddress(socket.remoteAddress),
  remotePort: socket.remotePort === undefined ? undefined : String(socket.remotePort),
  scheme: service.scheme,
  errors: service.errors,
  isMultithread: false,
  isMultiprocess: service.isMultiprocess,
  software: service.software,
  extra: service.extra,
})
