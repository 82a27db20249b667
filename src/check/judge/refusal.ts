// A status that is not the one asked for, to the fault behind it: nothing was refused, or the status had left too soon, or an
// earlier request was not read to its end.

import { latin1From } from '../../http/index.ts'
import { contentOf, type Range } from '../../trace/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { firstLine, received } from './facts.ts'
import { listingOf } from './listing.ts'
import { placeInContent, sentPlace } from './told.ts'

/** `expected` as the check writes it, `at` the code that came. */
export type OtherCode = { readonly expected: string; readonly code: Range & { readonly text: string } }

export function judgeOtherCode(answer: Answer, other: OtherCode): Diagnosis | undefined {
  return leftUnread(answer, other) ?? notRefused(answer, other) ?? tooSoon(answer, other)
}

/** Statuses that say that the request cannot be served as it is, whatever the application would do. */
const refusals = /^(?:400|408|411|413|414|417|431|501|505)$/

function notRefused(answer: Answer, { expected, code }: OtherCode): Diagnosis | undefined {
  const { conversation, request } = answer
  if (!refusals.test(expected) || !/^[123]\d\d$/.test(code.text) || request === undefined) return undefined
  const facts = { expected, received: code.text, at: received(conversation.connection, code.start, 3) }
  const hosts = request.fields.filter(({ name }) => name.text.toLowerCase() === 'host')
  const isForHost = expected === '400' && request.faults.length === 0 && hosts.length !== 1
  if (isForHost && request.requestLine?.version.text === 'HTTP/1.1') {
    const from = hosts[1]?.range ?? request.requestLine.range
    return { code: 'host-not-checked', ...facts, hosts: hosts.length, from: sentPlace(answer, from) }
  }
  const fault = request.faults[0] ?? request.requestLine?.range
  const line = firstLine(conversation.sent.bytes, request.range.start)
  return {
    code: 'not-refused',
    ...facts,
    request: line,
    ...(fault === undefined ? {} : { from: sentPlace(answer, fault) }),
  }
}

/** What was left of the body before was taken for a request, and refused as one, or not found. */
function leftUnread(answer: Answer, { expected, code }: OtherCode): Diagnosis | undefined {
  const { before, conversation } = answer
  const bodyBytes = before?.request?.contentBytes ?? 0
  if (before?.request === undefined || bodyBytes === 0) return undefined
  if (refusals.test(expected) || !/^(?:4\d\d|50[15])$/.test(code.text)) return undefined
  return {
    code: 'body-left-unread',
    received: firstLine(conversation.received.bytes, answer.response.range.start),
    bodyBytes,
    at: received(conversation.connection, code.start, 3),
    from: sentPlace(answer, before.request.body),
  }
}

/** The method of the next request begins with the end of the body before it. */
export function leftInMethod(answer: Answer, text: string): Diagnosis | undefined {
  const { before, request, conversation, step } = answer
  const method = request?.requestLine?.method.text
  if (before?.request === undefined || method === undefined) return undefined
  const given = listingOf(step.body, text)?.given.find(({ key }) => key === 'method' || key === 'REQUEST_METHOD')
  if (given === undefined || given.value === method || !given.value.endsWith(method)) return undefined
  const left = given.value.slice(0, -method.length)
  if (!latin1From(contentOf(conversation.sent.bytes, before.request)).endsWith(left)) return undefined
  const start = given.offset + given.key.length + 1
  const at = placeInContent(answer, { start, end: start + left.length })
  return {
    code: 'body-left-unread',
    received: given.value,
    bodyBytes: before.request.contentBytes,
    ...(at === undefined ? {} : { at }),
    from: sentPlace(answer, before.request.body),
  }
}

/**
 * The status that was to be replaced was on its way already: the one that is asked for comes after it, or nothing does,
 * where it should have been said that something failed.
 */
function tooSoon(answer: Answer, { expected, code }: OtherCode): Diagnosis | undefined {
  const { conversation, response } = answer
  if (!/^\d{3}$/.test(expected)) return undefined
  const rest = latin1From(conversation.received.bytes, response.body.start)
  const second = new RegExp(`HTTP/1\\.[01] ${expected}(?!\\d)`).exec(rest)
  const isWithoutBody = response.contentBytes === 0 && response.framing.type !== 'length' && hasEnded(answer)
  const isBrokenOff = expected.startsWith('5') && /^[23]/.test(code.text) && isWithoutBody
  if (second === null && !isBrokenOff) return undefined
  const { bytes } = conversation.received
  return {
    code: 'headers-too-soon',
    key: undefined,
    expected,
    received: firstLine(bytes, response.range.start),
    at: received(conversation.connection, code.start, 3),
  }
}

function hasEnded({ conversation }: Answer): boolean {
  return conversation.ending !== undefined
}
