// What a server can be told, with the values that hold where nothing is said. Types and numbers only.

import type { TlsOptions } from 'node:tls'
import type { Limits } from '../http/index.ts'

export type ServeOptions = {
  /** Where to listen; `127.0.0.1` unless given. */
  readonly host?: string
  /** 0 takes any that is free; 8888 unless given. */
  readonly port?: number
  /** The path of a Unix socket, instead of host and port. */
  readonly path?: string
  /** Certificate and key make it HTTPS. */
  readonly tls?: TlsOptions
  /** SERVER_NAME; the address of the socket unless given. */
  readonly serverName?: string
  /** For the Server field and SERVER_SOFTWARE. */
  readonly software?: string
  /** Extra pairs for each environ. */
  readonly environ?: Readonly<Record<string, unknown>>
  /** What a request may have; each limit that is not given is that of `defaultLimits`. */
  readonly limits?: Partial<Limits>
  readonly timeouts?: Partial<Timeouts>
  /** Connections at once; one more is told 503 and closed. */
  readonly maxConnections?: number
  /** Requests in the application at once; the others wait. 1 shows races by their absence. */
  readonly maxConcurrent?: number
  /** Bytes of a request body that nobody read: up to so many are read and dropped, so that the connection can be kept. */
  readonly discardBytes?: number
  /** `tsgi.multiprocess`: whether other processes serve the same application. */
  readonly isMultiprocess?: boolean
  /** Takes what goes to `tsgi.errors`, line ends included. stderr unless given. */
  readonly errorLog?: (text: string) => void
  readonly accessLog?: AccessLogOptions
}

export type AccessLogOptions = {
  readonly format: 'common' | 'combined'
  /** Takes one line, with its line end. */
  readonly write: (line: string) => void
}

/** Milliseconds, to the half second: they are looked at twice a second. */
export type Timeouts = {
  /** From the first byte of a request, or from the opening of a connection, to the end of its head: 408. */
  readonly headMs: number
  /** Without a byte of a body that the application waits for: 408. */
  readonly bodyMs: number
  /** Between requests: the connection is closed. */
  readonly idleMs: number
  /** Without the client taking a byte of a response: the connection is closed. */
  readonly writeMs: number
  /** After the client has ended its side, without the application sending anything: it is taken to have left. */
  readonly halfClosedMs: number
  /** How long a connection that is being closed may go on sending. */
  readonly lingerMs: number
}

export const defaultTimeouts: Timeouts = {
  headMs: 30_000,
  bodyMs: 30_000,
  idleMs: 5000,
  writeMs: 60_000,
  lingerMs: 2000,
  halfClosedMs: 10_000,
}

export const defaults = {
  host: '127.0.0.1',
  port: 8888,
  software: 'tsgi-learn',
  maxConnections: Infinity,
  maxConcurrent: Infinity,
  discardBytes: 65_536,
} as const
