// Reads a body chunk by chunk, and closes it: exactly once, whatever happened (PEP 3333, "Specification Details").
// Synchronous as long as the body is and the connection takes what it is given.

import { iterationOf, type Iteration } from './chunk.ts'
import type { Body } from './contract.ts'

/** Where the chunks go. */
export type ChunkTaker = {
  /** A promise to wait for before the next chunk. Throws when the chunk is none. */
  send(chunk: unknown): Promise<void> | undefined
  finish(): void
  fail(thrown: unknown): void
  log(thrown: unknown): void
  /** No more chunks are wanted. */
  readonly isOver: boolean
}

export class BodyReader {
  private readonly body: Body
  private readonly taker: ChunkTaker
  private iteration: Iteration | undefined
  /** `asking` while a chunk was asked for and has not come: a `return()` now would not be answered before it. */
  private state: 'unread' | 'asking' | 'open' | 'ended' = 'unread'
  private isReleased = false
  private releasing: Promise<void> | undefined

  constructor(body: Body, taker: ChunkTaker) {
    this.body = body
    this.taker = taker
  }

  /** Reads to the end, and closes. `drain` is what has to be waited for before the first chunk. */
  read(drain: Promise<void> | undefined): Promise<void> | undefined {
    try {
      this.iteration = iterationOf(this.body)
      if (drain !== undefined || this.iteration.isAsync) return this.readOn(this.iteration, drain)
      const wait = this.readNow(this.iteration.iterator)
      if (wait !== undefined) return this.readOn(this.iteration, wait)
    } catch (error) {
      this.fail(error)
    }
    return this.release()
  }

  /** The synchronous path. A promise when the connection can take no more for now. */
  private readNow(iterator: Iterator<unknown>): Promise<void> | undefined {
    while (!this.taker.isOver) {
      this.state = 'asking'
      const wait = this.take(iterator.next())
      if (wait !== undefined) return wait
    }
    return undefined
  }

  private async readOn({ isAsync, iterator }: Iteration, drain: Promise<void> | undefined): Promise<void> {
    try {
      let wait = drain
      while (!this.taker.isOver) {
        if (wait !== undefined) await wait
        if (this.taker.isOver) break
        this.state = 'asking'
        // Awaited only where it is a promise: it is a tick.
        wait = this.take(isAsync ? await iterator.next() : iterator.next())
      }
    } catch (error) {
      this.fail(error)
    }
    await this.release()
  }

  private take(step: IteratorResult<unknown>): Promise<void> | undefined {
    const { done, value } = step
    this.state = done === true ? 'ended' : 'open'
    // The client may have left while the chunk was made.
    if (this.taker.isOver) return undefined
    if (done !== true) return this.taker.send(value)
    this.taker.finish()
    return undefined
  }

  private fail(thrown: unknown): void {
    // An iterator that throws has ended itself.
    if (this.state === 'asking') this.state = 'ended'
    this.taker.fail(thrown)
  }

  /** Stops the iterator when it has not ended, then calls `close()`. Once: a second call waits for the first. */
  release(): Promise<void> | undefined {
    if (this.isReleased) return this.releasing
    this.isReleased = true
    const stopping = this.stop()
    this.releasing = stopping === undefined ? this.close() : stopping.then(() => this.close())
    return this.releasing
  }

  private stop(): Promise<void> | undefined {
    if (this.state !== 'open' && this.state !== 'asking') return undefined
    const iterator = this.iteration?.iterator
    const stopping = this.attempt(() => iterator?.return?.())
    // A generator answers only once it has given what it was asked for, which may be never.
    return this.state === 'asking' ? undefined : stopping
  }

  private close(): Promise<void> | undefined {
    // Looked at as a whole: generators and most arrays have none.
    if (typeof (this.body as Partial<Body> | undefined | null)?.close !== 'function') return undefined
    return this.attempt(() => this.body.close?.())
  }

  /** Neither what is thrown nor what is rejected may keep the server from going on. */
  private attempt(step: () => unknown): Promise<void> | undefined {
    try {
      const result = step()
      return isPromise(result) ? this.settled(result) : undefined
    } catch (error) {
      this.taker.log(error)
      return undefined
    }
  }

  private async settled(promise: PromiseLike<unknown>): Promise<void> {
    try {
      await promise
    } catch (error) {
      this.taker.log(error)
    }
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<PromiseLike<unknown>>).then === 'function'
  )
}
