// The head of a response as text: status line, the application's headers, and what the server adds. Checks nothing.

import { fieldName } from './field-name.ts'
import type { Version } from './head.ts'
import type { ResponseFraming } from './response-framing.ts'

/** Names and values, in order, repeats kept. */
export type Headers = readonly (readonly [name: string, value: string])[]

export type ResponseHeadFacts = {
  /** `200 OK`: code, space, reason. */
  readonly status: string
  readonly headers: Headers
  readonly framing: ResponseFraming
  /** The request's version: a connection that is kept has to be named to a client of HTTP/1.0 (RFC 9112 §9.3). */
  readonly version: Version
  /** IMF-fixdate for the Date field, unless the application gave one. */
  readonly date: string | undefined
  /** For the Server field, unless the application gave one. */
  readonly server: string | undefined
}

/** The head up to and with its blank line, as latin-1 text. */
export function formatResponseHead(facts: ResponseHeadFacts): string {
  const { headers, framing } = facts
  let text = `HTTP/1.1 ${facts.status}\r\n`
  let hasLength = framing.contentLength === undefined
  let { date, server } = facts
  // An index: this is the hot path, and an array's iterator makes an object for each step where it is not inlined.
  for (let at = 0; at < headers.length; at++) {
    const [name, value] = headers[at]!
    const { role } = fieldName(name)
    if (role !== undefined) {
      if (role === 'length') {
        // RFC 9112 §6.1 forbids it where the framing has none.
        if (hasLength) continue
        hasLength = true
      } else if (role === 'date') date = undefined
      else if (role === 'server') server = undefined
    }
    text += `${name}: ${value}\r\n`
  }
  if (date !== undefined) text += `Date: ${date}\r\n`
  if (server !== undefined) text += `Server: ${server}\r\n`
  if (!hasLength) text += `Content-Length: ${framing.contentLength}\r\n`
  if (framing.bodyKind === 'chunked') text += 'Transfer-Encoding: chunked\r\n'
  if (!framing.keepAlive) return `${text}Connection: close\r\n\r\n`
  return facts.version === '1.0' ? `${text}Connection: keep-alive\r\n\r\n` : `${text}\r\n`
}

/** `100 Continue`, as it goes out (RFC 9110 §10.1.1). */
export const continueHead = 'HTTP/1.1 100 Continue\r\n\r\n'
