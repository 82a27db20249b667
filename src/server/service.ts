// What all connections of a server share. Types only.

import type { Limits } from '../http/index.ts'
import type { Application, ErrorLog, GatewayFacts } from '../tsgi/index.ts'
import type { AccessFacts } from './access-log.ts'
import type { ServerEnd } from './address.ts'
import type { Deadlines } from './deadlines.ts'
import type { Gate } from './gate.ts'
import type { Timeouts } from './options.ts'
import type { Outbox } from './outbox.ts'

export type Service = {
  readonly application: Application
  readonly scheme: 'http' | 'https'
  /** Set once the server listens. */
  serverEnd: ServerEnd
  readonly software: string
  readonly extra: GatewayFacts['extra']
  readonly isMultiprocess: boolean
  readonly limits: Partial<Limits>
  readonly timeouts: Timeouts
  readonly discardBytes: number
  readonly errors: ErrorLog
  readonly gate: Gate
  readonly deadlines: Deadlines
  readonly outbox: Outbox
  /** Told of each response that is over, when somebody wants to know. */
  readonly log: ((facts: AccessFacts) => void) | undefined
  /** Plain TCP, and no TLS and no Unix socket: it can be reset. */
  readonly isTcp: boolean
  /** No connection is kept any more. */
  isStopping: boolean
}
