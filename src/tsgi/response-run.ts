// One response in the making: the rules of startResponse, of the chunks and of the end (PEP 3333, "Specification Details").
// What it is told to send goes to the sink at once. How a body is read is in body-reader.ts.

import { BodyReader } from './body-reader.ts'
import { checkChunk } from './chunk.ts'
import { ClientLeft, rejectedByLeaving } from './client-left.ts'
import { ContractError } from './contract-error.ts'
import type { Body, Environ, ErrorLog, HeaderList, StartResponse, Write } from './contract.ts'
import { errorPageFor } from './error-page.ts'
import { InputError } from './input-error.ts'
import type { PendingResponse, ResponseSink, ResponseStart } from './sink.ts'
import { startFrom } from './start-from.ts'
import { formatThrown, isError } from './thrown.ts'

const noChunks: readonly Uint8Array[] = []
const ready = Promise.resolve()

export class ResponseRun {
  /** What the application gets. Two functions for each response are all that this path allocates besides the run itself. */
  readonly startResponse: StartResponse
  private readonly write: Write
  private readonly sink: ResponseSink
  // Kept from the start: the application may do with its environ as it likes.
  private readonly errors: ErrorLog
  private readonly method: string
  private start: ResponseStart | undefined
  private wasStarted = false
  private isHeadSent = false
  private sentBytes = 0
  /** The error that startResponse threw because the head was gone. Nothing good can come after it. */
  private thrownBack: { readonly error: unknown } | undefined
  /** What the last write() waits for. */
  private drain: Promise<void> | undefined
  private reader: BodyReader | undefined
  private hasBody = false
  private hasLeft = false
  private settle: (() => void) | undefined
  /** Nothing goes to the sink any more. */
  isOver = false

  constructor(environ: Environ, sink: ResponseSink) {
    this.sink = sink
    this.errors = environ['tsgi.errors']
    this.method = environ.REQUEST_METHOD
    this.startResponse = (status, headers, error) => this.begin(status, headers, error)
    this.write = chunk => this.writeChunk(chunk)
  }

  /** Sends a body and closes it. Undefined when that is over; otherwise a promise, which never rejects. */
  serve(body: Body): Promise<void> | undefined {
    this.hasBody = true
    if (Array.isArray(body)) {
      this.serveArray(body)
      if (this.isOver && (body as Body).close === undefined) return undefined
    }
    this.reader = new BodyReader(body, this)
    return this.isOver ? this.reader.release() : this.reader.read(this.drain)
  }

  /** A body that is all there: its length is known, and head, body and end can be one. */
  private serveArray(chunks: readonly unknown[]): void {
    if (this.isOver || this.isHeadSent) return
    try {
      const length = lengthOf(chunks)
      const start = this.startOrThrow()
      const { declaredLength } = start
      const isBodiless = this.isBodiless(start)
      // Too long or too short: chunk by chunk, as any other body.
      if (!isBodiless && declaredLength !== undefined && declaredLength !== length) return
      this.isOver = true
      this.sink.whole(start, isBodiless ? noChunks : (chunks as readonly Uint8Array[]), length)
    } catch (error) {
      this.fail(error)
    }
  }

  /** startResponse. */
  private begin(status: string, headers: HeaderList, error: unknown): Write {
    if (this.hasLeft) return this.write
    if (this.isOver) throw new ContractError('start-after-end', { value: status })
    if (error !== undefined && error !== null) {
      if (!isError(error)) throw new ContractError('start-arguments', { value: error, where: 'in the third argument' })
      if (this.isHeadSent) {
        this.thrownBack = { error }
        throw error
      }
    } else if (this.wasStarted) throw new ContractError('start-twice', { value: status })
    // Counts as called even when the check throws, and then there is nothing to send.
    this.wasStarted = true
    this.start = undefined
    this.start = startFrom(status, headers)
    return this.write
  }

  private writeChunk(chunk: Uint8Array): Promise<void> {
    checkChunk(chunk)
    if (this.hasLeft) return rejectedByLeaving()
    if (this.isOver) throw new ContractError('write-after-end', { value: chunk })
    if (this.hasBody) throw new ContractError('write-after-body', { value: chunk })
    const room = (this.start?.declaredLength ?? Infinity) - this.sentBytes
    if (chunk.length > room && !this.isBodiless(this.startOrThrow()))
      throw new ContractError('length-exceeded', { value: chunk, where: `with ${room} bytes left` })
    const wait = this.send(chunk)
    if (wait === undefined) return ready
    this.drain = wait
    return wait
  }

  /** One chunk of the body. A promise when the connection can take no more for now. Throws when a rule is broken. */
  send(chunk: unknown): Promise<void> | undefined {
    checkChunk(chunk)
    if (this.thrownBack !== undefined) throw this.thrownBack.error
    if (chunk.length === 0) return undefined
    const start = this.startOrThrow()
    if (this.isBodiless(start)) return this.skip(start)
    if (!this.isHeadSent) {
      this.isHeadSent = true
      this.sink.head(start)
    }
    const room = (start.declaredLength ?? Infinity) - this.sentBytes
    if (chunk.length >= room && this.hasBody) return this.sendLast(chunk, room)
    this.sentBytes += chunk.length
    const taken = this.sink.data(chunk)
    return taken === true ? undefined : taken
  }

  /** The chunk that reaches Content-Length: PEP 3333 has the server stop here. */
  private sendLast(chunk: Uint8Array, room: number): undefined {
    this.isOver = true
    if (room > 0) void this.sink.data(chunk.length === room ? chunk : chunk.subarray(0, room))
    this.sink.end()
    if (chunk.length > room)
      this.log(new ContractError('length-exceeded', { value: chunk, where: `with ${room} bytes left` }))
  }

  /** A chunk where none is sent: the head is all there is. Who writes may go on; a body is read no further. */
  private skip(start: ResponseStart): undefined {
    if (!this.hasBody) return
    this.isOver = true
    this.sink.whole(start, noChunks, undefined)
  }

  /** The body has ended. */
  finish(): void {
    if (this.thrownBack !== undefined) throw this.thrownBack.error
    const start = this.startOrThrow()
    const isShort = start.declaredLength !== undefined && this.sentBytes < start.declaredLength
    if (isShort && !this.isBodiless(start)) {
      if (!this.isHeadSent) this.sink.head(start)
      this.isHeadSent = true
      throw new ContractError('length-short', { value: this.sentBytes, where: `(${start.declaredLength} promised)` })
    }
    this.isOver = true
    if (this.isHeadSent) this.sink.end()
    else this.sink.whole(start, noChunks, 0)
  }

  /** The application or its body has thrown. */
  fail(thrown: unknown): void {
    if (!this.isFaultOfTheClient(thrown)) this.log(thrown)
    if (this.isOver) return
    this.isOver = true
    if (this.isHeadSent) return this.sink.abort(thrown)
    const { start, body } = errorPageFor(thrown)
    this.sink.whole(start, this.method === 'HEAD' ? noChunks : [body], body.length)
  }

  log(thrown: unknown): void {
    this.errors.write(formatThrown(thrown))
  }

  /** The handle on a response that goes on. */
  pending(rest: Promise<void>): PendingResponse {
    const whenDone = new Promise<void>(resolve => {
      this.settle = resolve
      void rest.then(resolve)
    })
    return { whenDone, abandon: () => this.abandon() }
  }

  private abandon(): void {
    if (this.isOver) return
    this.isOver = true
    this.hasLeft = true
    // The body may be waiting for something that never comes: it is closed now. What it still gives is not looked at.
    const { reader, settle } = this
    if (reader !== undefined) void (reader.release() ?? ready).then(settle)
  }

  private startOrThrow(): ResponseStart {
    if (this.start === undefined) throw new ContractError('start-missing', { value: this.method })
    return this.start
  }

  /** RFC 9112 §6.3: responses that end with their head. */
  private isBodiless({ code }: ResponseStart): boolean {
    return code === 204 || code === 304 || this.method === 'HEAD' || (this.method === 'CONNECT' && code < 300)
  }

  private isFaultOfTheClient(thrown: unknown): boolean {
    return thrown instanceof InputError || thrown instanceof ClientLeft
  }
}

function lengthOf(chunks: readonly unknown[]): number {
  let length = 0
  // An index: holes of an array are no chunks either, and its iterator makes an object for each step where it is not inlined.
  for (let at = 0; at < chunks.length; at++) {
    const chunk = chunks[at]
    checkChunk(chunk)
    length += chunk.length
  }
  return length
}
