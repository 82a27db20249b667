// What a reader can point at in the bytes of a message: lines, fields, framing, body, faults. Data only, no reading.

/** Bytes `start` up to, not including, `end`. Offsets count from the start of what that side of the connection sent. */
export type Range = { readonly start: number; readonly end: number }

/** A piece of a head line and where it stands; one character a byte. */
export type Slice = Range & { readonly text: string }

/** `missing`: the bytes stop before the line does. */
export type LineEnd = 'crlf' | 'lf' | 'missing'

/** One line; its range takes in the line end. */
export type HeadLine = { readonly range: Range; readonly lineEnd: LineEnd }

export type StatusLine = HeadLine & {
  readonly version: Slice
  /** What stands where the three digits belong; empty when nothing does. */
  readonly code: Slice
  readonly reason: Slice
  /** undefined when `code` is not a number of three digits. */
  readonly status: number | undefined
}

export type RequestLine = HeadLine & { readonly method: Slice; readonly target: Slice; readonly version: Slice }

/** `value` is without the whitespace around it; undefined when the line has no colon. */
export type FieldLine = HeadLine & { readonly name: Slice; readonly value: Slice | undefined }

/** How the end of the body is told (RFC 9112 §6.3). `unknown` until the head is complete. */
export type Framing =
  | { readonly type: 'unknown' }
  | { readonly type: 'none'; readonly because: 'head' | 'interim' | 'no-content' | 'not-modified' | 'request' }
  | { readonly type: 'length'; readonly length: number }
  | { readonly type: 'chunked' }
  | { readonly type: 'until-close' }

export const faultRules = [
  'bytes-before-start-line',
  'not-http',
  'bad-version',
  'no-space-after-version',
  'bad-status-code',
  'no-space-after-code',
  'bad-request-line',
  'bare-lf',
  'bare-cr',
  'control-byte',
  'line-folding',
  'no-colon',
  'empty-name',
  'space-before-colon',
  'bad-name-byte',
  'bad-length',
  'lengths-differ',
  'length-and-chunked',
  'bad-chunk-size',
  'chunk-too-long',
  'chunk-line-end',
] as const
export type FaultRule = (typeof faultRules)[number]

/** A rule of RFC 9112 that the bytes break, and the bytes that do. */
export type Fault = Range & { readonly rule: FaultRule }

/** What a stretch of bytes is. Pieces follow one another without a gap from the start of a message to its end. */
export type PieceKind =
  | 'leading'
  | 'start-line'
  | 'field-line'
  | 'blank-line'
  | 'body'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailer'
export type Piece = Range & { readonly kind: PieceKind }

/** What requests and responses have in common. */
export type Message = {
  /** From the first byte of the message to its last that is there. */
  readonly range: Range
  readonly pieces: readonly Piece[]
  readonly fields: readonly FieldLine[]
  readonly blankLine: HeadLine | undefined
  readonly framing: Framing
  /** The bytes after the blank line that belong to this message, chunk framing included. */
  readonly body: Range
  /** Where the content stands: the body, or the data of each chunk. */
  readonly content: readonly Range[]
  readonly contentBytes: number
  readonly trailers: readonly FieldLine[]
  readonly isHeadComplete: boolean
  readonly isComplete: boolean
  /** In order of offset. */
  readonly faults: readonly Fault[]
}

/** `statusLine` is undefined when the first bytes are not one; then all bytes are body. */
export type ResponseDissection = Message & { readonly type: 'response'; readonly statusLine: StatusLine | undefined }
export type RequestDissection = Message & { readonly type: 'request'; readonly requestLine: RequestLine | undefined }
