// A line of a shown trace: its role, its styled parts, and the bytes and the source it stands for. Data only.

import type { Range } from './message.ts'
import type { SourceLocation, TraceEvent } from './trace.ts'

/** `*` a fact of the connection or the program, `>` and `<` the wire, `|` what the program printed, `!` a mark under the line before. */
export type LineRole = '*' | '>' | '<' | '|' | '!'

/** What a part is, never what colour it has. */
export type PartStyle =
  | 'dim'
  | 'method'
  | 'target'
  | 'version'
  | 'status-1xx'
  | 'status-2xx'
  | 'status-3xx'
  | 'status-4xx'
  | 'status-5xx'
  | 'reason'
  | 'field-name'
  | 'field-value'
  | 'punctuation'
  | 'body'
  | 'chunk'
  | 'control'
  | 'line-end'
  | 'hex'
  | 'stdout'
  | 'stderr'
  | 'error'
  | 'source'
  | 'fold'
  | 'fault'

/** Text without a control character: it can go to any terminal as it is. */
export type LinePart = { readonly text: string; readonly style: PartStyle }

export type TraceLine = {
  readonly role: LineRole
  readonly parts: readonly LinePart[]
  readonly atMs: number
  readonly connection: string | undefined
  /** The bytes of its side of the connection that the line shows. */
  readonly range: Range | undefined
  /** The learner's line that wrote these bytes; on the first line of each write only. */
  readonly source: SourceLocation | undefined
  /** The event behind a `*` line, so that a screen can say it in another language. */
  readonly event: TraceEvent | undefined
  /** For `!`: what to put the caret under, as the text that comes before it and the text it marks. */
  readonly mark: { readonly before: string; readonly marked: string } | undefined
  /** For a fold line: what to give back in `unfolded` to see all of it, and how many bytes are hidden. */
  readonly fold: { readonly id: string; readonly hiddenBytes: number } | undefined
}

/** A line with nothing on it, for the lines that have only some of all this. */
export const emptyLine = {
  parts: [],
  connection: undefined,
  range: undefined,
  source: undefined,
  event: undefined,
  mark: undefined,
  fold: undefined,
} as const satisfies Partial<TraceLine>

/** A byte of one side of a connection to be marked, with the sentence to show there. */
export type LineFault = {
  readonly connection: string
  readonly side: 'sent' | 'received'
  readonly offset: number
  readonly length: number
  readonly sentence: string
}

export type LineOptions = {
  /** `␍␊` at the end of each line. */
  readonly lineEnds?: 'shown' | 'hidden'
  /** `pretty`: decoded from chunks, JSON indented. `wire`: as sent. `hex`: 16 bytes a line. */
  readonly bodies?: 'pretty' | 'wire' | 'hex'
  /** Bytes of each body that are laid out unless unfolded; the rest is one fold line. 4096 when absent. */
  readonly foldAfterBytes?: number
  readonly unfolded?: ReadonlySet<string>
  readonly fault?: LineFault
  /** Output of the program between the lines of the wire. */
  readonly output?: 'shown' | 'hidden'
}
