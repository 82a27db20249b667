// Every rule of the readers, with bytes that break it and the byte that does: the same however the bytes are cut.

import { describe, expect, test } from 'vitest'
import { HttpError, refusals, type RefusalRule } from '../../src/http/index.ts'
import { readEveryWay } from './support/read.ts'
import { refusedRequests, refusedResponses, type Refused } from './support/refused.ts'

const rows = (table: Readonly<Record<string, readonly Refused[]>>) =>
  Object.entries(table).flatMap(([section, cases]) =>
    cases.map(([rule, text, limits]) => ({ section, rule, text, limits: limits ?? {}, title: JSON.stringify(text) })),
  )

describe('a request is refused', () => {
  test.for(rows(refusedRequests))('$section: $rule in $title', ({ rule, text, limits }) => {
    const told = readEveryWay(text.replace('‸', ''), { limits })
    const { status } = refusals[rule]
    expect(told.at(-1)).toEqual({ type: 'error', rule, offset: text.indexOf('‸'), status })
    expect(told.filter(({ type }) => type === 'end')).toEqual([])
  })
})

describe('a response is refused', () => {
  test.for(rows(refusedResponses))('$section: $rule in $title', ({ rule, text, limits }) => {
    const expected = rule === 'unasked-response' ? [] : ['GET']
    const told = readEveryWay(text.replace('‸', ''), { limits, expect: expected })
    expect(told.at(-1)).toEqual({ type: 'error', rule, offset: text.indexOf('‸'), status: 502 })
    expect(told.filter(({ type }) => type === 'end')).toEqual([])
  })
})

describe('the table of refusals', () => {
  test('every rule is proved by a case', () => {
    const proved = new Set([...rows(refusedRequests), ...rows(refusedResponses)].map(({ rule }) => rule))
    const elsewhere: readonly RefusalRule[] = ['held-too-much']
    expect(Object.keys(refusals).filter(rule => !proved.has(rule as RefusalRule))).toEqual(elsewhere)
  })

  test.for(Object.entries(refusals))('%s names a section, a status of an error, and a fact', ([, refusal]) => {
    expect(refusal.section).toMatch(/^RFC \d{4} §\d+(?:\.\d+)*$/)
    expect(refusal.status).toSatisfy((status: number) => status >= 400 && status < 600)
    expect(refusal.why).toMatch(/^[a-zC-T].*[^.]$/)
  })

  test('an error has its facts as fields and in its sentence', () => {
    const error = new HttpError('bare-cr', 17)
    expect(error).toMatchObject({
      rule: 'bare-cr',
      section: 'RFC 9112 §2.2',
      offset: 17,
      status: 400,
      name: 'HttpError',
    })
    expect(error.message).toBe('a CR is not followed by LF, at byte 17 (RFC 9112 §2.2)')
  })
})
