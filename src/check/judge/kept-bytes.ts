// Whether the bytes of a body were made into something else on their way: text, numbers, bytes of bytes. Looks at content alone.

import { latin1From } from '../../http/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { wantedText } from './input.ts'
import { listingOf } from './listing.ts'
import { told } from './told.ts'
import { encodedOnce } from './value-rules.ts'

/**
 * Why content is not the bytes that were asked for. A server that sends requests back has no application whose bytes they
 * are, and lines KEY=value are looked at one by one.
 */
export function judgeBytes(answer: Answer, text: string): Diagnosis | undefined {
  const wanted = wantedText(answer.step.body)
  const { body } = answer.step
  if (body.type !== 'exact' || isEcho(answer, wanted) || listingOf(body, text) !== undefined) return undefined
  const twice = encodedTwiceAt(text, wanted)
  if (twice !== undefined) return bytesFault(answer, 'encoded-twice', text, { wanted, start: twice })
  const start = strangers.map(find => find(text, wanted)).find(at => at >= 0)
  return start === undefined ? undefined : bytesFault(answer, 'not-bytes', text, { wanted, start })
}

function isEcho({ conversation, request }: Answer, wanted: string): boolean {
  const line = request?.requestLine
  if (line === undefined) return false
  return wanted.startsWith(latin1From(conversation.sent.bytes, line.range.start, line.version.end))
}

/** The first byte beyond ASCII, when each of them came as the two of its UTF-8. */
function encodedTwiceAt(text: string, wanted: string): number | undefined {
  const first = wanted.search(/[^\0-\x7f]/)
  if (first < 0) return undefined
  return plain(text) === plain(encodedOnce(wanted)) ? text.search(/[^\0-\x7f]/) : undefined
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '')
}

/** What bytes look like when they were made into text by the wrong means; each gives where, or -1. */
const strangers: readonly ((text: string, wanted: string) => number)[] = [
  // U+FFFD, which stands for bytes that are no UTF-8.
  (text, wanted) => (wanted.includes('\xef\xbf\xbd') ? -1 : text.indexOf('\xef\xbf\xbd')),
  // `String(bytes)` of a Uint8Array.
  (text, wanted) => (isListOf(text, wanted) ? 0 : -1),
  (text, wanted) => (wanted.includes('[object ') ? -1 : text.indexOf('[object ')),
  // JSON.stringify of a Buffer, and of a Uint8Array.
  (text, wanted) => (/^\{"(?:type":"Buffer"|0":\d)/.test(wanted) ? -1 : text.search(/\{"(?:type":"Buffer"|0":\d)/)),
]

function isListOf(text: string, wanted: string): boolean {
  const numbers = /^\d{1,3}(?:,\d{1,3})+/.exec(text)?.[0].split(',') ?? []
  return numbers.length > 1 && numbers.every((number, at) => Number(number) === wanted.charCodeAt(at))
}

type Stranger = { readonly wanted: string; readonly start: number }

const shownBytes = 60

function bytesFault(
  answer: Answer,
  code: 'not-bytes' | 'encoded-twice',
  text: string,
  { wanted, start }: Stranger,
): Diagnosis {
  const end = Math.min(text.length, start + (code === 'encoded-twice' ? 2 : 3))
  return told(answer, {
    code,
    expected: wanted.slice(start, start + shownBytes),
    received: text.slice(start, start + shownBytes),
    place: { start, end },
  })
}
