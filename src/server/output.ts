// The bytes of responses on their way out: gathered while several are made, written at once. Knows no HTTP.

import type { Socket } from 'node:net'
import { latin1From } from '../http/index.ts'

/**
 * Up to here bytes of a stream are copied into the text of the head before them: one write of one text is faster than any
 * other way. It is also the socket's own mark, so whoever gives more at a time waits until it has gone, and may then use
 * the array again.
 */
const copiedBytes = 16_384
/**
 * The same for bytes of a body that is all there, and belongs to us: above this a second buffer is quicker than a copy, since
 * a text of over 16 kB, head included, is no longer written without a request to the system of its own.
 */
const joinedBytes = 12_288
/** Gathered text goes out when there is so much of it, whatever else is to come. */
const gatherLength = 65_536

export class Output {
  private readonly socket: Socket
  private text = ''
  private isGathering = false
  private drained: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined

  constructor(socket: Socket) {
    this.socket = socket
  }

  /** What is added from now on goes out together, at `flush`. */
  gather(): void {
    this.isGathering = true
  }

  flush(): void {
    this.isGathering = false
    this.send()
  }

  /** Adds text of latin-1 characters. */
  addText(text: string): void {
    this.text += text
  }

  /** Bytes that whoever gave them may change once they have gone. */
  addBytes(bytes: Uint8Array): void {
    if (bytes.length < copiedBytes) this.text += latin1From(bytes)
    else this.write(bytes)
  }

  /** Bytes that nobody changes any more. */
  addOwnBytes(bytes: Uint8Array): void {
    if (bytes.length < joinedBytes) this.text += latin1From(bytes)
    else this.write(bytes)
  }

  private write(bytes: Uint8Array): void {
    const { socket } = this
    // In one call to the system with the head or the chunk size before it.
    socket.cork()
    this.send()
    socket.write(bytes)
    socket.uncork()
  }

  /** What there is goes out, whatever else is being gathered: the application gave it before it goes on. */
  sendNow(): void {
    this.send()
  }

  /** Something is complete: it goes out now, unless more is being gathered. */
  mayGo(): void {
    if (!this.isGathering || this.text.length >= gatherLength) this.send()
  }

  private send(): void {
    if (this.text === '') return
    const { text } = this
    this.text = ''
    this.socket.write(text, 'latin1')
  }

  /** Whether the client takes less than it is given. */
  get isFull(): boolean {
    return this.socket.writableNeedDrain
  }

  /** True when more can be taken; else a promise that is fulfilled when it can, or when it never will. */
  room(): true | Promise<void> {
    if (!this.socket.writableNeedDrain) return true
    this.drained ??= resolvable()
    return this.drained.promise
  }

  /** The socket has drained, or is gone. */
  onDrain(): void {
    const { drained } = this
    this.drained = undefined
    drained?.resolve()
  }
}

const resolvable = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined
  const promise = new Promise<void>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}
