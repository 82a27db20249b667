// The body between application and server: what it gives, and how it is read, stopped and closed.

import { checkChunk, iterationOf, ruleAgainst, type Iteration } from '../chunk.ts'
import type { Body } from '../contract.ts'
import type { Exchange } from './exchange.ts'

/** A body with the same chunks for the server, checked at both ends. `onClosed` is called at the first `close()`. */
export function checkedBody(body: Body, exchange: Exchange, onClosed: () => void): Body {
  exchange.hasBody = true
  const rule = ruleAgainst(body)
  if (rule !== undefined) exchange.report(rule, { value: body })
  if (Array.isArray(body)) return checkedArray(body as readonly Uint8Array[] & Body, exchange, onClosed)
  return new CheckedBody(body, exchange, onClosed).asBody()
}

/** An array stays one: its length is the reason why the server knows the size of the body. */
function checkedArray(body: readonly Uint8Array[] & Body, exchange: Exchange, onClosed: () => void): Body {
  for (const chunk of body) {
    exchange.attempt(() => checkChunk(chunk))
    exchange.count(chunk)
  }
  exchange.finish()
  const closing = new Closing(body, exchange, onClosed)
  return Object.assign([...body], { close: () => closing.close() })
}

/** `close()`: once. */
class Closing {
  private readonly body: Body
  private readonly exchange: Exchange
  private readonly onClosed: () => void
  isClosed = false

  constructor(body: Body, exchange: Exchange, onClosed: () => void) {
    this.body = body
    this.exchange = exchange
    this.onClosed = onClosed
  }

  close(): void | Promise<void> {
    if (this.isClosed) this.exchange.report('body-closed', { value: this.body, where: 'with a second close()' })
    this.isClosed = true
    this.exchange.isOver = true
    this.onClosed()
    return this.body.close?.()
  }
}

class CheckedBody {
  private readonly body: Body
  private readonly exchange: Exchange
  private readonly closing: Closing
  private iteration: Iteration | undefined
  private state: 'unread' | 'asking' | 'open' | 'ended' = 'unread'

  constructor(body: Body, exchange: Exchange, onClosed: () => void) {
    this.body = body
    this.exchange = exchange
    this.closing = new Closing(body, exchange, onClosed)
  }

  /** The server reads it the way it would have read the application's own. */
  asBody(): Body {
    const close = (): void | Promise<void> => this.close()
    const isAsync = typeof (this.body as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function'
    return isAsync
      ? { [Symbol.asyncIterator]: () => this.beginAsync(), close }
      : { [Symbol.iterator]: () => this.begin(), close }
  }

  private close(): void | Promise<void> {
    if (this.state === 'open')
      this.exchange.report('body-returned', { value: this.body, where: 'with close() and no return()' })
    return this.closing.close()
  }

  private begin(): Iterator<Uint8Array> {
    const iterator = this.beginOnce() as Iterator<unknown>
    return {
      next: () => {
        this.ask()
        return this.passing(() => this.answer(iterator.next()))
      },
      return: () => {
        this.state = 'ended'
        return (iterator.return?.() ?? { done: true, value: undefined }) as IteratorResult<Uint8Array>
      },
    }
  }

  private beginAsync(): AsyncIterator<Uint8Array> {
    const iterator = this.beginOnce() as AsyncIterator<unknown>
    return {
      next: async () => {
        this.ask()
        let step: IteratorResult<unknown>
        try {
          step = await iterator.next()
        } catch (error) {
          this.state = 'ended'
          throw error
        }
        return this.passing(() => this.answer(step))
      },
      return: async () => {
        this.state = 'ended'
        return ((await iterator.return?.()) ?? { done: true, value: undefined }) as IteratorResult<Uint8Array>
      },
    }
  }

  private beginOnce(): unknown {
    if (this.iteration !== undefined)
      this.exchange.report('body-touched', { value: this.body, where: 'with a second iteration' })
    this.iteration = iterationOf(this.body)
    return this.iteration.iterator
  }

  /** The server asks for a chunk. */
  private ask(): void {
    const { exchange, body, state, closing } = this
    if (state === 'asking')
      exchange.report('chunk-at-once', { value: body, where: 'with next() before the last was answered' })
    if (state === 'ended' || closing.isClosed) exchange.report('body-after-end', { value: body, where: 'with next()' })
    this.state = 'asking'
  }

  /** The application gives one, or the end. */
  private answer({ done, value }: IteratorResult<unknown>): IteratorResult<Uint8Array> {
    if (done === true) {
      this.state = 'ended'
      this.exchange.finish()
      return { done, value: undefined }
    }
    this.state = 'open'
    this.exchange.attempt(() => checkChunk(value))
    this.exchange.count(value as Uint8Array)
    return { done: false, value: value as Uint8Array }
  }

  /** To the server, an iterator that throws has ended; when it is the check that throws, the application's has not. */
  private passing<Value>(step: () => Value): Value {
    try {
      return step()
    } catch (error) {
      const isStopped = this.state === 'open'
      this.state = 'ended'
      if (isStopped) void this.iteration?.iterator.return?.()
      throw error
    }
  }
}
