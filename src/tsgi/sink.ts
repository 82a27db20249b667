// Where a response goes, as the server sees it: the events of one response, in order. Types only.

import type { GivenLines } from '../http/index.ts'
import type { HeaderList } from './contract.ts'

/** What startResponse was told, once it is found to be right. A copy: the application may change its own array. */
export type ResponseStart = {
  /** `200 OK` */
  readonly status: string
  /** The number in it. */
  readonly code: number
  readonly headers: HeaderList
  /** Both, as they go over the wire. */
  readonly lines: GivenLines
  /** What the application said in Content-Length. */
  readonly declaredLength: number | undefined
}

/**
 * Told of one response: either `whole`; or `head`, then `data` any number of times, then `end`; or `abort` at any time after
 * `head`. Once the client has left (`PendingResponse.abandon`) it is told nothing any more.
 */
export type ResponseSink = {
  /**
   * All of it is at hand: head, body and end in one, so that a small one can be written at once. `chunks` is empty where
   * there is no body to send (HEAD, 204, 304), and the application's own array elsewhere: it is not to be kept. `knownLength`
   * is what the body has, sent or not; undefined where it was not looked at to its end.
   */
  whole(start: ResponseStart, chunks: readonly Uint8Array[], knownLength: number | undefined): void
  /** The head can go out; `data`, `end` or `abort` follows before anything else does. */
  head(start: ResponseStart): void
  /** Bytes, never empty. True when more can be taken; else a promise that is fulfilled when it can, or when it never will. */
  data(bytes: Uint8Array): true | Promise<void>
  /** The body is complete. */
  end(): void
  /** The body is not complete and never will be: the client has to see that. The error is in the log already. */
  abort(error: unknown): void
}

/** A response that goes on after `respond` has returned. */
export type PendingResponse = {
  /** Fulfilled when everything is over, `close()` of the body included. Never rejected. */
  readonly whenDone: Promise<void>
  /** The client has left: nothing is sent any more, the body is stopped and closed. To be called after `tsgi.signal` has fired. */
  abandon(): void
}
