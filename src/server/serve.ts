// The reference server: one listening socket, a connection for each client, and a graceful end.

import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { once } from 'node:events'
import { createErrorLog, toApplication } from '../tsgi/index.ts'
import { combinedLine, commonLine } from './access-log.ts'
import { serverEndOf, urlOf } from './address.ts'
import { Connection } from './connection.ts'
import { Deadlines } from './deadlines.ts'
import { errorResponse } from './error-response.ts'
import { Gate } from './gate.ts'
import { defaults, defaultTimeouts, type AccessLogOptions, type ServeOptions } from './options.ts'
import type { Service } from './service.ts'

export type RunningServer = {
  /** Where it listens: an address with its port, or the path of a Unix socket. */
  readonly address: AddressInfo | string
  /** `http://127.0.0.1:8888` */
  readonly url: string
  /** The connections that are open now. */
  readonly connections: () => number
  /**
   * Stops: no new connection, idle ones closed at once, responses under way completed; what is still open after `graceMs`
   * (10 000 unless given) is cut off. Fulfilled when everything is closed. May be called again to wait less.
   */
  readonly close: (options?: { readonly graceMs?: number }) => Promise<void>
  /** Fulfilled when it has stopped. */
  readonly closed: Promise<void>
}

/**
 * Serves a TSGI application (PEP 3333, "The Server/Gateway Side") over HTTP/1.1 (RFC 9112).
 *
 * Throws a TypeError for what is no application. Rejects with Node's error when it cannot listen (`EADDRINUSE`, `EACCES`).
 */
export const serve = async (application: unknown, options: ServeOptions = {}): Promise<RunningServer> => {
  const service = serviceFrom(application, options)
  const connections = new Set<Connection>()
  const mostConnections = options.maxConnections ?? defaults.maxConnections
  const accept = (socket: Socket): void => {
    if (connections.size >= mostConnections) return turnAway(socket, service)
    const connection = new Connection(socket, service)
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  }
  const server = listenerFor(options, accept)
  await listen(server, options)
  const address = server.address() ?? ''
  service.serverEnd = serverEndOf(address, service.scheme, options.serverName)
  const closed = new Promise<void>(resolve => server.once('close', resolve))
  // Not the end of it: a connection could not be accepted, because there are too many files or too little memory.
  server.on('error', error => service.errors.write(`${error.stack ?? error.message}\n`))
  return {
    address,
    url: urlOf(address, service.scheme),
    connections: () => connections.size,
    close: ({ graceMs = defaultGraceMs } = {}) => stop(server, { service, connections, closed, graceMs }),
    closed,
  }
}

const defaultGraceMs = 10_000

const serviceFrom = (application: unknown, options: ServeOptions): Service => ({
  application: toApplication(application),
  scheme: options.tls === undefined ? 'http' : 'https',
  serverEnd: { name: undefined, port: '' },
  software: options.software ?? defaults.software,
  extra: options.environ,
  isMultiprocess: options.isMultiprocess ?? false,
  limits: options.limits ?? {},
  timeouts: { ...defaultTimeouts, ...options.timeouts },
  discardBytes: options.discardBytes ?? defaults.discardBytes,
  errors: createErrorLog(options.errorLog ?? (text => void process.stderr.write(text))),
  gate: new Gate(options.maxConcurrent ?? defaults.maxConcurrent),
  deadlines: new Deadlines(),
  log: options.accessLog === undefined ? undefined : loggerFor(options.accessLog),
  spareController: undefined,
  isStopping: false,
})

const loggerFor = ({ format, write }: AccessLogOptions): NonNullable<Service['log']> => {
  const line = format === 'common' ? commonLine : combinedLine
  return ({ request, status, sentBytes }, remoteAddress) =>
    write(`${line({ remoteAddress, head: request, at: new Date(), status, bodyBytes: sentBytes })}\n`)
}

// Half-open: a client that has ended its side still gets its answer.
const listenerFor = ({ tls }: ServeOptions, accept: (socket: Socket) => void): Server => {
  if (tls === undefined) return createTcpServer({ allowHalfOpen: true, noDelay: true }, accept)
  const server = createTlsServer({ ...tls, allowHalfOpen: true, noDelay: true }, accept)
  // A handshake that fails is the client's affair; its socket is gone already.
  server.on('tlsClientError', () => undefined)
  return server
}

const listen = async (server: Server, { path, host, port }: ServeOptions): Promise<void> => {
  const listening = once(server, 'listening')
  server.listen(path === undefined ? { host: host ?? defaults.host, port: port ?? defaults.port } : { path })
  await listening
}

/** One connection too many is told so, rather than left to wonder. */
const turnAway = (socket: Socket, { software, timeouts }: Service): void => {
  socket.on('error', () => undefined)
  socket.setTimeout(timeouts.lingerMs, () => socket.destroy())
  socket.resume()
  socket.end(errorResponse(503, 'too many connections', software), 'latin1')
}

type Stopping = {
  readonly service: Service
  readonly connections: ReadonlySet<Connection>
  readonly closed: Promise<void>
  readonly graceMs: number
}

const stop = async (server: Server, { service, connections, closed, graceMs }: Stopping): Promise<void> => {
  service.isStopping = true
  if (server.listening) server.close()
  for (const connection of connections) connection.stop()
  const grace = setTimeout(() => {
    for (const connection of connections) connection.destroy()
  }, graceMs)
  await closed
  clearTimeout(grace)
}
