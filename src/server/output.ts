// The bytes of responses on their way out: gathered while several are made, written at once. Knows no HTTP.

import type { Socket } from 'node:net'
import { latin1From } from '../http/index.ts'
import type { Outbox, Sender } from './outbox.ts'

/**
 * Up to here bytes of a stream are copied into the text of the head before them: one write of one text is faster than any
 * other way. It is also the socket's own mark, so whoever gives more at a time waits until it has gone, and may then use
 * the array again.
 */
const copiedBytes = 16_384
/** The same for bytes that belong to us: above this a second buffer is quicker than a copy. */
const joinedBytes = 4096
/** What is gathered goes out when there is so much of it, whatever else is to come. */
const gatherLength = 65_536

/** Told when the client took less than it was given by the outbox. */
export type OutputOwner = { onFull(): void }

export class Output implements Sender {
  private readonly socket: Socket
  private readonly outbox: Outbox
  private readonly owner: OutputOwner
  /** What there is before `text`: pieces that are too long to be copied, and the texts between them. */
  private parts: (string | Uint8Array)[] = []
  private partsLength = 0
  private text = ''
  private isGathering = false
  private isInOutbox = false
  private drained: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined

  constructor(socket: Socket, outbox: Outbox, owner: OutputOwner) {
    this.socket = socket
    this.outbox = outbox
    this.owner = owner
  }

  /** What is added from now on goes out together. */
  gather(): void {
    this.isGathering = true
  }

  /** Nothing is gathered any more; what there is may wait a little. */
  release(): void {
    this.isGathering = false
    this.mayGo()
  }

  /** All there is goes out now. */
  flush(): void {
    this.isGathering = false
    this.sendNow()
  }

  /** The outbox has it out. */
  sendWaiting(): void {
    this.isInOutbox = false
    this.flush()
    if (this.isFull) this.owner.onFull()
  }

  /** Adds text of latin-1 characters. */
  addText(text: string): void {
    this.text += text
  }

  /** Bytes that whoever gave them may change once they have gone. */
  addBytes(bytes: Uint8Array): void {
    if (bytes.length < copiedBytes) this.text += latin1From(bytes)
    else this.addPart(bytes)
  }

  /** Bytes that nobody changes any more. */
  addOwnBytes(bytes: Uint8Array): void {
    if (bytes.length < joinedBytes) this.text += latin1From(bytes)
    else this.addPart(bytes)
  }

  private addPart(bytes: Uint8Array): void {
    this.parts.push(this.text, bytes)
    this.partsLength += this.text.length + bytes.length
    this.text = ''
  }

  /** Something is complete: it may go out, unless more is being gathered. */
  mayGo(): void {
    const length = this.partsLength + this.text.length
    if (length >= gatherLength) this.sendNow()
    else if (length > 0 && !this.isGathering && !this.isInOutbox) {
      this.isInOutbox = true
      this.outbox.add(this)
    }
  }

  /** All there is goes out, whatever else is being gathered: the application gave it before it goes on. */
  sendNow(): void {
    const { socket, parts, text } = this
    this.text = ''
    if (parts.length === 0) {
      if (text !== '') socket.write(text, 'latin1')
      return
    }
    this.parts = []
    this.partsLength = 0
    // In one call to the system.
    socket.cork()
    for (const part of parts) if (part.length > 0) socket.write(part, 'latin1')
    if (text !== '') socket.write(text, 'latin1')
    socket.uncork()
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
