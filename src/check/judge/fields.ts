// Whether the field lines are those the transcript asks for. Names compare without case; order and extra fields do not matter.

import type { FieldLine } from '../../trace/index.ts'
import { matchPattern, type FieldExpectation } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { causeOf } from './field-causes.ts'
import { received } from './facts.ts'

export function judgeFields(answer: Answer): Diagnosis | undefined {
  const wrong = wrongField(answer)
  return wrong && (causeOf(answer, wrong) ?? wrong)
}

function wrongField(answer: Answer): WrongField | undefined {
  const seen = new Map<string, number>()
  for (const expectation of answer.step.fields) {
    const nth = seen.get(expectation.name) ?? 0
    if (expectation.rule === 'must-have') seen.set(expectation.name, nth + 1)
    const diagnosis = judgeField(answer, expectation, nth)
    if (diagnosis !== undefined) return diagnosis
  }
  return undefined
}

/** `nth`: repeats of one name are compared in order. */
function judgeField(answer: Answer, expectation: FieldExpectation, nth: number): WrongField | undefined {
  const fields = answer.response.fields.filter(field => field.name.text.toLowerCase() === expectation.name)
  switch (expectation.rule) {
    case 'must-have':
      return nth < fields.length && fits(expectation, fields[nth]!)
        ? undefined
        : wrong(answer, expectation, fields[nth])
    case 'must-occur':
      return fields.some(field => fits(expectation, field)) ? undefined : wrong(answer, expectation, fields[0])
    case 'must-not-occur': {
      const unwanted = fields.find(field => fits(expectation, field))
      return unwanted && { ...wrong(answer, expectation, unwanted), how: 'unwanted', expected: undefined }
    }
  }
}

function fits({ value }: FieldExpectation, field: FieldLine): boolean {
  return value === undefined || matchPattern(value, field.value?.text ?? '').matched
}

export type WrongField = Extract<Diagnosis, { code: 'wrong-header' }>

function wrong(
  { conversation, response }: Answer,
  expectation: FieldExpectation,
  field: FieldLine | undefined,
): WrongField {
  const place = field?.value ?? field?.range ?? response.blankLine?.range
  return {
    code: 'wrong-header',
    name: expectation.name,
    how: field === undefined ? 'missing' : 'value',
    expected: expectation.value?.source,
    received: field?.value?.text,
    ...(place === undefined
      ? {}
      : { at: received(conversation.connection, place.start, Math.max(1, place.end - place.start)) }),
  }
}
