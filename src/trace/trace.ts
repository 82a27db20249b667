// What was seen, as it was seen: raw timed events of the wire and of the program, kept whole before anything is parsed.

/** A place in the learner's own file. Lines and columns are 1-based. */
export type SourceLocation = {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly functionName?: string
}

/** Everything observed during one run of one transcript, in order of time. */
export type Trace = {
  readonly events: readonly TraceEvent[]
  /** What the clock said at its start, in ms since 1970; absent where nobody looked. */
  readonly clockMs?: number
}

/** `atMs` counts from the start of the exchange; `connection` is the transcript's name for it (`A` unless it says otherwise). */
export type TraceEvent = WireEvent | StepEvent | ProgramEvent

export type WireEvent = { readonly atMs: number; readonly connection: string } & (
  | { readonly type: 'opened'; readonly local: Address; readonly remote: Address }
  | { readonly type: 'refused'; readonly remote: Address; readonly reason: string }
  /** One write of the client: one TCP segment as far as the client can decide. */
  | { readonly type: 'sent'; readonly bytes: Uint8Array }
  | { readonly type: 'received'; readonly bytes: Uint8Array }
  /** The server ended its side (FIN). */
  | { readonly type: 'ended' }
  /** The server reset the connection (RST). */
  | { readonly type: 'reset' }
  /** The client ended its side (FIN). `probe` marks the one sent after a limit to learn what the server waits for. */
  | { readonly type: 'half-closed'; readonly probe: boolean }
  /** The client is done with the connection. */
  | { readonly type: 'closed' }
  /** The client reset the connection (RST). */
  | { readonly type: 'aborted' }
  /** A limit passed while waiting for the server. */
  | { readonly type: 'limit'; readonly limit: LimitName; readonly ms: number }
)
export type Address = { readonly address: string; readonly port: number }
export type LimitName = 'first-byte' | 'exchange' | 'close'

/** The runner reached, or finished, a step of the transcript (its index in `steps`). */
export type StepEvent = {
  readonly atMs: number
  readonly type: 'step'
  readonly step: number
  readonly phase: 'begin' | 'end'
}

/** What the program said or did; `connection` is there when the program's runtime told which one it was serving. */
export type ProgramEvent = { readonly atMs: number; readonly connection?: string } & (
  | {
      readonly type: 'syntax-error'
      readonly message: string
      readonly at: SourceLocation | undefined
      readonly hint?: string
    }
  | { readonly type: 'listening'; readonly address: string; readonly port: number; readonly asked: number }
  /** The program did not listen within its limit. */
  | { readonly type: 'never-listened'; readonly ms: number }
  | { readonly type: 'port-taken'; readonly port: number; readonly at: SourceLocation | undefined }
  | {
      readonly type: 'threw'
      readonly name: string
      readonly message: string
      readonly at: SourceLocation | undefined
      readonly stack: readonly string[]
    }
  /** The event loop has not come back for `ms`; `at` is where it is. */
  | { readonly type: 'blocked'; readonly ms: number; readonly at: SourceLocation | undefined }
  | {
      readonly type: 'out-of-memory'
      readonly bytes: number
      readonly limit: number
      readonly at: SourceLocation | undefined
    }
  /** `at`: the line that ended the program (`process.exit`), when one did. */
  | {
      readonly type: 'exited'
      readonly code: number | undefined
      readonly signal: string | undefined
      readonly at?: SourceLocation
    }
  /** It was to end by itself, and has not within `ms`. */
  | { readonly type: 'still-running'; readonly ms: number }
  /** The learner's line that wrote the next `bytes` bytes of this connection; undefined when a stream (`pipe`) did. */
  | { readonly type: 'wrote'; readonly bytes: number; readonly at: SourceLocation | undefined }
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly bytes: Uint8Array }
  /** Output beyond the cap, counted and not kept. */
  | {
      readonly type: 'output-capped'
      readonly stream: 'stdout' | 'stderr'
      readonly droppedBytes: number
      readonly stopped: boolean
    }
)
