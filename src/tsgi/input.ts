// tsgi.input: the body of one request, between the connection that gives it and the application that reads it
// (PEP 3333, "Input and Error Streams"). Reads queue in the order of their calls; no byte is looked at twice.

import { ContractError } from './contract-error.ts'
import type { Input } from './contract.ts'
import { HeldBytes } from './held-bytes.ts'
import { InputError } from './input-error.ts'
import type { InputHooks, InputSource } from './input-source.ts'
import { chunkRead, lineRead, linesRead, sizeRead, type Read } from './reads.ts'

/** How much is kept that nobody has asked for, before the source is asked to stop. */
const defaultHighWaterBytes = 65_536

/** The two sides of a request body. */
export const createInput = (hooks: InputHooks, highWaterBytes: number = defaultHighWaterBytes): InputSource =>
  new BodyInput(hooks, highWaterBytes)

class BodyInput implements InputSource {
  readonly input: Input = new ReadableBody(this)
  private readonly hooks: InputHooks
  private readonly highWaterBytes: number
  private readonly held = new HeldBytes()
  private reads: Read[] = []
  private state: 'coming' | 'complete' | 'failed' | 'discarded' = 'coming'
  private error: InputError | undefined
  private wasRead = false
  private isFull = false
  isComplete = false
  discardedBytes = 0

  constructor(hooks: InputHooks, highWaterBytes: number) {
    this.hooks = hooks
    this.highWaterBytes = highWaterBytes
  }

  give(bytes: Uint8Array): void {
    if (this.state === 'discarded') {
      this.discardedBytes += bytes.length
      return
    }
    this.held.add(bytes)
    this.serve()
    if (this.isFull || this.reads.length > 0 || this.held.length < this.highWaterBytes) return
    this.isFull = true
    this.hooks.onFull()
  }

  end(): void {
    this.isComplete = true
    if (this.state === 'discarded') return
    this.state = 'complete'
    this.serve()
  }

  fail(cause: Error): void {
    if (this.state !== 'coming') return
    this.state = 'failed'
    const { status } = cause as { readonly status?: unknown }
    this.error = new InputError(
      `the request body cannot be read: ${cause.message}`,
      typeof status === 'number' && status >= 400 ? status : 400,
      cause,
    )
    this.serve()
  }

  discard(): void {
    if (this.state === 'discarded') return
    this.state = 'discarded'
    this.discardedBytes += this.held.length
    this.held.clear()
    this.serve()
    this.want()
  }

  /** A read of the application, in its turn. */
  ask(read: Read): void {
    if (!this.wasRead) {
      this.wasRead = true
      if (this.state === 'coming') this.hooks.onFirstRead()
    }
    this.reads.push(read)
    this.serve()
    if (this.reads.length > 0 || this.held.length < this.highWaterBytes) this.want()
  }

  private want(): void {
    if (!this.isFull) return
    this.isFull = false
    this.hooks.onWant()
  }

  /** Answers the reads that can be, first come, first served. */
  private serve(): void {
    const { reads, held } = this
    let answered = 0
    while (answered < reads.length) {
      const read = reads[answered]!
      if (read.take(held)) answered++
      else if (this.state === 'coming') break
      else {
        answered++
        if (this.state === 'complete') read.takeRest(held)
        // Made only when it is wanted: an error walks the stack, and every request is over some time.
        else read.reject((this.error ??= new InputError('the request body cannot be read: the response is over', 400)))
      }
    }
    // Once for all that were answered: an array that is cut at its front moves what is left.
    if (answered > 0) reads.splice(0, answered)
  }
}

/** What the application sees of it: nothing but ways to read. */
class ReadableBody implements Input {
  readonly #body: BodyInput

  constructor(body: BodyInput) {
    this.#body = body
  }

  read(size?: number): Promise<Uint8Array> {
    return this.#ask(sizeRead, size)
  }

  readLine(size?: number): Promise<Uint8Array> {
    return this.#ask(lineRead, size)
  }

  readLines(hint?: number): Promise<Uint8Array[]> {
    return this.#ask(linesRead, hint)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = await this.#ask(chunkRead, undefined)
      if (chunk.length === 0) return
      yield chunk
    }
  }

  #ask<Value>(readFrom: ReadFrom<Value>, size: unknown): Promise<Value> {
    const promise = new Promise<Value>((resolve, reject) => {
      this.#body.ask(readFrom(limitFrom(size), { resolve, reject }))
    })
    // A read that nobody waits for may fail: that must not end the process.
    promise.catch(() => undefined)
    return promise
  }
}

type ReadFrom<Value> = (limit: number, promise: Settle<Value>) => Read
type Settle<Value> = { readonly resolve: (value: Value) => void; readonly reject: (error: Error) => void }

/** The number of bytes that are asked for; all for none and, as in Python, for a negative one. */
function limitFrom(size: unknown): number {
  if (size === undefined || size === null) return Infinity
  if (typeof size !== 'number' || !(Number.isInteger(size) || size === Infinity))
    throw new ContractError('input-arguments', { value: size })
  return size < 0 ? Infinity : size
}

/** The input of a request without a body: one for all of them. */
export const emptyInput: Input = inputWithoutBody()

function inputWithoutBody(): Input {
  const source = createInput({ onFirstRead: nothing, onFull: nothing, onWant: nothing })
  source.end()
  return Object.freeze(source.input)
}

function nothing(): void {
  // There is nothing to wait for.
}
