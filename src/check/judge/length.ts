// Whether Content-Length counts the bytes of the body that came. Does not look at what the body says.

import type { FieldLine } from '../../trace/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { received } from './facts.ts'

/** RFC 9110 §8.6: Content-Length is the number of octets of the content. */
export function judgeLength(answer: Answer): Diagnosis | undefined {
  const { response, conversation, extent } = answer
  if (response.framing.type !== 'length') return undefined
  const declared = response.framing.length
  const bodyBytes = bytesThatCame(answer)
  if (bodyBytes === declared || (bodyBytes < declared && extent !== 'whole')) return undefined
  const field = response.fields.find(isContentLength)?.value
  const at = field && received(conversation.connection, field.start, Math.max(1, field.end - field.start))
  const facts = { declared, bodyBytes, ...(at === undefined ? {} : { at }) }
  if (bodyBytes < declared) return { code: 'length-long', ...facts }
  return { code: countsCharacters(answer, declared) ? 'length-in-characters' : 'length-short', ...facts }
}

function isContentLength(field: FieldLine): boolean {
  return field.name.text.toLowerCase() === 'content-length'
}

/** The body and what follows it, unless that is the next response. */
function bytesThatCame({ response, conversation }: Answer): number {
  const { bytes } = conversation.received
  const within = response.body.end - response.body.start
  const after = String.fromCharCode(...bytes.subarray(response.range.end, response.range.end + 5))
  return after === 'HTTP/' ? within : bytes.length - response.body.start
}

/** JavaScript's `length` counts UTF-16 units; other languages count code points. Both miss the bytes beyond ASCII. */
function countsCharacters({ response, conversation }: Answer, declared: number): boolean {
  const text = new TextDecoder().decode(conversation.received.bytes.subarray(response.body.start))
  return declared === text.length || declared === [...text].length
}
