// The part of Node's own types that the lessons use, so that an editor completes and checks with nothing installed.
//
// Prefer the full types? `npm install --save-dev @types/node`, delete this file, and write "types": ["node"] in
// tsconfig.json. Nothing else changes.

// Bytes ---------------------------------------------------------------------------------------------------------------

type BufferEncoding = 'utf8' | 'utf-8' | 'latin1' | 'binary' | 'ascii' | 'hex' | 'base64' | 'base64url' | 'utf16le'

/** Bytes, with the methods Node adds to `Uint8Array`. */
interface Buffer extends Uint8Array {
  /** The bytes as text. UTF-8 unless you say otherwise; `latin1` gives one character for each byte, whatever it is. */
  toString(encoding?: BufferEncoding, start?: number, end?: number): string
  /** Where `value` first occurs at or after `byteOffset`; -1 when it does not. */
  indexOf(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): number
  lastIndexOf(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): number
  includes(value: string | number | Uint8Array, byteOffset?: number, encoding?: BufferEncoding): boolean
  /** A view of the same memory, not a copy. */
  subarray(start?: number, end?: number): Buffer
  equals(other: Uint8Array): boolean
  compare(other: Uint8Array): -1 | 0 | 1
  /** Copies into `target` and gives how many bytes were copied. */
  copy(target: Uint8Array, targetStart?: number, sourceStart?: number, sourceEnd?: number): number
  write(text: string, offset?: number, encoding?: BufferEncoding): number
  readUInt8(offset?: number): number
  readUInt16BE(offset?: number): number
  readUInt32BE(offset?: number): number
  writeUInt8(value: number, offset?: number): number
  writeUInt16BE(value: number, offset?: number): number
  writeUInt32BE(value: number, offset?: number): number
  toJSON(): { type: 'Buffer'; data: number[] }
}
declare var Buffer: {
  from(text: string, encoding?: BufferEncoding): Buffer
  from(bytes: Iterable<number> | ArrayLike<number> | ArrayBuffer, byteOffset?: number, length?: number): Buffer
  alloc(size: number, fill?: number | string): Buffer
  allocUnsafe(size: number): Buffer
  /** One buffer with the bytes of all, in order. */
  concat(list: readonly Uint8Array[], totalLength?: number): Buffer
  /** How many bytes the text takes: not the same as its length in characters. */
  byteLength(value: string | Uint8Array, encoding?: BufferEncoding): number
  compare(a: Uint8Array, b: Uint8Array): -1 | 0 | 1
  isBuffer(value: unknown): value is Buffer
  isEncoding(name: string): boolean
}

declare class TextEncoder {
  readonly encoding: string
  /** The text as UTF-8 bytes. */
  encode(text?: string): Uint8Array
}
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  readonly encoding: string
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string
}

// The program ---------------------------------------------------------------------------------------------------------

declare var process: Process
declare var console: {
  log(...values: unknown[]): void
  info(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
  debug(...values: unknown[]): void
  table(rows: unknown): void
  trace(...values: unknown[]): void
}

interface Timer {
  ref(): this
  unref(): this
}
declare function setTimeout<Values extends unknown[]>(
  callback: (...values: Values) => void,
  ms?: number,
  ...values: Values
): Timer
declare function setInterval<Values extends unknown[]>(
  callback: (...values: Values) => void,
  ms?: number,
  ...values: Values
): Timer
declare function setImmediate<Values extends unknown[]>(
  callback: (...values: Values) => void,
  ...values: Values
): object
declare function clearTimeout(timer: Timer | undefined): void
declare function clearInterval(timer: Timer | undefined): void
declare function queueMicrotask(callback: () => void): void
declare function structuredClone<Value>(value: Value): Value

declare class AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
  throwIfAborted(): void
  static abort(reason?: unknown): AbortSignal
  static timeout(ms: number): AbortSignal
}
declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>)
  append(name: string, value: string): void
  delete(name: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string): boolean
  set(name: string, value: string): void
  entries(): IterableIterator<[string, string]>
  [Symbol.iterator](): IterableIterator<[string, string]>
  toString(): string
}
declare class URL {
  constructor(url: string, base?: string | URL)
  hash: string
  host: string
  hostname: string
  href: string
  readonly origin: string
  pathname: string
  port: string
  protocol: string
  search: string
  readonly searchParams: URLSearchParams
  toString(): string
}

interface ImportMeta {
  readonly url: string
  readonly dirname: string
  readonly filename: string
}

interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  write(data: string | Uint8Array, callback?: (error?: Error | null) => void): boolean
  once(event: 'drain', listener: () => void): this
}

interface Process {
  /** What the shell set: always text, and absent rather than empty when unset. */
  readonly env: Record<string, string | undefined>
  /** `argv[0]` is node, `argv[1]` this file, the rest is what was typed. */
  readonly argv: string[]
  readonly pid: number
  readonly platform: string
  readonly version: string
  readonly stdout: Output
  readonly stderr: Output
  readonly hrtime: { bigint(): bigint }
  exitCode: number | undefined
  exit(code?: number): never
  cwd(): string
  kill(pid: number, signal?: string | number): boolean
  memoryUsage(): { rss: number; heapTotal: number; heapUsed: number }
  nextTick(callback: () => void): void
  on(event: 'uncaughtException', listener: (error: Error) => void): this
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): this
  on(event: 'exit', listener: (code: number) => void): this
  on(event: 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: (signal: string) => void): this
  once(event: 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: (signal: string) => void): this
}

declare module 'node:process' {
  const program: Process
  export default program
}
declare module 'node:buffer' {
  const bytes: typeof Buffer
  export { bytes as Buffer }
}

// Events --------------------------------------------------------------------------------------------------------------

declare module 'node:events' {
  class EventEmitter {
    on(event: string, listener: (...values: any[]) => void): this
    once(event: string, listener: (...values: any[]) => void): this
    off(event: string, listener: (...values: any[]) => void): this
    addListener(event: string, listener: (...values: any[]) => void): this
    removeListener(event: string, listener: (...values: any[]) => void): this
    removeAllListeners(event?: string): this
    emit(event: string, ...values: unknown[]): boolean
    listenerCount(event: string): number
  }
  /** Waits for the next `event`; rejects when an `error` comes first. */
  function once(emitter: EventEmitter, event: string, options?: { signal?: AbortSignal }): Promise<any[]>
  /** Every `event` from now on, to be used with `for await`. */
  function on(emitter: EventEmitter, event: string, options?: { signal?: AbortSignal }): AsyncIterableIterator<any[]>
  export { EventEmitter, once, on }
  export default EventEmitter
}

// Sockets -------------------------------------------------------------------------------------------------------------

declare module 'node:net' {
  import { EventEmitter } from 'node:events'

  interface AddressInfo {
    address: string
    family: string
    port: number
  }

  /** What went wrong with a socket; `code` is the system's name for it: `ECONNRESET`, `EADDRINUSE`, `EPIPE`. */
  interface SystemError extends Error {
    code?: string
    errno?: number
    syscall?: string
    address?: string
    port?: number
  }

  /** One connection: bytes come in as `data`, in pieces of any size, and go out by `write`. */
  class Socket extends EventEmitter {
    constructor(options?: { allowHalfOpen?: boolean; readable?: boolean; writable?: boolean })
    readonly remoteAddress?: string
    readonly remotePort?: number
    readonly remoteFamily?: string
    readonly localAddress?: string
    readonly localPort?: number
    readonly bytesRead: number
    readonly bytesWritten: number
    readonly connecting: boolean
    readonly destroyed: boolean
    readonly readable: boolean
    readonly writable: boolean
    readonly readableEnded: boolean
    readonly writableEnded: boolean
    readonly writableLength: number
    readonly writableNeedDrain: boolean
    /** Sends bytes. `false` means: wait for `drain` before sending more. */
    write(data: string | Uint8Array, callback?: (error?: Error | null) => void): boolean
    write(data: string | Uint8Array, encoding?: BufferEncoding, callback?: (error?: Error | null) => void): boolean
    /** Sends what is given, then ends our side; the other may still send. */
    end(callback?: () => void): this
    end(data: string | Uint8Array, callback?: () => void): this
    end(data: string | Uint8Array, encoding?: BufferEncoding, callback?: () => void): this
    /** Closes both sides at once; what was not sent yet is lost. */
    destroy(error?: Error): this
    destroySoon(): void
    resetAndDestroy(): this
    pause(): this
    resume(): this
    read(size?: number): Buffer | null
    unshift(bytes: Uint8Array): void
    cork(): void
    uncork(): void
    setEncoding(encoding?: BufferEncoding): this
    setKeepAlive(enable?: boolean, initialDelayMs?: number): this
    setNoDelay(noDelay?: boolean): this
    setTimeout(ms: number, callback?: () => void): this
    address(): AddressInfo | {}
    ref(): this
    unref(): this
    pipe<Target extends EventEmitter>(target: Target, options?: { end?: boolean }): Target
    on(event: 'data', listener: (bytes: Buffer) => void): this
    on(event: 'end' | 'drain' | 'connect' | 'ready' | 'timeout' | 'finish' | 'readable', listener: () => void): this
    on(event: 'close', listener: (hadError: boolean) => void): this
    on(event: 'error', listener: (error: SystemError) => void): this
    once(event: 'data', listener: (bytes: Buffer) => void): this
    once(event: 'end' | 'drain' | 'connect' | 'ready' | 'timeout' | 'finish' | 'readable', listener: () => void): this
    once(event: 'close', listener: (hadError: boolean) => void): this
    once(event: 'error', listener: (error: SystemError) => void): this
    [Symbol.asyncIterator](): AsyncIterableIterator<Buffer>
  }

  interface ServerOptions {
    /** Keep our side open when the client ends its own. Without it, Node ends ours for us. */
    allowHalfOpen?: boolean
    pauseOnConnect?: boolean
    noDelay?: boolean
    keepAlive?: boolean
  }

  /** Listens on one port and gives a `Socket` for each client. */
  class Server extends EventEmitter {
    constructor(options?: ServerOptions, onConnection?: (socket: Socket) => void)
    readonly listening: boolean
    maxConnections: number
    listen(port?: number, host?: string, callback?: () => void): this
    listen(port?: number, callback?: () => void): this
    listen(
      options: { port?: number; host?: string; backlog?: number; signal?: AbortSignal },
      callback?: () => void,
    ): this
    /** Takes no new connections; those that are open go on. */
    close(callback?: (error?: Error) => void): this
    address(): AddressInfo | string | null
    getConnections(callback: (error: Error | null, count: number) => void): void
    ref(): this
    unref(): this
    on(event: 'connection', listener: (socket: Socket) => void): this
    on(event: 'listening' | 'close', listener: () => void): this
    on(event: 'error', listener: (error: SystemError) => void): this
    once(event: 'connection', listener: (socket: Socket) => void): this
    once(event: 'listening' | 'close', listener: () => void): this
    once(event: 'error', listener: (error: SystemError) => void): this
  }

  function createServer(onConnection?: (socket: Socket) => void): Server
  function createServer(options: ServerOptions, onConnection?: (socket: Socket) => void): Server
  function connect(port: number, host?: string, callback?: () => void): Socket
  function connect(options: { port: number; host?: string }, callback?: () => void): Socket
  function createConnection(port: number, host?: string, callback?: () => void): Socket
  function createConnection(options: { port: number; host?: string }, callback?: () => void): Socket
  function isIP(text: string): 0 | 4 | 6

  const net: {
    Server: typeof Server
    Socket: typeof Socket
    createServer: typeof createServer
    connect: typeof connect
    createConnection: typeof createConnection
    isIP: typeof isIP
  }
  export { Server, Socket, createServer, connect, createConnection, isIP }
  export type { AddressInfo, ServerOptions, SystemError }
  export default net
}

// Files, paths, waiting -----------------------------------------------------------------------------------------------

declare module 'node:fs' {
  function readFileSync(path: string | URL): Buffer
  function readFileSync(path: string | URL, encoding: BufferEncoding): string
  function existsSync(path: string | URL): boolean
  const fs: { readFileSync: typeof readFileSync; existsSync: typeof existsSync }
  export { readFileSync, existsSync }
  export default fs
}
declare module 'node:fs/promises' {
  function readFile(path: string | URL): Promise<Buffer>
  function readFile(path: string | URL, encoding: BufferEncoding): Promise<string>
  export { readFile }
}
declare module 'node:path' {
  function join(...parts: string[]): string
  function resolve(...parts: string[]): string
  function dirname(path: string): string
  function basename(path: string, suffix?: string): string
  function extname(path: string): string
  function isAbsolute(path: string): boolean
  function relative(from: string, to: string): string
  const path: {
    join: typeof join
    resolve: typeof resolve
    dirname: typeof dirname
    basename: typeof basename
    extname: typeof extname
    isAbsolute: typeof isAbsolute
    relative: typeof relative
  }
  export { join, resolve, dirname, basename, extname, isAbsolute, relative }
  export default path
}
declare module 'node:url' {
  function fileURLToPath(url: string | URL): string
  function pathToFileURL(path: string): URL
  export { fileURLToPath, pathToFileURL }
}
declare module 'node:timers/promises' {
  function setTimeout<Value = void>(ms?: number, value?: Value, options?: { signal?: AbortSignal }): Promise<Value>
  export { setTimeout }
}
