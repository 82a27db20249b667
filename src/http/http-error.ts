// The error of a message that is refused: facts as fields, the sentence from the table of refusals.

import { refusals, type RefusalRule } from './refusals.ts'

/** Which side of a connection a message comes from. */
export type MessageKind = 'request' | 'response'

/** A message that a reader refuses. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly rule: RefusalRule
  /** Where the rule stands: `RFC 9112 §5.1`. */
  readonly section: string
  /** The byte that breaks the rule, counted from where the message was expected: empty lines before it count. */
  readonly offset: number
  /** The status a server answers with: 400, 413, 414, 417, 431, 501 or 505. For a response, what a gateway says: 502. */
  readonly status: number

  constructor(rule: RefusalRule, offset: number, kind: MessageKind = 'request') {
    const { status, section, why } = refusals[rule]
    super(`${why}, at byte ${offset} (${section})`)
    this.rule = rule
    this.section = section
    this.offset = offset
    this.status = kind === 'response' ? 502 : status
  }
}
