// A body as it goes out, framed as its head said (RFC 9112 §6, §7), for both roles. Keeps count and writes no head.

import { chunkFrom, formatLastChunk, lastChunk } from './chunk.ts'
import type { BodyKind } from './head.ts'
import { bytesFromLatin1 } from './latin1.ts'
import type { Headers } from './response-head.ts'

/** What the head said of the body: `ResponseFraming` is one. */
export type BodyFraming = { readonly bodyKind: BodyKind; readonly contentLength: number | undefined }

/** Events by state, as data. */
export const writerTransitions = {
  open: { data: 'open', end: 'ended' },
  ended: {},
} as const

export type BodyWriteRule = 'after-end' | 'beyond-length' | 'short-of-length' | 'trailers-without-chunks'

const sentences: Readonly<Record<BodyWriteRule, string>> = {
  'after-end': 'the body has ended',
  'beyond-length': 'the body has more bytes than Content-Length says',
  'short-of-length': 'the body has fewer bytes than Content-Length says',
  'trailers-without-chunks': 'only a chunked body can have trailers',
}

/** A body that would not be what its head said. Nothing of it may be sent as if it were. */
export class BodyWriteError extends Error {
  override readonly name = 'BodyWriteError'
  readonly rule: BodyWriteRule

  constructor(rule: BodyWriteRule) {
    super(sentences[rule])
    this.rule = rule
  }
}

const noBytes = new Uint8Array(0)

/** Frames one body, piece by piece. */
export class BodyWriter {
  private readonly framing: BodyFraming
  private state: keyof typeof writerTransitions = 'open'
  private sentBytes = 0

  constructor(framing: BodyFraming) {
    this.framing = framing
  }

  /** What to send for a piece: nothing for no bytes, and for a body that is left out (HEAD, 204, 304). */
  data(bytes: Uint8Array): Uint8Array {
    const { bodyKind, contentLength } = this.framing
    if (this.state === 'ended') throw new BodyWriteError('after-end')
    if (bodyKind === 'none') return noBytes
    this.sentBytes += bytes.length
    if (bodyKind === 'length' && this.sentBytes > (contentLength ?? 0)) throw new BodyWriteError('beyond-length')
    return bodyKind === 'chunked' ? chunkFrom(bytes) : bytes
  }

  /** What to send at the end. */
  end(trailers: Headers = []): Uint8Array {
    const { bodyKind, contentLength } = this.framing
    if (this.state === 'ended') throw new BodyWriteError('after-end')
    if (bodyKind === 'length' && this.sentBytes < (contentLength ?? 0)) throw new BodyWriteError('short-of-length')
    if (bodyKind !== 'chunked' && trailers.length > 0) throw new BodyWriteError('trailers-without-chunks')
    this.state = writerTransitions.open.end
    if (bodyKind !== 'chunked') return noBytes
    return bytesFromLatin1(trailers.length === 0 ? lastChunk : formatLastChunk(trailers))
  }
}
