// The data of a transcript: what a `.trace` file says, line by line, and nothing of how it is read or run.

/**
 * A parsed fixture or saved trace. Steps keep the order of the file. `title`, `why` and `properties` are what the
 * comment steps say, read out: formatting writes the steps.
 */
export type Transcript = {
  /** Where the text came from, for messages; undefined for text that was never in a file. */
  readonly path: string | undefined
  /** The first comment line. */
  readonly title: string | undefined
  /** The comment lines that follow the title, one string a line. */
  readonly why: readonly string[]
  readonly properties: Properties
  readonly steps: readonly Step[]
}

/** What `#!key: value` lines set. */
export type Properties = {
  readonly id?: string
  readonly app?: string
  readonly argv?: readonly string[]
  readonly points?: number
  readonly until?: string
  /** `as-written`: the bytes are sent cut only where the file says `* split`. */
  readonly replay?: 'as-written'
  readonly hidden?: boolean
}

/** One line, or one block of lines, of a transcript. `line` is the 1-based line of the file. */
export type Step = SendStep | ExpectStep | ActStep | CommentStep

/** A `>` line. `bytes` are exactly what goes on the wire, line end included. */
export type SendStep = {
  readonly type: 'send'
  readonly line: number
  /** The text after the role, as written, so that formatting gives the same line back. */
  readonly source: string
  /** The role's own space was written though no text follows it. */
  readonly spaced?: true
  readonly bytes: Uint8Array
}

/** A `#` or an empty line, kept so that formatting gives the file back. `source` is the whole line, `#` included. */
export type CommentStep = { readonly type: 'comment'; readonly line: number; readonly source: string }

/** One response that must come back: a block of `<`, `<+` and `<-` lines. */
export type ExpectStep = {
  readonly type: 'expect'
  readonly line: number
  readonly lines: readonly ExpectLine[]
  /** Interim responses that must not come before this one: `<- HTTP/1.1 100` above its status line. */
  readonly notBefore: readonly StatusExpectation[]
  readonly status: StatusExpectation | undefined
  readonly fields: readonly FieldExpectation[]
  readonly body: BodyExpectation
  /** The lines `#!means` below it, then those of the heading. */
  readonly means: readonly Meaning[]
}

/** When the answer is not what it should be: with `pattern`, and a line of its body fits that, it is for this reason. */
export type Meaning = {
  readonly line: number
  /** Where the code stands, 1-based. */
  readonly column: number
  /** A code of a diagnosis. Which there are is not known here. */
  readonly code: string
  readonly pattern: Pattern | undefined
}

/**
 * A line of an expectation as written, so that formatting gives it back. Role `#` is a comment or an empty line in the
 * middle of the block; its `source` is the whole line.
 */
export type ExpectLine = {
  readonly line: number
  readonly role: '<' | '<+' | '<-' | '#'
  readonly source: string
  /** The role's own space was written though no text follows it. */
  readonly spaced?: true
}

export type StatusExpectation = {
  readonly line: number
  /** `HTTP/1.1` */
  readonly version: Pattern
  /** `200` */
  readonly code: Pattern
  /** Compared only when the file writes one. */
  readonly reason: Pattern | undefined
}

/** A field that must be there (`must-have`: at least this, in order with others of its name; `must-occur`: `<+`) or must not (`<-`). */
export type FieldExpectation = {
  readonly line: number
  readonly rule: 'must-have' | 'must-occur' | 'must-not-occur'
  /** Lower-cased. */
  readonly name: string
  /** undefined when only the name is written (`<- Content-Length`). */
  readonly value: Pattern | undefined
}

export type BodyExpectation =
  | { readonly type: 'unchecked' }
  | { readonly type: 'empty'; readonly line: number }
  /** The whole body, line ends and all. */
  | { readonly type: 'exact'; readonly line: number; readonly lines: readonly BodyLine[] }
  /** Lines that must or must not occur somewhere. */
  | { readonly type: 'lines'; readonly line: number; readonly rules: readonly BodyRule[] }

/**
 * One line of an exact body. `end` is `line` when nothing is written (CRLF or LF will do), `crlf` or `lf` when the
 * file writes that end as an escape, `none` when the line ends in a backslash.
 */
export type BodyLine = {
  readonly line: number
  readonly pattern: Pattern
  readonly end: 'line' | 'crlf' | 'lf' | 'none'
}
export type BodyRule = {
  readonly line: number
  readonly rule: 'must-occur' | 'must-not-occur'
  readonly pattern: Pattern
}

/** Text to match, one char a byte (latin-1), with placeholders. */
export type Pattern = { readonly source: string; readonly parts: readonly PatternPart[] }
export type PatternPart =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'any' }
  | { readonly type: 'number' }
  | { readonly type: 'http-date' }
  /** A date that is `now`, where the clock is known. */
  | { readonly type: 'now'; readonly aroundMs?: number }
  /** Of the two ends of the connection; any number until it is known which. */
  | { readonly type: 'port' }
  | { readonly type: 'client-port' }
  | { readonly type: 'one-of'; readonly choices: readonly string[] }

/** A `*` line: an act of the client, a fact about the connection, or one about the program. */
export type ActStep = { readonly line: number; readonly source: string } & (
  | { readonly type: 'split' }
  | { readonly type: 'pause'; readonly ms: number }
  | { readonly type: 'half-close' }
  | { readonly type: 'connection'; readonly name: string }
  | { readonly type: 'reset' }
  /** The client takes nothing more from the connection, until `read-on`. */
  | { readonly type: 'stop-reading' }
  | { readonly type: 'read-on' }
  | { readonly type: 'closed' }
  /** The server ends the connection within the response above: the client can see that something is missing. */
  | { readonly type: 'cut-off' }
  /** The response above has come this far, and more of it is to come. */
  | { readonly type: 'unfinished' }
  | { readonly type: 'open' }
  | { readonly type: 'waiting'; readonly ms: number }
  | { readonly type: 'within'; readonly ms: number }
  /** A line of what the program prints, on stdout or stderr; in a transcript of such facts alone. */
  | { readonly type: 'prints'; readonly pattern: Pattern }
  /** The program ends by itself, with this code; in a transcript of such facts alone. */
  | { readonly type: 'exits'; readonly code: number }
)

/** A way to cut the bytes of a transcript into TCP segments. Offsets count the sent bytes of the whole transcript. */
export type Segmentation = {
  readonly name: 'as written' | 'one line a segment' | 'one byte a segment' | 'cut between CR and LF' | 'random cuts'
  readonly cuts: readonly number[]
}
