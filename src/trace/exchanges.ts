// The shapes of conversations: what each connection carried, cut into requests and responses. Data only.

import type { Range, RequestDissection, ResponseDissection } from './message.ts'
import type { Address } from './trace.ts'

/** One request and what answered it. */
export type Exchange = {
  readonly connection: string
  /** 0 for the first on its connection. */
  readonly index: number
  /** undefined for a response that nothing asked for. */
  readonly request: RequestDissection | undefined
  /** 1xx responses that came before the final one. */
  readonly interim: readonly ResponseDissection[]
  readonly response: ResponseDissection | undefined
  readonly requestBeganMs: number | undefined
  readonly requestEndedMs: number | undefined
  readonly responseBeganMs: number | undefined
  readonly responseEndedMs: number | undefined
}

/** The bytes of one side and when each stretch of them passed. */
export type Side = { readonly bytes: Uint8Array; readonly segments: readonly Segment[] }

/** One event of a side. `event` is its index in the trace. */
export type Segment = Range & { readonly atMs: number; readonly event: number }

/** How the server left the connection. */
export type Ending = { readonly type: 'ended' | 'reset'; readonly atMs: number; readonly event: number }

/** Everything one connection carried. */
export type Conversation = {
  readonly connection: string
  readonly remote: Address | undefined
  readonly sent: Side
  readonly received: Side
  readonly exchanges: readonly Exchange[]
  /** Bytes received after the last response that a request asked for. */
  readonly rest: Range
  /** What the server did first: FIN or RST. undefined while the connection stays open. */
  readonly ending: Ending | undefined
}
