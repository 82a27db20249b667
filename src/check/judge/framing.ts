// Whether a client can tell where an answer ends, and whether bytes come where there must be none. Looks at no content.

import { latin1From } from '../../http/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { bytesAfter, type Answer } from './answer-facts.ts'
import { firstLine, received, type Case, type Claim } from './facts.ts'
import { saysClosed } from './persistence.ts'
import { placeInContent } from './told.ts'

/** Bytes after the head of a response that has no body, and chunks after the last chunk. */
export function judgeSurplus(answer: Answer): Diagnosis | undefined {
  const surplus = bytesAfter(answer)
  return surplus.length === 0 ? undefined : (bodyNotAllowed(answer, surplus) ?? emptyChunk(answer, surplus))
}

/** RFC 9112 §6.3, rule 1. */
function bodyNotAllowed({ response, conversation }: Answer, surplus: Uint8Array): Diagnosis | undefined {
  const { framing, range } = response
  if (framing.type !== 'none' || framing.because === 'interim' || framing.because === 'request') return undefined
  const next = latin1From(surplus).search(/HTTP\/1\.[01] \d{3}/)
  const bodyBytes = next < 0 ? surplus.length : next
  return {
    code: 'body-not-allowed',
    because: framing.because,
    bodyBytes,
    found: firstLine(conversation.received.bytes, range.end),
    at: received(conversation.connection, range.end, Math.max(1, firstLine(surplus, 0).length)),
  }
}

/** A chunk of size 0 is the last one (RFC 9112 §7.1), whatever comes after it. */
function emptyChunk({ response, conversation }: Answer, surplus: Uint8Array): Diagnosis | undefined {
  if (response.framing.type !== 'chunked' || !response.isComplete) return undefined
  if (!/^[0-9A-Fa-f]{1,8}\r\n/.test(latin1From(surplus.subarray(0, 10)))) return undefined
  const last = response.pieces.findLast(({ kind }) => kind === 'chunk-size')
  const found = firstLine(conversation.received.bytes, response.range.end)
  return {
    code: 'ended-by-empty-chunk',
    found,
    ...(last === undefined ? {} : { at: received(conversation.connection, last.start, 1) }),
  }
}

/** Everything has come, the connection stays open, and nothing says that this was all. */
export function judgeUnending({ events, claims }: Case, claim: Claim, answer: Answer): Diagnosis | undefined {
  const { response, conversation, extent } = answer
  const isOpen = response.framing.type === 'until-close' && conversation.ending === undefined
  const hasWaited = events.some(event => event.type === 'limit' && event.connection === claim.connection)
  if (!isOpen || extent !== 'whole' || !hasWaited || saysClosed(claims, claim)) return undefined
  return lengthMissing(answer, { isWaiting: true })
}

/** Another response stands in the body of this one: the next, since nothing tells where this one ends, or one that nobody asked for. */
export function swallowed(answer: Answer, text: string): Diagnosis | undefined {
  const second = /HTTP\/1\.[01] \d{3} [^\r\n]*/.exec(text)
  if (answer.response.framing.type !== 'until-close' || second === null) return undefined
  if (answer.conversation.exchanges.length > 1) return lengthMissing(answer, { isWaiting: true })
  const [found] = second
  const at = placeInContent(answer, { start: second.index, end: second.index + found.length })
  return { code: 'extra-response', when: 'after-the-last', found, ...(at === undefined ? {} : { at }) }
}

export function lengthMissing(answer: Answer, { isWaiting }: { readonly isWaiting: boolean }): Diagnosis {
  const { response, conversation } = answer
  const blankLine = response.blankLine?.range
  return {
    code: 'length-missing',
    bodyBytes: response.contentBytes,
    isWaiting,
    ...(blankLine === undefined ? {} : { at: received(conversation.connection, blankLine.start, 2) }),
  }
}
