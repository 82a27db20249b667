// What the check itself says a wrong answer means: `#!means: CODE LINE`, and `#!means: CODE`.

import { matchPattern } from '../../transcript/index.ts'
import type { Diagnosis, DiagnosisCode } from '../diagnosis.ts'
import { isMarkedCode } from '../gateway-diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { wantedText } from './input.ts'
import { told } from './told.ts'

/** A line of the body that the check knows the cause of. */
export function meaningOfLine(answer: Answer, text: string): Diagnosis | undefined {
  const lines = answer.step.means.length === 0 ? [] : linesOf(text)
  for (const { code, pattern } of answer.step.means) {
    const line = pattern && lines.find(one => matchPattern(pattern, one.text).matched)
    if (line === undefined || !isMarkedCode(code)) continue
    const place = { start: line.offset, end: line.offset + line.text.length }
    return told(answer, { code, expected: dueFor(answer, line.text), received: line.text, place })
  }
  return undefined
}

function linesOf(text: string): readonly { readonly text: string; readonly offset: number }[] {
  let offset = 0
  return text.split('\n').map(line => {
    const start = offset
    offset += line.length + 1
    return { text: line.replace(/\r$/, ''), offset: start }
  })
}

/** The line that is asked for in its place: that of the same key, or the first. */
function dueFor({ step }: Answer, line: string): string {
  const key = /^[^=]*=/.exec(line)?.[0]
  const due = wantedText(step.body).split('\n')
  return due.find(one => key !== undefined && one.startsWith(key)) ?? due[0] ?? ''
}

/** What says what is wrong, and nothing of why. */
const vague: ReadonlySet<DiagnosisCode> = new Set<DiagnosisCode>([
  'wrong-status', 'wrong-header', 'wrong-body', 'wrong-value', 'key-missing', 'key-unwanted',
]) // prettier-ignore

/** A fault without a cause, as the check understands it. */
export function withMeaning(answer: Answer, diagnosis: Diagnosis): Diagnosis {
  const meaning = answer.step.means.find(({ code, pattern }) => pattern === undefined && isMarkedCode(code))
  if (meaning === undefined || !isMarkedCode(meaning.code) || !vague.has(diagnosis.code)) return diagnosis
  const { at, from } = diagnosis
  const { expected, received } = sides(diagnosis)
  return {
    code: meaning.code,
    key: undefined,
    expected,
    received,
    ...(at === undefined ? {} : { at }),
    ...(from === undefined ? {} : { from }),
  }
}

function sides(diagnosis: Diagnosis): { readonly expected: string | undefined; readonly received: string } {
  if (diagnosis.code === 'wrong-status' || diagnosis.code === 'wrong-body') return diagnosis
  if (diagnosis.code === 'wrong-header')
    return {
      expected: fieldText(diagnosis.name, diagnosis.expected),
      received: fieldText(diagnosis.name, diagnosis.received),
    }
  if (diagnosis.code === 'wrong-value' || diagnosis.code === 'key-missing' || diagnosis.code === 'key-unwanted')
    return {
      expected: diagnosis.expected === undefined ? undefined : `${diagnosis.key}=${diagnosis.expected}`,
      received: `${diagnosis.key}=${diagnosis.received}`,
    }
  return { expected: '', received: '' }
}

function fieldText(name: string, value: string | undefined): string {
  return value === undefined ? `no ${name}` : `${name}: ${value}`
}
