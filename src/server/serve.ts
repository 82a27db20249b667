// The reference server: one listening socket, a connection for each client, and a graceful end.

import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { createErrorLog, toApplication } from '../tsgi/index.ts'
import { combinedLine, commonLine } from './access-log.ts'
import { serverEndOf, urlOf } from './address.ts'
import { Connection } from './connection.ts'
import { Deadlines } from './deadlines.ts'
import { errorResponse } from './error-response.ts'
import { Gate } from './gate.ts'
import { defaults, defaultTimeouts, type AccessLogOptions, type ServeOptions } from './options.ts'
import { Outbox } from './outbox.ts'
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
 * Rejects with a ContractError for what is no application, and with Node's error when it cannot listen (`EADDRINUSE`, `EACCES`).
 */
export const serve = async (application: unknown, options: ServeOptions = {}): Promise<RunningServer> => {
  const service = serviceFrom(application, options)
  const connections = new Set<Connection>()
  const turnedAway = new Set<Socket>()
  // Also those whose TLS handshake is not over.
  const sockets = new Set<Socket>()
  const mostConnections = options.maxConnections ?? defaults.maxConnections
  const accept = (socket: Socket): void => {
    if (connections.size >= mostConnections) return turnAway(socket, service, turnedAway)
    const connection = new Connection(socket, service)
    connections.add(connection)
    socket.once('close', () => connections.delete(connection))
  }
  const server = listenerFor(options, accept)
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await listen(server, options)
  const address = server.address() ?? ''
  service.serverEnd = serverEndOf(address, service.scheme, options.serverName)
  const closed = allClosed(server, connections)
  // Not the end of it: a connection could not be accepted, because there are too many files or too little memory.
  server.on('error', error => service.errors.write(`${error.stack ?? error.message}\n`))
  return {
    address,
    url: urlOf(address, service.scheme),
    connections: () => connections.size,
    close: ({ graceMs = defaultGraceMs } = {}) => stop(server, { service, connections, sockets, closed, graceMs }),
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
  isTcp: options.tls === undefined && options.path === undefined,
  limits: options.limits ?? {},
  timeouts: { ...defaultTimeouts, ...options.timeouts },
  discardBytes: options.discardBytes ?? defaults.discardBytes,
  errors: createErrorLog(options.errorLog ?? (text => void process.stderr.write(text))),
  gate: new Gate(options.maxConcurrent ?? defaults.maxConcurrent),
  deadlines: new Deadlines(),
  outbox: new Outbox(),
  log: options.accessLog === undefined ? undefined : loggerFor(options.accessLog),
  isStopping: false,
})

const loggerFor = ({ format, write }: AccessLogOptions): NonNullable<Service['log']> => {
  const lineFrom = format === 'common' ? commonLine : combinedLine
  return facts => write(`${lineFrom(facts)}\n`)
}

// Half-open: a client that has ended its side still gets its answer.
const listenerFor = ({ tls, timeouts }: ServeOptions, accept: (socket: Socket) => void): Server => {
  const handshakeTimeout = timeouts?.headMs ?? defaultTimeouts.headMs
  if (tls === undefined) return createTcpServer({ allowHalfOpen: true, noDelay: true }, accept)
  const server = createTlsServer({ handshakeTimeout, ...tls, allowHalfOpen: true, noDelay: true }, accept)
  // A handshake that fails is the client's affair; its socket is gone already.
  server.on('tlsClientError', () => undefined)
  return server
}

const listen = (server: Server, { path, host, port }: ServeOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path === undefined ? { host: host ?? defaults.host, port: port ?? defaults.port } : { path }, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** A server tells its end before that of its last connections, who have clients to call gone and bodies to close. */
const allClosed = async (server: Server, connections: ReadonlySet<Connection>): Promise<void> => {
  await new Promise(resolve => server.once('close', resolve))
  while (connections.size > 0) await new Promise(resolve => setImmediate(resolve))
}

/** So many are told that they are too many; more are just closed. */
const mostTurnedAway = 100

/** One connection too many is told so, rather than left to wonder. */
const turnAway = (socket: Socket, { software, timeouts }: Service, turnedAway: Set<Socket>): void => {
  if (turnedAway.size >= mostTurnedAway) return void socket.destroy()
  turnedAway.add(socket)
  const limit = setTimeout(() => socket.destroy(), timeouts.lingerMs).unref()
  socket.on('error', () => undefined)
  socket.once('close', () => {
    clearTimeout(limit)
    turnedAway.delete(socket)
  })
  socket.resume()
  socket.end(errorResponse(503, 'too many connections', software), 'latin1')
}

type Stopping = {
  readonly service: Service
  readonly connections: ReadonlySet<Connection>
  readonly sockets: ReadonlySet<Socket>
  readonly closed: Promise<void>
  readonly graceMs: number
}

const stop = async (server: Server, { service, connections, sockets, closed, graceMs }: Stopping): Promise<void> => {
  service.isStopping = true
  if (server.listening) server.close()
  for (const connection of connections) connection.stop()
  const grace = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, graceMs)
  await closed
  clearTimeout(grace)
}
