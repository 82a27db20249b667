// Watches node:net inside the program: listening, connections, each read, and the line behind each write.
// Changes nothing that the program can tell from node:net as it is; judges nothing.

import { Server, Socket } from 'node:net'

import type { SourceLocation } from '../../trace/index.ts'
import { frameTypes } from '../report/frame.ts'
import type { Channel } from './channel.ts'
import type { Places } from './places.ts'
import type { Serving } from './serving.ts'
import type { Stacks } from './stack.ts'

export type SocketHooks = {
  readonly channel: Channel
  readonly serving: Serving
  readonly stacks: Stacks
  readonly places: Places
}

export function watchSockets(hooks: SocketHooks): void {
  watchServers(hooks)
  watchReads(hooks)
  watchWrites(hooks)
  watchEnds(hooks)
}

const listenedAt = new WeakMap<Server, SourceLocation>()

function watchServers({ channel, serving, stacks }: SocketHooks): void {
  const prototype = Server.prototype
  const { listen, emit } = prototype

  function listenWatched(this: Server, ...parameters: unknown[]): Server {
    const at = stacks.callerOf(listenWatched)
    if (at !== undefined) listenedAt.set(this, at)
    return Reflect.apply(listen, this, parameters) as Server
  }

  function emitWatched(this: Server, name: string | symbol, ...parameters: unknown[]): boolean {
    if (name === 'listening') reportListening(this, channel)
    if (name === 'error') reportPortTaken(this, parameters[0], channel)
    if (name !== 'connection') return Reflect.apply(emit, this, [name, ...parameters]) as boolean
    const port = portOf(parameters[0] as Socket)
    serving.set(port)
    channel.note(frameTypes.accepted, port, 0, 0)
    const isHeard = Reflect.apply(emit, this, [name, ...parameters]) as boolean
    if (isReadElsewhere(parameters[0])) channel.note(frameTypes.opaque, port, 0, 0)
    return isHeard
  }

  define(prototype, 'listen', listenWatched)
  define(prototype, 'emit', emitWatched)
}

function watchReads({ channel, serving }: SocketHooks): void {
  const push = Socket.prototype.push
  define(Socket.prototype, 'push', function pushWatched(this: Socket, chunk: unknown, encoding?: BufferEncoding) {
    const port = portOf(this)
    if (port !== 0) {
      serving.set(port)
      if (chunk instanceof Uint8Array) channel.note(frameTypes.read, port, chunk.length, 0)
    }
    return push.call(this, chunk, encoding)
  })
}

function watchWrites({ channel, stacks, places }: SocketHooks): void {
  const prototype = Socket.prototype
  const { write } = prototype

  // `end(chunk)` calls Writable's write, not the socket's: both ways in are watched, and neither twice.
  const end = prototype.end
  function report(socket: Socket, chunk: unknown, encoding: unknown, hook: (...parameters: never[]) => unknown): void {
    const port = portOf(socket)
    if (port === 0) return
    const bytes = sizeOf(chunk, encoding)
    if (bytes > 0) channel.note(frameTypes.wrote, port, bytes, places.idOf(stacks.callerOf(hook)))
  }
  function writeWatched(this: Socket, chunk: unknown, ...rest: unknown[]): boolean {
    report(this, chunk, rest[0], writeWatched)
    return Reflect.apply(write, this, [chunk, ...rest]) as boolean
  }
  function endWatched(this: Socket, chunk?: unknown, ...rest: unknown[]): Socket {
    report(this, chunk, rest[0], endWatched)
    return Reflect.apply(end, this, [chunk, ...rest]) as Socket
  }
  define(prototype, 'write', writeWatched)
  define(prototype, 'end', endWatched)
}

/** Told a turn after the stream is destroyed: an error that nobody listens to has ended the program by then. */
function watchEnds({ channel }: SocketHooks): void {
  const { destroy } = Socket.prototype
  const later = setImmediate
  define(Socket.prototype, 'destroy', function destroyWatched(this: Socket, error?: Error) {
    const port = this.destroyed ? 0 : portOf(this)
    if (port !== 0) later(() => channel.note(frameTypes.gone, port, 0, 0))
    return destroy.call(this, error)
  })
}

const ports = new WeakMap<Socket, number>()

/** The client's port of a connection that the program accepted; 0 for sockets of its own. */
function portOf(socket: Socket): number {
  const known = ports.get(socket)
  if (known !== undefined) return known
  const { server } = socket as { readonly server?: unknown }
  const isAccepted = server !== undefined && server !== null
  const port = isAccepted ? (socket.remotePort ?? 0) : 0
  // A connection that was reset before we asked has no peer any more; one not yet connected may get one.
  if (port !== 0 || !socket.connecting) ports.set(socket, port)
  return port
}

/** node:http reads its connections below the stream, where a read cannot be seen. */
function isReadElsewhere(socket: unknown): boolean {
  return (socket as { _handle?: { _consumed?: boolean } | null })._handle?._consumed === true
}

function sizeOf(chunk: unknown, encoding: unknown): number {
  if (typeof chunk === 'string') {
    return Buffer.byteLength(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
  }
  return chunk instanceof Uint8Array ? chunk.byteLength : 0
}

function reportListening(server: Server, channel: Channel): void {
  const address = server.address()
  if (address === null) return
  const isPath = typeof address === 'string'
  channel.fact(
    {
      type: 'listening',
      address: isPath ? address : address.address,
      port: isPath ? 0 : address.port,
    },
    0,
  )
}

function reportPortTaken(server: Server, error: unknown, channel: Channel): void {
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown }
  if (code !== 'EADDRINUSE') return
  channel.fact({ type: 'port-taken', port: typeof port === 'number' ? port : 0, at: listenedAt.get(server) }, 0)
}

/** As the methods of a class are: not listed by `for in`. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}
