// A fault that the content of an answer shows, as a diagnosis: where it stands on the wire, and what the request has to do with it.

import type { Range, ResponseDissection } from '../../trace/index.ts'
import type { BytePlace, Diagnosis } from '../diagnosis.ts'
import type { MarkedCode } from '../gateway-diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { received as placeReceived } from './facts.ts'

export type Told = {
  readonly code: MarkedCode
  readonly key?: string
  readonly expected: string | undefined
  readonly received: string
  /** Bytes of the content; its end when absent. */
  readonly place?: Range | undefined
  /** Bytes that the client sent, where the fault comes from them. */
  readonly from?: Range | undefined
}

export function told(answer: Answer, { code, key, expected, received, place, from }: Told): Diagnosis {
  const { contentBytes } = answer.response
  const at = placeInContent(answer, place ?? { start: contentBytes, end: contentBytes + 1 })
  return {
    code,
    key,
    expected,
    received,
    ...(at === undefined ? {} : { at }),
    ...(from === undefined ? {} : { from: sentPlace(answer, from) }),
  }
}

export function sentPlace({ conversation }: Answer, { start, end }: Range): BytePlace {
  return { connection: conversation.connection, side: 'sent', offset: start, length: Math.max(1, end - start) }
}

/** Where bytes of the content stand on the wire, as far as they stand in one piece; undefined when nothing came. */
export function placeInContent(
  { conversation, response }: Pick<Answer, 'conversation' | 'response'>,
  { start, end }: Range,
): BytePlace | undefined {
  const last = conversation.received.bytes.length - 1
  if (last < 0) return undefined
  const { offset, room } = wirePlace(response, start)
  return placeReceived(conversation.connection, Math.min(offset, last), Math.max(1, Math.min(end - start, room)))
}

/** `room`: how many bytes of content follow before the next piece of framing. */
function wirePlace(
  { content, body }: ResponseDissection,
  offset: number,
): { readonly offset: number; readonly room: number } {
  let before = 0
  for (const { start, end } of content) {
    if (offset < before + end - start) return { offset: start + offset - before, room: end - start - offset + before }
    before += end - start
  }
  return { offset: content.at(-1)?.end ?? body.start, room: 1 }
}
