// One connection: bytes to the reader, requests to exchanges one after another, and when to wait, give up or close
// (RFC 9112 §9). Knows no bytes of HTTP and no application.

import type { Socket } from 'node:net'
import {
  createRequestReader,
  type HttpError,
  type RequestHandler,
  type RequestHead,
  type RequestReader,
  type ResponseFraming,
} from '../http/index.ts'
import type { GatewayFacts } from '../tsgi/index.ts'
import { factsOf } from './address.ts'
import { breakOff } from './break-off.ts'
import type { HasDeadline } from './deadlines.ts'
import { errorResponse } from './error-response.ts'
import { Exchange } from './exchange.ts'
import { Output, type OutputOwner } from './output.ts'
import { RequestTimeout } from './request-timeout.ts'
import type { Service } from './service.ts'
import { unsentBytesOf } from './unsent.ts'

/** What the next deadline is for. */
type WaitsFor = 'head' | 'next-request' | 'body' | 'drain' | 'peer-end' | 'application'

/** What a client may go on sending to a connection that is being closed. */
const lingerBytes = 1_048_576

export class Connection implements RequestHandler, HasDeadline, OutputOwner {
  readonly service: Service
  readonly facts: GatewayFacts
  readonly output: Output
  deadline = Infinity
  private readonly socket: Socket
  private readonly reader: RequestReader
  private exchange: Exchange | undefined
  private waitsFor: WaitsFor = 'head'
  private isHeld = false
  private isClosing = false
  private isRefused = false
  private hasPeerEnded = false
  private lingeredBytes = 0
  /** What had not been sent when it was last looked at. */
  private unsentBytes = 0

  constructor(socket: Socket, service: Service) {
    this.socket = socket
    this.service = service
    this.output = new Output(socket, service.outbox, this)
    this.reader = createRequestReader(this, { limits: service.limits })
    this.facts = factsOf(socket, service)
    socket.on('data', bytes => this.onData(bytes))
    socket.on('end', () => this.onPeerEnd())
    socket.on('drain', () => this.onDrain())
    // A client that resets is a client that has left: 'close' follows.
    socket.on('error', () => undefined)
    socket.on('close', () => this.onClose())
    service.deadlines.add(this)
    this.waitFor('head', service.timeouts.headMs)
  }

  // From the socket.

  private onData(bytes: Uint8Array): void {
    if (this.isClosing) {
      this.lingeredBytes += bytes.length
      if (this.lingeredBytes > lingerBytes) this.socket.destroy()
      return
    }
    this.output.gather()
    const wantsMore = this.reader.push(bytes)
    this.output.release()
    if (!wantsMore || this.output.isFull) this.updateFlow()
    this.expectNext()
  }

  private onPeerEnd(): void {
    this.hasPeerEnded = true
    if (this.isClosing) return
    this.output.gather()
    this.reader.end()
    this.output.release()
    this.endOrWait()
  }

  private onDrain(): void {
    this.output.onDrain()
    this.unsentBytes = 0
    if (this.isClosing) return
    // Held back only by a client that does not read; a response in the making has its own reason.
    if (this.exchange === undefined) this.resumeReading()
    this.endOrWait()
  }

  private onClose(): void {
    this.service.deadlines.delete(this)
    this.output.onDrain()
    this.isClosing = true
    const { exchange } = this
    if (exchange !== undefined && exchange.state !== 'over') exchange.abandon()
  }

  // From the reader.

  onHead(head: RequestHead): void {
    const exchange = new Exchange(head, this)
    this.exchange = exchange
    exchange.begin()
  }

  onBody(bytes: Uint8Array): void {
    const { exchange } = this
    if (exchange?.body === undefined) return
    exchange.receivedBytes += bytes.length
    exchange.body.give(bytes)
    if (exchange.body.discardedBytes > this.service.discardBytes) this.close()
  }

  onEnd(): void {
    const { exchange } = this
    if (exchange === undefined) return
    exchange.isRequestOver = true
    exchange.body?.end()
    if (exchange.state === 'over') this.nextRequest()
    else this.reader.pause()
  }

  onError(error: HttpError): void {
    const { exchange } = this
    this.isRefused = true
    if (exchange === undefined) this.refuse(error.status, error.message)
    else if (exchange.state === 'over') this.close()
    else exchange.body?.fail(error)
  }

  // From the output.

  onFull(): void {
    this.updateFlow()
    this.expectNext()
  }

  // From the exchange.

  /** Whether the connection may be kept after the response that is about to be sent. */
  mayBeKept(): boolean {
    // A client that has ended its side may have sent more requests before.
    return !this.service.isStopping && !this.isRefused && (!this.hasPeerEnded || this.reader.phase !== 'idle')
  }

  /** True when the client takes what it is given; else a promise that is fulfilled when it has. */
  room(): true | Promise<void> {
    const room = this.output.room()
    if (room !== true) this.expectNext()
    return room
  }

  responseOver(exchange: Exchange): void {
    if (this.isClosing) return
    if (exchange.framing?.keepAlive !== true || this.isRefused) this.close()
    else if (exchange.isRequestOver) this.nextRequest()
    else this.expectNext()
  }

  /** `head` is undefined for a request that was refused. */
  log(head: RequestHead | undefined, status: number, bodyBytes: number): void {
    const { log } = this.service
    log?.({ remoteAddress: this.facts.remoteAddress, head, at: new Date(), status, bodyBytes })
  }

  /** The response cannot be completed, and the client has to see that: where its end is the connection's, by a reset. */
  abort(framing: ResponseFraming | undefined): void {
    this.isClosing = true
    this.output.flush()
    if (framing?.bodyKind === 'until-close') breakOff(this.socket, this.service)
    else this.endNow()
  }

  /** Stops reading from the client while there is no room for what it sends, and goes on when there is. */
  updateFlow(): void {
    const { exchange, reader, output } = this
    // A reader that is paused and has nothing to read stays connected: only so is it seen that the client has left.
    const isBehind = reader.isPaused && reader.phase !== 'idle'
    // While a response is made, a body may have to come in before more of the response can go out.
    const isHeld = isBehind || (exchange === undefined ? output.isFull : exchange.isFull)
    if (isHeld === this.isHeld || this.isClosing) return
    this.isHeld = isHeld
    if (isHeld) this.socket.pause()
    else this.socket.resume()
  }

  // From the server.

  onDeadline(): void {
    switch (this.waitsFor) {
      case 'head':
        return this.reader.phase === 'idle' ? this.close() : this.refuse(408, 'the head of the request took too long')
      case 'next-request':
        return this.close()
      case 'body':
        return this.exchange?.state === 'over' ? this.close() : this.failBody()
      case 'drain':
        if (this.isMakingHeadway()) return this.waitFor('drain', this.service.timeouts.writeMs)
        return void this.socket.destroy()
      case 'application':
      case 'peer-end':
        return void this.socket.destroy()
    }
  }

  /** Ends it now when nothing is under way, otherwise after the response. */
  stop(): void {
    if (this.exchange === undefined && this.reader.phase === 'idle') this.close()
  }

  /** Whether the client has taken anything since this was last asked. */
  private isMakingHeadway(): boolean {
    const before = this.unsentBytes
    this.unsentBytes = unsentBytesOf(this.socket)
    return before === 0 || this.unsentBytes < before
  }

  private nextRequest(): void {
    this.exchange = undefined
    this.waitsFor = 'next-request'
    if (this.output.isFull) return this.reader.pause()
    this.resumeReading()
    this.endOrWait()
  }

  /** Closes when everything that the client sent is answered, and it has ended its side or the server stops. */
  private endOrWait(): void {
    const isLast = this.hasPeerEnded || (this.service.isStopping && this.reader.phase === 'idle')
    if (isLast && this.exchange === undefined && !this.reader.isPaused) this.close()
    else this.expectNext()
  }

  private resumeReading(): void {
    if (!this.reader.isPaused) return this.updateFlow()
    this.output.gather()
    this.reader.resume()
    this.output.release()
    this.updateFlow()
  }

  private failBody(): void {
    this.isRefused = true
    this.exchange?.body?.fail(new RequestTimeout())
    this.waitFor('application', Infinity)
  }

  /** Answers without the application, and closes. */
  private refuse(status: number, why: string): void {
    this.isRefused = true
    this.output.addText(errorResponse(status, why, this.service.software))
    this.log(undefined, status, 0)
    this.close()
  }

  /** Ends our side; what the client still sends is read and dropped, so that it gets to see the response (RFC 9112 §9.6). */
  private close(): void {
    if (this.isClosing) return
    this.isClosing = true
    this.output.flush()
    const { exchange, service } = this
    // It said itself that nothing more comes.
    if (exchange?.isRequestOver === true && !exchange.request.keepAlive) return this.endNow()
    this.waitFor('drain', service.timeouts.writeMs)
    this.socket.end(() => this.waitFor('peer-end', service.timeouts.lingerMs))
    this.reader.pause()
    this.isHeld = false
    this.socket.resume()
  }

  /** Ends the connection as soon as everything is out, and waits for nothing from the client. */
  private endNow(): void {
    this.waitFor('drain', this.service.timeouts.writeMs)
    this.socket.destroySoon()
  }

  /** Sets the deadline that fits what is waited for now. */
  private expectNext(): void {
    const { exchange, reader, waitsFor } = this
    const { timeouts } = this.service
    if (this.isClosing) return
    if (this.output.isFull) this.waitFor('drain', timeouts.writeMs)
    else if (exchange === undefined) {
      if (reader.phase === 'idle') this.waitFor('next-request', timeouts.idleMs)
      else if (waitsFor !== 'head') this.waitFor('head', timeouts.headMs)
    } else if (exchange.isRequestOver || exchange.isFull)
      this.waitFor('application', this.hasPeerEnded ? timeouts.halfClosedMs : Infinity)
    else this.waitFor('body', timeouts.bodyMs)
  }

  private waitFor(what: WaitsFor, ms: number): void {
    this.waitsFor = what
    this.deadline = this.service.deadlines.now + ms
  }
}
