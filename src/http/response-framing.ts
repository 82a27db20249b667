// How the end of a response's body is shown to the client (RFC 9112 §6): a decision over facts. Writes nothing.

import type { BodyKind, Version } from './head.ts'

export type ResponseFacts = {
  readonly status: number
  /** The request's method: HEAD and CONNECT decide on the body. */
  readonly method: string
  /** The request's version: HTTP/1.0 knows no chunks. */
  readonly version: Version
  /** Whether client and server both want the connection after this exchange. */
  readonly mayKeepAlive: boolean
  /** What the application said in Content-Length. */
  readonly declaredLength: number | undefined
  /** The body's size where all of it is at hand. */
  readonly knownLength: number | undefined
}

export type ResponseFraming = {
  /** How the body goes out; `none` when there is none, whatever the application gives. */
  readonly bodyKind: BodyKind
  /** What Content-Length has to say; undefined where there must or need not be one. */
  readonly contentLength: number | undefined
  /** Whether the connection is kept; if not, the head says `Connection: close`. */
  readonly keepAlive: boolean
}

/** The framing of a response. RFC 9112 §6.1, §6.2, §6.3 and §9.3. */
export function responseFraming(facts: ResponseFacts): ResponseFraming {
  const { status, mayKeepAlive: keepAlive } = facts
  const contentLength = facts.declaredLength ?? facts.knownLength
  // §6.1: neither field in 1xx, 204, and 2xx to CONNECT. What follows the latter is no HTTP any more.
  if (facts.method === 'CONNECT' && status >= 200 && status < 300) return noBody(undefined, false)
  if (status < 200 || status === 204) return noBody(undefined, keepAlive)
  // RFC 9110 §15.4.5: a length here is that of the 200 response; only the application knows it.
  if (status === 304) return noBody(facts.declaredLength, keepAlive)
  // RFC 9110 §8.6: the length a GET would have had. An empty body is more likely one that was left out.
  if (facts.method === 'HEAD') return noBody(contentLength === 0 ? facts.declaredLength : contentLength, keepAlive)
  if (contentLength !== undefined) return { bodyKind: 'length', contentLength, keepAlive }
  if (facts.version === '1.1') return { bodyKind: 'chunked', contentLength, keepAlive }
  return { bodyKind: 'until-close', contentLength, keepAlive: false }
}

function noBody(contentLength: number | undefined, keepAlive: boolean): ResponseFraming {
  return { bodyKind: 'none', contentLength, keepAlive }
}
