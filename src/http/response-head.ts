// The head of a response as text: status line, the application's headers, and what the server adds. Checks nothing.

import { fieldName } from './field-name.ts'
import type { Version } from './head.ts'
import type { ResponseFraming } from './response-framing.ts'

/** Names and values, in order, repeats kept. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** What an application says of its response, as lines; whoever says the same again can use them again. */
export type GivenLines = {
  /** The status line and the headers, without what a server may not send. */
  readonly text: string
  /** The same without Content-Length. */
  readonly textWithoutLength: string
  readonly hasLength: boolean
  readonly hasDate: boolean
  readonly hasServer: boolean
}

/** Status line and headers as lines: `200 OK`, and pairs in order. Of several lengths the first counts. */
export function givenLines(status: string, headers: Headers): GivenLines {
  let text = `HTTP/1.1 ${status}\r\n`
  let textWithoutLength = text
  const roles = new Set<string | undefined>()
  for (const [name, value] of headers) {
    const { role } = fieldName(name)
    const line = `${name}: ${value}\r\n`
    if (role !== 'length') textWithoutLength += line
    if (role !== 'length' || !roles.has(role)) text += line
    roles.add(role)
  }
  return {
    text: inOnePiece(text),
    textWithoutLength: inOnePiece(textWithoutLength),
    hasLength: roles.has('length'),
    hasDate: roles.has('date'),
    hasServer: roles.has('server'),
  }
}

/** To look at a character has the engine put a text together that it had kept as parts: once, and not at each use. */
const inOnePiece = (text: string): string => (text.codePointAt(0) === undefined ? '' : text)

export type ResponseHeadFacts = {
  readonly given: GivenLines
  readonly framing: ResponseFraming
  /** The request's version: a connection that is kept has to be named to a client of HTTP/1.0 (RFC 9112 §9.3). */
  readonly version: Version
  /** IMF-fixdate for the Date field, unless the application gave one. */
  readonly date: string | undefined
  /** For the Server field, unless the application gave one. */
  readonly server: string | undefined
}

/** The head up to and with its blank line, as latin-1 text. */
export function formatResponseHead({ given, framing, version, date, server }: ResponseHeadFacts): string {
  const { bodyKind, contentLength, keepAlive } = framing
  // RFC 9112 §6.1 forbids a length where the framing has none.
  let text = contentLength === undefined ? given.textWithoutLength : given.text
  text += stamp(given.hasDate ? undefined : date, given.hasServer ? undefined : server)
  if (contentLength !== undefined && !given.hasLength) text += `Content-Length: ${contentLength}\r\n`
  if (bodyKind === 'chunked') text += 'Transfer-Encoding: chunked\r\n'
  if (!keepAlive) return `${text}Connection: close\r\n\r\n`
  return version === '1.0' ? `${text}Connection: keep-alive\r\n\r\n` : `${text}\r\n`
}

// A server's own lines are the same for a second, and it may send thousands of responses in it.
let lastDate: string | undefined
let lastServer: string | undefined
let lastStamp = ''

/** The lines of Date and Server, where they are given. */
function stamp(date: string | undefined, server: string | undefined): string {
  if (date === lastDate && server === lastServer) return lastStamp
  lastDate = date
  lastServer = server
  lastStamp = inOnePiece(
    `${date === undefined ? '' : `Date: ${date}\r\n`}${server === undefined ? '' : `Server: ${server}\r\n`}`,
  )
  return lastStamp
}

/** `100 Continue`, as it goes out (RFC 9110 §10.1.1). */
export const continueHead = 'HTTP/1.1 100 Continue\r\n\r\n'
