// One raw TCP connection of an exchange: sends, receives, records each event as it happens. Decides nothing.

import { connect } from 'node:net'
import type { Socket } from 'node:net'

import { contentOf, dissectResponse, followResponses, startFollowing } from '../../trace/index.ts'
import type { Following } from '../../trace/index.ts'
import { matchBody, type BodyExpectation } from '../../transcript/index.ts'
import type { Recorder } from './recorder.ts'

export type ConnectionOptions = {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly recorder: Recorder
  /** The client's port is known: from now on reports can be told apart. */
  readonly onOpened: (connection: Connection, localPort: number) => void
  readonly onChange: () => void
}

/** Received from one connection before it is cut off: no lesson's answer is near it. */
const mostReceivedBytes = 64 * 1024 * 1024
const readBytes = 64 * 1024
/** All connections read into it one after another; what is kept is copied out at once. */
const readBuffer = Buffer.allocUnsafe(readBytes)

export class Connection {
  readonly name: string
  /** Bytes given to the system, and of these the ones that the program says it has read. */
  sentBytes = 0
  readSentBytes = 0
  /** Bytes that the program says it has written. */
  wroteBytes = 0
  receivedBytes = 0
  isOpen = false
  isEnded = false
  isReset = false
  isRefused = false
  /** The program reads where we cannot see it. */
  isReadElsewhere = false
  /** We reset it. */
  isAborted = false
  /** The program has noticed its end. */
  isGone = false

  readonly #recorder: Recorder
  readonly #onChange: () => void
  readonly #socket: Socket
  readonly #methods: string[] = []
  #received: Uint8Array = new Uint8Array(0)
  #following: Following = startFollowing()
  #isClosed = false
  /** Responses that the transcript has dealt with, and interim ones before the next of them. */
  #answered = 0
  #interims = 0

  constructor(options: ConnectionOptions) {
    const { host, port } = options
    this.name = options.name
    this.#recorder = options.recorder
    this.#onChange = options.onChange
    const onread = { buffer: readBuffer, callback: (count: number) => this.#receive(count) }
    this.#socket = connect({ host, port, allowHalfOpen: true, noDelay: true, onread })
    this.#socket.on('connect', () => this.#open(options))
    this.#socket.on('end', () => this.#probeEnd())
    this.#socket.on('error', error => this.#fail(error, options))
  }

  /** Nothing more can be sent or will come. */
  get isOver(): boolean {
    return this.isReset || this.isRefused || this.#isClosed
  }

  /** Given to the socket, and not taken by the system yet. */
  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  /** Whole responses that the transcript has not dealt with yet. */
  get isAnswered(): boolean {
    return this.#following.complete > this.#answered
  }

  /** The transcript has dealt with the next whole response. */
  answer(): void {
    this.#answered += 1
    this.#interims = 0
  }

  /** An interim response that the transcript has not dealt with yet. */
  get hasInterim(): boolean {
    const { complete, interims } = this.#following
    return complete === this.#answered && interims > this.#interims
  }

  takeInterim(): void {
    this.#interims += 1
  }

  /** Something came after the last response that was dealt with. */
  get hasBegun(): boolean {
    return (
      this.isAnswered || this.hasInterim || this.#following.isInside || this.receivedBytes > this.#following.completeAt
    )
  }

  /** What has come is what must come, and nothing but the end of the connection can tell that it is all. */
  lacksOnlyItsEnd(body: BodyExpectation): boolean {
    const bytes = this.#received.subarray(0, this.receivedBytes)
    const method = this.#methods[this.#following.complete]
    const response = dissectResponse(bytes, { method, startOffset: this.#following.completeAt })
    return response.framing.type === 'until-close' && matchBody(body, contentOf(bytes, response)).matched
  }

  /** Of the response that is coming, all of this is there. */
  hasComeAsFarAs(body: BodyExpectation): boolean {
    const bytes = this.#received.subarray(0, this.receivedBytes)
    const method = this.#methods[this.#following.complete]
    const response = dissectResponse(bytes, { method, startOffset: this.#following.completeAt })
    return response.isHeadComplete && matchBody(body, contentOf(bytes, response)).matched
  }

  send(bytes: Uint8Array): void {
    this.#recorder.add({ type: 'sent', connection: this.name, bytes })
    this.sentBytes += bytes.length
    this.#socket.write(bytes)
  }

  /** The method of a request that was sent, in order: the answer to HEAD has no body. */
  expectAnswerTo(method: string): void {
    this.#methods.push(method)
  }

  halfClose(reason: 'asked' | 'probe'): void {
    this.#recorder.add({ type: 'half-closed', connection: this.name, probe: reason === 'probe' })
    this.#socket.end()
  }

  /** The server has ended its side and so do we, as every client does: only then is the connection gone for the server too. */
  endToo(): void {
    this.#socket.end()
  }

  stopReading(): void {
    this.#socket.pause()
  }

  readOn(): void {
    this.#socket.resume()
  }

  abort(): void {
    this.#recorder.add({ type: 'aborted', connection: this.name })
    this.#isClosed = true
    this.isAborted = true
    // Node would end our side first: the server is to meet the reset alone.
    this.#socket._final = done => done()
    this.#socket.resetAndDestroy()
  }

  close(): void {
    if (!this.isOver && this.isOpen) this.#recorder.add({ type: 'closed', connection: this.name })
    this.#isClosed = true
    this.#socket.destroy()
  }

  #open({ onOpened }: ConnectionOptions): void {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket
    this.isOpen = true
    this.#recorder.add({
      type: 'opened',
      connection: this.name,
      local: { address: localAddress ?? '', port: localPort ?? 0 },
      remote: { address: remoteAddress ?? '', port: remotePort ?? 0 },
    })
    onOpened(this, localPort ?? 0)
    this.#onChange()
  }

  #receive(count: number): boolean {
    if (this.#isClosed) return false
    const bytes: Uint8Array = new Uint8Array(count)
    bytes.set(readBuffer.subarray(0, count))
    this.#recorder.add({ type: 'received', connection: this.name, bytes })
    this.#keep(bytes)
    this.#follow()
    this.#onChange()
    if (this.receivedBytes > mostReceivedBytes) this.close()
    return true
  }

  #keep(bytes: Uint8Array): void {
    const total = this.receivedBytes + bytes.length
    if (this.receivedBytes === 0) this.#received = bytes
    else {
      if (total > this.#received.length) this.#received = grown(this.#received, this.receivedBytes, total)
      this.#received.set(bytes, this.receivedBytes)
    }
    this.receivedBytes = total
  }

  #follow(): void {
    const bytes = this.#received.subarray(0, this.receivedBytes)
    this.#following = followResponses(bytes, this.#following, { methods: this.#methods, isEnded: this.isEnded })
  }

  /**
   * libuv says `end` too where a reset follows bytes so closely that both are met at once. The system tells them apart
   * when something is written, if only nothing: after an end it takes that, after a reset it fails, and so does the socket.
   */
  #probeEnd(): void {
    if (this.#socket.writableEnded) this.#end()
    else this.#socket.write('', error => error ?? this.#end())
  }

  #end(): void {
    if (this.#isClosed) return
    this.isEnded = true
    this.#recorder.add({ type: 'ended', connection: this.name })
    this.#follow()
    this.#onChange()
  }

  #fail(error: NodeJS.ErrnoException, { host, port }: ConnectionOptions): void {
    if (this.#isClosed) return
    if (this.isOpen) this.isReset = true
    else this.isRefused = true
    const remote = { address: host, port }
    if (this.isReset) this.#recorder.add({ type: 'reset', connection: this.name })
    else this.#recorder.add({ type: 'refused', connection: this.name, remote, reason: error.code ?? error.message })
    this.#onChange()
  }
}

/** Room for twice as much, so that a long answer is not copied at each read. */
function grown(bytes: Uint8Array, used: number, needed: number): Uint8Array {
  const room = new Uint8Array(Math.max(needed, bytes.length * 2))
  room.set(bytes.subarray(0, used))
  return room
}
