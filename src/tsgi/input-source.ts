// The server's side of tsgi.input: what it gives and what it is asked for. Types only.

import type { Input } from './contract.ts'

/** What the server wants to know of the reading. Called from within a read of the application, or from within `give`. */
export type InputHooks = {
  /** The first read, while the body is not complete: the moment for `100 Continue`. */
  onFirstRead(): void
  /** Enough is kept that nobody has read: stop reading from the connection. */
  onFull(): void
  /** After `onFull`: go on. */
  onWant(): void
}

/** The body of one request, on its way from the connection to the application. */
export type InputSource = {
  /** What the application gets: `tsgi.input`. */
  readonly input: Input
  /** The next bytes of the body. They are copied, so they may be changed once this returns. */
  give(bytes: Uint8Array): void
  /** The body is complete. */
  end(): void
  /** The body is malformed or cut off: reads beyond what came reject with an `InputError` that has this as its cause. */
  fail(cause: Error): void
  /** The response is over: what is kept is dropped, what still comes is counted and dropped, reads reject. Asks for more when full. */
  discard(): void
  /** Whether the end of the body has come, so that the connection can be used again. False after `fail`. */
  readonly isComplete: boolean
  /** Bytes of the body that nobody read, once `discard` was called. */
  readonly discardedBytes: number
}
