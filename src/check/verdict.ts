// What a check comes to: passed, failed with one diagnosis, or not run and why.

import type { SourceLocation } from '../trace/index.ts'
import type { Diagnosis } from './diagnosis.ts'

export type Verdict =
  | { readonly type: 'passed' }
  | { readonly type: 'failed'; readonly diagnosis: Diagnosis }
  | { readonly type: 'not-run'; readonly because: NotRunReason }

export type NotRunReason =
  /** The check it builds on failed. */
  | { readonly type: 'needs'; readonly check: string }
  /** The program could not be run at all; the check that shows why. */
  | { readonly type: 'program'; readonly check: string }
  /** It starts the program with other arguments, and what is at an address is started already. */
  | { readonly type: 'other-arguments' }
  | { readonly type: 'not-selected' }
  | { readonly type: 'cancelled' }

/** The five parts of a message, as text for a learner, ready to be wrapped; all bytes in it are escaped. */
export type Explanation = {
  readonly code: string
  /** One sentence: what is wrong. */
  readonly what: string
  /** Which way of cutting the bytes it takes: `passes in one piece; fails when cut after byte 17, inside a CRLF`. */
  readonly replay: string | undefined
  /** The line of the request that has to do with it, where that is another one than `where`. */
  readonly from?: Excerpt | undefined
  /** The line with the wrong byte and a caret, or the learner's own line. undefined when no place can be named. */
  readonly where: Excerpt | undefined
  /** The learner's line that wrote the byte, or looped, or threw. */
  readonly source: SourceLocation | undefined
  readonly expected: string
  readonly received: string
  /** `RFC 9112 §4` */
  readonly reference: string | undefined
  /** What to try next, one sentence. */
  readonly next: string
}

/** A shown line and the columns to mark below it. `label` says the place in words: `byte 8`, `server.ts:31`. */
export type Excerpt = {
  readonly role: '>' | '<' | 'source'
  readonly text: string
  readonly column: number
  readonly width: number
  readonly label: string
}
