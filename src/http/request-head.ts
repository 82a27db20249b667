// The head of a request as text, for the client's role. Checks nothing.

import type { BodyKind } from './head.ts'
import type { Headers } from './response-head.ts'

export type RequestHeadFacts = {
  readonly method: string
  readonly target: string
  /** The value of Host (RFC 9112 §3.2). */
  readonly host: string
  readonly headers: Headers
  readonly bodyKind: Exclude<BodyKind, 'until-close'>
  /** The length of a body of kind `length`. */
  readonly contentLength: number | undefined
  readonly keepAlive: boolean
}

/** The head up to and with its blank line, as latin-1 text. `headers` has none of Host, framing and Connection. */
export function formatRequestHead(facts: RequestHeadFacts): string {
  const framing = {
    none: [],
    length: [`Content-Length: ${facts.contentLength ?? 0}`],
    chunked: ['Transfer-Encoding: chunked'],
  }[facts.bodyKind]
  const lines = [
    `${facts.method} ${facts.target} HTTP/1.1`,
    `Host: ${facts.host}`,
    ...facts.headers.map(([name, value]) => `${name}: ${value}`),
    ...framing,
    ...(facts.keepAlive ? [] : ['Connection: close']),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
