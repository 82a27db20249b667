// What the server itself answers, without asking the application: requests that are refused, clients that are too slow.

import { formatResponseHead, givenLines, statusText } from '../http/index.ts'
import { httpDate } from './http-date.ts'

/** The whole response as text. The connection ends with it. `why` is told to the client: it is about the client's own bytes. */
export const errorResponse = (status: number, why: string, software: string): string => {
  // ASCII, whatever a client takes text to be.
  const body = `${statusText(status)}\n${why.replaceAll('§', 'section ')}\n`
  const head = formatResponseHead({
    given: givenLines(statusText(status), [['Content-Type', 'text/plain']]),
    framing: { bodyKind: 'length', contentLength: body.length, keepAlive: false },
    version: '1.1',
    date: httpDate(),
    server: software,
  })
  return head + body
}
