// Whether the status line says what the transcript says: version, code, and the reason where one is written.

import type { ResponseDissection, Slice } from '../../trace/index.ts'
import { isInterim, matchPattern, type Pattern } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { received } from './facts.ts'
import { judgeOtherCode } from './refusal.ts'

export function judgeStatus(answer: Answer): Diagnosis | undefined {
  const { response, step, conversation } = answer
  const { status } = step
  const line = response.statusLine
  if (status === undefined || line === undefined) return undefined
  const parts = [
    { part: 'code', pattern: status.code, slice: line.code },
    { part: 'version', pattern: status.version, slice: line.version },
    { part: 'reason', pattern: status.reason, slice: line.reason },
  ] as const
  const wrong = parts.find(({ pattern, slice }) => pattern !== undefined && !fits(pattern, slice))
  if (wrong === undefined) return undefined
  const { start, end, text } = wrong.slice
  const expected = wrong.pattern!.source
  const at = received(conversation.connection, start, Math.max(1, end - start))
  if (isInterim(step) && expected === '100') return { code: 'continue-missing', received: text, ms: 0, at }
  const cause = wrong.part === 'code' ? judgeOtherCode(answer, { expected, code: wrong.slice }) : undefined
  return cause ?? { code: 'wrong-status', part: wrong.part, expected, received: text, at }
}

/** An interim response that the transcript forbids before this one. */
export function judgeInterims(
  { step, conversation }: Answer,
  interims: readonly ResponseDissection[],
): Diagnosis | undefined {
  const unwanted = interims.find(({ statusLine }) =>
    step.notBefore.some(({ code }) => statusLine !== undefined && fits(code, statusLine.code)),
  )
  const line = unwanted?.statusLine
  if (line === undefined) return undefined
  const { start, end, text } = line.code
  const at = received(conversation.connection, start, Math.max(1, end - start))
  return { code: 'wrong-status', part: 'code', expected: step.status?.code.source ?? '', received: text, at }
}

function fits(pattern: Pattern, slice: Slice): boolean {
  return matchPattern(pattern, slice.text).matched
}
