// What a reader of messages tells, to whom, and what can be asked of it. Types only.

import type { Fields, RequestHead, ResponseHead } from './head.ts'
import type { HttpError } from './http-error.ts'
import type { Limits } from './limits.ts'

/** Told of requests, in order: head, body pieces, end; or an error, after which nothing more comes. */
export type RequestHandler = {
  onHead(head: RequestHead): void
  /** A piece of the body, never empty: a view that holds only during the call. Who keeps it, copies it. */
  onBody(bytes: Uint8Array): void
  /** The message is complete. `trailers` has the field lines after the last chunk. */
  onEnd(trailers: Fields): void
  /** The bytes are refused, or ended too early. The reader reads no more. */
  onError(error: HttpError): void
}

/** Told of responses, in order: interim heads, head, body pieces, end; or an error. */
export type ResponseHandler = {
  /** A 1xx response (RFC 9110 §15.2), 101 excepted. The response itself is still to come. */
  onInterim(head: ResponseHead): void
  onHead(head: ResponseHead): void
  onBody(bytes: Uint8Array): void
  onEnd(trailers: Fields): void
  onError(error: HttpError): void
}

/**
 * Where a reader stands: `idle` between messages, when no byte of the next has come; `head`, `body`; `handed-over` after a
 * CONNECT, a switch of protocols or `detach`, when the bytes are no longer HTTP; `closed` after the peer's end;
 * `refused` after an error.
 */
export type ReaderPhase = 'idle' | 'head' | 'body' | 'handed-over' | 'closed' | 'refused'

/** Reads one direction of a connection. Its handler is called from within `push`, `end` and `resume`. */
export type Reader = {
  /**
   * Takes the next bytes, which may be changed again once it returns. False asks for a pause at the source:
   * the reader is paused and keeps what comes, up to `limits.heldBytes`, or it reads no more.
   */
  push(bytes: Uint8Array): boolean
  /** The peer has ended its side. When paused, this is thought of after what is kept. */
  end(): void
  /** No more calls of the handler until `resume`. May be called from within the handler. */
  pause(): void
  resume(): void
  readonly isPaused: boolean
  readonly phase: ReaderPhase
  /** Ends the reading of messages and gives the bytes that came and were not read: for a tunnel or another protocol. */
  detach(): Uint8Array
}

export type RequestReader = Reader

export type ResponseReader = Reader & {
  /** A request was sent: its method decides how its response is framed (RFC 9112 §6.3). In the order of the requests. */
  expect(method: string): void
}

export type ReaderOptions = {
  /** Each limit that is not given has its value from `defaultLimits`. */
  readonly limits?: Partial<Limits>
}
