// Whether the content of an answer is what the transcript says. Message framing has been judged before.

import { latin1From } from '../../http/index.ts'
import { contentOf, type Side } from '../../trace/index.ts'
import { matchBody, matchPattern, type BodyMatch, type ExpectedInBody } from '../../transcript/index.ts'
import type { Diagnosis, WrongBody } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { judgeContent } from './content.ts'
import { received } from './facts.ts'
import { placeInContent } from './told.ts'

export function judgeBody(answer: Answer): Diagnosis | undefined {
  const { response, conversation, step } = answer
  const content = contentOf(conversation.received.bytes, response)
  const match = matchBody(step.body, content)
  if (match.matched) return undefined
  return partOfRequest(answer, content) ?? judgeContent(answer, content) ?? wrongBody(answer, content, match)
}

/** Whether the bytes at `offset` of the answer begin like the body that is expected; then a blank line is missing before them. */
export function bodyBegins({ conversation, step }: Answer, offset: number): boolean {
  const { bytes } = conversation.received
  if (step.body.type === 'unchecked') return isFirstLineSent(conversation, offset)
  if (step.body.type !== 'exact') return false
  if (matchBody(step.body, bytes.subarray(offset)).matched) return true
  const lineFeed = bytes.indexOf(10, offset)
  const line = latin1From(bytes, offset, lineFeed < 0 ? bytes.length : lineFeed).replace(/\r$/, '')
  const first = step.body.lines[0]
  return first !== undefined && first.pattern.source.trim() !== '' && matchPattern(first.pattern, line).matched
}

/** A server that sends back what it got: its body begins like the request. */
function isFirstLineSent({ sent, received: { bytes } }: Answer['conversation'], offset: number): boolean {
  const end = sent.bytes.indexOf(10) + 1
  return end > 1 && sent.bytes.subarray(0, end).every((octet, index) => octet === bytes[offset + index])
}

const smallestBuffer = 256

/**
 * An answer that gives back only a part of the request, up to where one read ended, or from where one began: the end of
 * a segment, or of a buffer whose size is a round number.
 */
function partOfRequest({ conversation, response, request }: Answer, content: Uint8Array): Diagnosis | undefined {
  const headEnd = request?.blankLine?.range.end
  const start = request?.range.start ?? 0
  if (headEnd === undefined || content.length === 0 || start + content.length >= headEnd) return undefined
  const part = firstPart(conversation.sent, start, content) ?? restPart(conversation.sent, headEnd, content)
  return (
    part && {
      code: 'one-read',
      ...part,
      coveredBytes: content.length,
      headBytes: headEnd - start,
      at: received(conversation.connection, Math.max(response.body.start, response.range.end - 1), 1),
    }
  )
}

type Part = { readonly how: 'answered-part' | 'answered-rest'; readonly segments: number }

function firstPart(sent: Side, start: number, content: Uint8Array): Part | undefined {
  if (!isAt(sent.bytes, start, content)) return undefined
  const segment = sent.segments.findIndex(one => one.end === start + content.length)
  const isBuffer = content.length >= smallestBuffer && content.length % smallestBuffer === 0
  return segment < 0 && !isBuffer ? undefined : { how: 'answered-part', segments: Math.max(1, segment + 1) }
}

function restPart(sent: Side, headEnd: number, content: Uint8Array): Part | undefined {
  const start = headEnd - content.length
  const segment = sent.segments.findIndex(one => one.start === start)
  if (segment < 1 || !isAt(sent.bytes, start, content)) return undefined
  return { how: 'answered-rest', segments: sent.segments.length - segment }
}

function isAt(bytes: Uint8Array, start: number, content: Uint8Array): boolean {
  return content.every((octet, index) => octet === bytes[start + index])
}

function wrongBody(answer: Answer, content: Uint8Array, match: BodyMatch & { matched: false }): WrongBody & Diagnosis {
  const { offset, expected } = match
  const isShort = offset >= content.length
  const how =
    expected.type === 'missing-line' || expected.type === 'unwanted-line'
      ? expected.type
      : isShort
        ? 'too-short'
        : expected.type === 'end'
          ? 'too-long'
          : 'differs'
  const at = placeInContent(answer, { start: offset, end: offset + 1 })
  return {
    code: 'wrong-body',
    how,
    bodyOffset: offset,
    bodyBytes: content.length,
    expected: expectedText(expected),
    received: latin1From(content, offset, lineEndAt(content, offset)),
    ...(at === undefined ? {} : { at }),
  }
}

function lineEndAt(content: Uint8Array, offset: number): number {
  const lineFeed = content.indexOf(10, offset)
  return Math.min(lineFeed < 0 ? content.length : lineFeed + 1, offset + 60)
}

/** What would have been right, as text one char a byte; words for what is no text stand in angle brackets. */
function expectedText(expected: ExpectedInBody): string {
  switch (expected.type) {
    case 'literal':
      return expected.text.slice(0, 60)
    case 'line-end':
      return expected.end === 'lf' ? '\n' : '\r\n'
    case 'missing-line':
    case 'unwanted-line':
      return expected.pattern.source
    case 'one-of':
      return expected.choices.join(' | ')
    case 'end':
      return ''
    default:
      return `{${expected.type}}`
  }
}
