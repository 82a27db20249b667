// How much of everything a reader takes. Whatever a peer can make grow has its row here.

export type Limits = {
  /** Empty lines that are ignored before a start line (RFC 9112 §2.2 asks for at least one). */
  readonly blankLines: number
  /** A method, in bytes. */
  readonly methodBytes: number
  /** A start line with its line end. RFC 9112 §3 recommends at least 8000. */
  readonly startLineBytes: number
  /** All field lines of a head together, and again all of a trailer section. */
  readonly fieldBytes: number
  /** The number of field lines, in a head and again in a trailer section. */
  readonly fieldLines: number
  /** A body, decoded. */
  readonly bodyBytes: number
  /** The extensions of one chunk with its size line (RFC 9112 §7.1.1). */
  readonly chunkLineBytes: number
  /** The extensions of all chunks of a body together. */
  readonly chunkExtensionBytes: number
  /** Interim responses before one response. */
  readonly interimResponses: number
  /** What is kept while a reader is paused. */
  readonly heldBytes: number
}

export const defaultLimits: Limits = {
  blankLines: 1,
  methodBytes: 32,
  startLineBytes: 8192,
  fieldBytes: 16_384,
  fieldLines: 100,
  bodyBytes: Number.MAX_SAFE_INTEGER,
  chunkLineBytes: 1024,
  chunkExtensionBytes: 8192,
  interimResponses: 16,
  heldBytes: 262_144,
}
