// A wrong field of an answer to the fault behind it, where its name or its value tells. Does not look for wrong fields itself.

import { isAround, type FieldExpectation, type PatternPart } from '../../transcript/index.ts'
import type { Diagnosis } from '../diagnosis.ts'
import type { Answer } from './answer-facts.ts'
import { lengthMissing } from './framing.ts'
import { judgeLength } from './length.ts'
import type { WrongField } from './fields.ts'

export function causeOf(answer: Answer, wrong: WrongField): Diagnosis | undefined {
  return (
    repeatsLost(answer, wrong) ?? noLength(answer, wrong) ?? chunksForOld(answer, wrong) ?? constantDate(answer, wrong)
  )
}

/** Several fields of one name are asked for, and fewer came: a dictionary holds one value for each name. */
function repeatsLost({ step, response }: Answer, { name, at }: WrongField): Diagnosis | undefined {
  const wanted = step.fields.filter(field => field.name === name && field.rule === 'must-have')
  const came = response.fields.filter(field => field.name.text.toLowerCase() === name)
  if (wanted.length < 2 || came.length === 0 || came.length >= wanted.length) return undefined
  return {
    code: 'repeats-lost',
    name,
    expected: wanted.map(valueSource),
    received: came.map(({ value }) => value?.text ?? ''),
    ...(at === undefined ? {} : { at }),
  }
}

function valueSource({ value }: FieldExpectation): string {
  return value?.source ?? '{any}'
}

/** Neither length nor chunks: only the end of the connection can end the body. Or a length that counts something else. */
function noLength(answer: Answer, { name, how }: WrongField): Diagnosis | undefined {
  const { framing } = answer.response
  if (name === 'content-length' && how === 'value') return judgeLength(answer)
  const isLength = name === 'content-length' || name === 'transfer-encoding'
  const isUntold = framing.type === 'until-close' || (framing.type === 'none' && framing.because === 'head')
  if (!isLength || how !== 'missing' || !isUntold) return undefined
  return lengthMissing(answer, {
    isWaiting: framing.type === 'until-close' && answer.conversation.ending === undefined,
  })
}

/** RFC 9112 §6.1: chunks only for a client that says HTTP/1.1. */
function chunksForOld({ request }: Answer, { name, how, at }: WrongField): Diagnosis | undefined {
  const isOld = request?.requestLine?.version.text === 'HTTP/1.0'
  if (!isOld || name !== 'transfer-encoding' || how !== 'unwanted') return undefined
  return { code: 'chunked-to-old-client', ...(at === undefined ? {} : { at }) }
}

/** A date of another day, whatever its form. */
function constantDate({ step }: Answer, { name, received, at }: WrongField): Diagnosis | undefined {
  const nowMs = step.fields
    .find(field => field.name === 'date')
    ?.value?.parts.map(aroundOf)
    .find(ms => ms !== undefined)
  const isDate = name === 'date' && received !== undefined && !Number.isNaN(Date.parse(received))
  if (!isDate || nowMs === undefined || isAround(received, nowMs)) return undefined
  return { code: 'constant-date', received, ...(at === undefined ? {} : { at }) }
}

function aroundOf(part: PatternPart): number | undefined {
  return part.type === 'now' ? part.aroundMs : undefined
}
