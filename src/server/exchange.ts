// One request and its response: runs the application and puts what it sends into bytes. The connection does the rest.

import {
  continueHead,
  formatChunkSize,
  formatResponseHead,
  lastChunk,
  responseFraming,
  chunkEnd,
  type RequestHead,
  type ResponseFraming,
} from '../http/index.ts'
import {
  ClientLeft,
  createInput,
  emptyInput,
  environFrom,
  respond,
  type InputHooks,
  type InputSource,
  type PendingResponse,
  type ResponseSink,
  type ResponseStart,
} from '../tsgi/index.ts'
import { ClientSignal } from './client-signal.ts'
import type { Connection } from './connection.ts'
import type { Waiting } from './gate.ts'
import { httpDate } from './http-date.ts'

/** Where a response stands; `over` when the application is done with it, whatever became of it. */
type ResponseState = 'waiting' | 'running' | 'over'

export class Exchange implements ResponseSink, InputHooks, Waiting {
  readonly request: RequestHead
  /** The request's body; undefined when there is none. */
  readonly body: InputSource | undefined
  /** Of the response's body, framing left out. */
  sentBytes = 0
  status = 0
  /** How the response is framed, once its head is on its way. */
  framing: ResponseFraming | undefined
  isRequestOver = false
  state: ResponseState = 'waiting'
  receivedBytes = 0
  /** There is no more room for the request's body. */
  isFull = false
  readonly signal = new ClientSignal()
  private pending: PendingResponse | undefined
  private wasContinued = false
  private readonly connection: Connection

  constructor(request: RequestHead, connection: Connection) {
    this.request = request
    this.connection = connection
    this.body = request.bodyKind === 'none' ? undefined : createInput(this)
  }

  begin(): void {
    if (this.connection.service.gate.enter(this)) this.admitted()
  }

  /** Calls the application. When all of it is synchronous, the response is over when this returns. */
  admitted(): void {
    const { connection } = this
    this.state = 'running'
    const exchange = { input: this.body?.input ?? emptyInput, signal: ClientSignal.view(this.signal) }
    const environ = environFrom(this.request, connection.facts, exchange)
    this.pending = respond(connection.service.application, environ, this)
    if (this.pending === undefined) this.finish()
    else void this.pending.whenDone.then(() => this.finish())
  }

  private finish(): void {
    const { connection, body } = this
    if (this.state === 'over') return
    this.state = 'over'
    connection.service.gate.leave()
    if (body !== undefined) {
      this.isFull = false
      body.discard()
    }
    connection.log(this.request, this.status, this.sentBytes)
    connection.responseOver(this)
  }

  /** The client has left. */
  abandon(): void {
    const reason = new ClientLeft()
    this.signal.fire(reason)
    this.body?.fail(reason)
    if (this.state === 'waiting') {
      this.state = 'over'
      this.connection.service.gate.giveUp(this)
    }
    this.pending?.abandon()
  }

  // The response, as `respond` tells it.

  whole(start: ResponseStart, chunks: readonly Uint8Array[], knownLength: number | undefined): void {
    const { output } = this.connection
    const { bodyKind } = this.sendHead(start, knownLength, !this.isTooMuchLeft())
    if (bodyKind !== 'none') {
      for (let at = 0; at < chunks.length; at++) {
        const chunk = chunks[at]!
        this.sentBytes += chunk.length
        output.addOwnBytes(chunk)
      }
    }
    output.mayGo()
  }

  head(start: ResponseStart): void {
    this.sendHead(start, undefined, true)
  }

  data(bytes: Uint8Array): true | Promise<void> {
    const { output } = this.connection
    this.sentBytes += bytes.length
    if (this.framing?.bodyKind === 'chunked') {
      output.addText(formatChunkSize(bytes.length))
      output.addBytes(bytes)
      output.addText(chunkEnd)
    } else output.addBytes(bytes)
    output.sendNow()
    return this.connection.room()
  }

  end(): void {
    const { output } = this.connection
    if (this.framing?.bodyKind === 'chunked') output.addText(lastChunk)
    output.mayGo()
  }

  abort(): void {
    this.connection.abort(this.framing)
  }

  private sendHead(start: ResponseStart, knownLength: number | undefined, isBodySkippable: boolean): ResponseFraming {
    const { request, connection } = this
    this.status = start.code
    const framing = responseFraming({
      status: start.code,
      method: request.method,
      version: request.version,
      mayKeepAlive: request.keepAlive && isBodySkippable && connection.mayBeKept() && !this.isBodyWithheld(),
      declaredLength: start.declaredLength,
      knownLength,
    })
    this.framing = framing
    connection.output.addText(
      formatResponseHead({
        given: start.lines,
        framing,
        version: request.version,
        date: httpDate(),
        server: connection.service.software,
      }),
    )
    return framing
  }

  /** The client still waits for `100 Continue`: whether it sends the body after all cannot be known (RFC 9110 §10.1.1). */
  private isBodyWithheld(): boolean {
    return this.request.expectsContinue && !this.wasContinued && this.body?.isComplete === false
  }

  /** More of the request's body is to come than is worth reading for nothing. */
  private isTooMuchLeft(): boolean {
    const { contentLength } = this.request
    return contentLength !== undefined && contentLength - this.receivedBytes > this.connection.service.discardBytes
  }

  // The request's body, as the application reads it.

  onFirstRead(): void {
    if (!this.request.expectsContinue || this.wasContinued || this.framing !== undefined) return
    this.wasContinued = true
    const { output } = this.connection
    output.addText(continueHead)
    output.mayGo()
  }

  onFull(): void {
    this.isFull = true
    this.connection.updateFlow()
  }

  onWant(): void {
    this.isFull = false
    this.connection.updateFlow()
  }
}
