// Whether an application was given the body of its request, the whole of it and nothing else, as far as its answer shows.

import { latin1From } from '../../http/index.ts'
import { contentOf, type RequestDissection } from '../../trace/index.ts'
import type { BodyExpectation } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { listingOf, literalOf } from './listing.ts'
import { placeInContent, sentPlace, told } from './told.ts'

/** `text` is the content, one character a byte. */
export function judgeInput(answer: Answer, text: string): Diagnosis | undefined {
  const wanted = wantedText(answer.step.body)
  return wholeRequest(answer, text, wanted) ?? undecoded(answer, text, wanted) ?? cutInput(answer, text)
}

/** All text that an expectation writes out. */
export function wantedText(body: BodyExpectation): string {
  if (body.type === 'exact') return body.lines.map(({ pattern }) => textIn(pattern.parts)).join('\n')
  return body.type === 'lines' ? body.rules.map(({ pattern }) => textIn(pattern.parts)).join('\n') : ''
}

function textIn(parts: readonly { readonly type: string; readonly text?: string }[]): string {
  return parts.map(({ text }) => text ?? '').join('')
}

/** The head of a request, of this one or of the next on the connection, is no part of any body. */
function wholeRequest(answer: Answer, text: string, wanted: string): Diagnosis | undefined {
  const { conversation, request } = answer
  for (const exchange of conversation.exchanges) {
    const head = exchange.request === undefined ? '' : headBegins(conversation.sent.bytes, exchange.request)
    const start = head === '' || asksFor(wanted, head) ? -1 : text.indexOf(head)
    if (start < 0) continue
    return told(answer, {
      code: 'input-not-body',
      expected: request === undefined ? '' : bodyText(answer, request).slice(0, shownBytes),
      received: head.slice(0, head.indexOf('\n') + 1),
      place: { start, end: start + head.indexOf('\r\n') },
      from: exchange.request!.requestLine?.range,
    })
  }
  return undefined
}

/** Line ends of a check may stand for either. */
function asksFor(wanted: string, text: string): boolean {
  return plainEnds(wanted).includes(plainEnds(text))
}

const shownBytes = 60

/** The request line with its end, and the beginning of the line after it: more than any server says of a request by itself. */
function headBegins(sent: Uint8Array, { range, requestLine }: RequestDissection): string {
  if (requestLine === undefined) return ''
  return latin1From(sent, range.start, Math.min(requestLine.range.end + 4, range.end))
}

function bodyText({ conversation }: Answer, request: RequestDissection): string {
  return latin1From(contentOf(conversation.sent.bytes, request))
}

/** Chunk sizes are framing: they end with the server. */
function undecoded(answer: Answer, text: string, wanted: string): Diagnosis | undefined {
  const { request, conversation } = answer
  const [first] = request?.content ?? []
  if (request?.framing.type !== 'chunked' || first === undefined) return undefined
  const framed = latin1From(conversation.sent.bytes, request.body.start, first.end)
  const start = asksFor(wanted, framed) ? -1 : text.indexOf(framed)
  if (start < 0) return undefined
  return told(answer, {
    code: 'chunks-not-decoded',
    expected: bodyText(answer, request).slice(0, shownBytes),
    received: framed.slice(0, shownBytes),
    place: { start, end: start + framed.indexOf('\n') + 1 },
    from: { start: request.body.start, end: first.start },
  })
}

/** What came back is what should, but for the end of the request's body. */
function cutInput(answer: Answer, text: string): Diagnosis | undefined {
  const { request, conversation } = answer
  const body = request === undefined ? '' : bodyText(answer, request)
  if (request === undefined) return undefined
  if (body === '') return answeredWithoutBody(answer, request, text)
  const got = gotInWhole(answer, text, body) ?? gotInLine(answer, text, body)
  if (got === undefined) return undefined
  const at = placeInContent(answer, { start: got.end, end: got.end + 1 })
  return {
    code: 'input-cut',
    gotBytes: got.bytes,
    bodyBytes: body.length,
    ...(at === undefined ? {} : { at }),
    ...fromMissing(answer, request, got.bytes, conversation.sent.bytes.length),
  }
}

/** An empty answer to a request whose body had not been sent: it was not waited for. */
function answeredWithoutBody(answer: Answer, request: RequestDissection, text: string): Diagnosis | undefined {
  if (request.framing.type !== 'length' || request.framing.length === 0 || text !== '') return undefined
  const at = placeInContent(answer, { start: 0, end: 1 })
  return { code: 'input-cut', gotBytes: 0, bodyBytes: request.framing.length, ...(at === undefined ? {} : { at }) }
}

type Got = { readonly bytes: number; readonly end: number }

/** The body that is asked for has the request's body in it. */
function gotInWhole({ step }: Answer, text: string, body: string): Got | undefined {
  if (step.body.type !== 'exact') return undefined
  const wanted = plainEnds(step.body.lines.map(({ pattern, end }) => (literalOf(pattern) ?? '\0') + ends[end]).join(''))
  const given = plainEnds(text)
  const start = wanted.indexOf(plainEnds(body))
  if (start < 0) return undefined
  const after = wanted.slice(start + plainEnds(body).length)
  const isAround = given.length < wanted.length && given.startsWith(wanted.slice(0, start)) && given.endsWith(after)
  const bytes = given.length - start - after.length
  return isAround && bytes >= 0 && plainEnds(body).startsWith(given.slice(start, start + bytes))
    ? { bytes, end: Math.max(0, text.length - after.length) }
    : undefined
}

const ends = { line: '\n', lf: '\n', crlf: '\n', none: '' } as const

function plainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** One line has the request's body as its value. */
function gotInLine({ step }: Answer, text: string, body: string): Got | undefined {
  const { wanted, given } = listingOf(step.body, text) ?? { wanted: [], given: [] }
  const key = wanted.find(({ value, isForbidden }) => !isForbidden && literalOf(value) === body)?.key
  const line = given.find(one => one.key === key)
  if (line === undefined || line.value.length >= body.length || !body.startsWith(line.value)) return undefined
  return { bytes: line.value.length, end: line.offset + line.key.length + 1 + line.value.length }
}

/** The first byte of the request's body that did not reach the application. */
function fromMissing(
  answer: Answer,
  request: RequestDissection,
  gotBytes: number,
  sentBytes: number,
): Pick<Diagnosis, 'from'> {
  let before = 0
  for (const { start, end } of request.content) {
    if (gotBytes < before + end - start) {
      const offset = start + gotBytes - before
      return offset < sentBytes ? { from: sentPlace(answer, { start: offset, end }) } : {}
    }
    before += end - start
  }
  return {}
}
