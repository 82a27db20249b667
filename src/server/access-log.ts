// One line for each response, in the formats that every log reader knows. Whatever a client sent, a line stays a line.

import type { RequestHead } from '../http/index.ts'

export type AccessFacts = {
  readonly remoteAddress: string | undefined
  /** undefined for a request that was refused before its head was read. */
  readonly head: RequestHead | undefined
  readonly at: Date
  /** 0 when none was sent. */
  readonly status: number
  /** Bytes of the body that were sent, framing left out. */
  readonly bodyBytes: number
}

/** `127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5`, without its line end. */
export const commonLine = ({ remoteAddress, head, at, status, bodyBytes }: AccessFacts): string => {
  const request = head === undefined ? '"-"' : quoted(`${head.method} ${head.target} ${head.protocol}`)
  // As nginx writes it: the client left before there was a status.
  const code = status === 0 ? 499 : status
  return `${remoteAddress ?? '-'} - - [${logTime(at)}] ${request} ${code} ${bodyBytes === 0 ? '-' : bodyBytes}`
}

/** The same with Referer and User-Agent. */
export const combinedLine = (facts: AccessFacts): string =>
  `${commonLine(facts)} ${quoted(fieldOf(facts.head, 'referer'))} ${quoted(fieldOf(facts.head, 'user-agent'))}`

const fieldOf = (head: RequestHead | undefined, lower: string): string =>
  head?.fields.find(({ name }) => name.lower === lower)?.value ?? '-'

/** In UTC: servers move, logs are compared. */
const logTime = (at: Date): string => {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+) GMT$/.exec(at.toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

/** Quotes, backslashes, control bytes and bytes beyond ASCII are escaped, as Apache does. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\]|[^\x20-\x7e]/g, char =>
    char === '"' || char === '\\' ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )}"`
