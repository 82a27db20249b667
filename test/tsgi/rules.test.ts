// Proves that no rule is without a proof, and that what is said of each is in order.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ContractError, rules, rulesByTopic, toApplication, type Rule, type RuleId } from '../../src/tsgi/index.ts'

const all = Object.entries(rules) as [RuleId, Rule][]
const testsOf = (pattern: RegExp): string =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => pattern.test(name))
    .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n')

describe.for([
  ['load', /^to-application/],
  ['respond', /^(respond|input)/],
  ['validate', /^validate|application-breaches/],
] as const)('each rule that %s sees broken', ([witness, files]) => {
  const tests = testsOf(files)
  test.for(all.filter(([, { seenBy }]) => seenBy.includes(witness)))('has a case: %s', ([id]) => {
    expect(tests).toMatch(new RegExp(`\\b${id}\\b`))
  })
})

test.for(all)('%s is said in whole sentences, with its source', ([id, { text, source, seenBy }]) => {
  expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
  expect(text).toMatch(/^[`A-Z][^]*\.$/)
  expect(source).toMatch(/^(PEP 3333, |RFC \d+ §|TSGI 1\.0$)/)
  expect(seenBy).not.toEqual([])
})

test('every rule is in one topic', () => {
  expect(
    Object.values(rulesByTopic)
      .flatMap(topic => Object.keys(topic))
      .toSorted(),
  ).toEqual(Object.keys(rules).toSorted())
})

describe('the error of a broken rule', () => {
  test('says who, which, where, what, and the rule', () => {
    const error = new ContractError('start-header-value', { value: 'a\nb', where: 'in the header X-A' })
    expect(error.message).toBe(
      'the application breaks start-header-value in the header X-A: "a\\nb". A header value has no control character but the tab. (RFC 9110 §5.5)',
    )
    expect(error).toMatchObject({
      rule: 'start-header-value',
      culprit: 'application',
      severity: 'error',
      value: 'a\nb',
    })
  })

  test.for<[unknown, string]>([
    ['x'.repeat(100), `"${'x'.repeat(60)}"...`],
    ['\x1b[31m\x7f\x9b\u2028', '"\\u001b[31m\\u007f\\u009b\\u2028"'],
    [5n, '5n'],
    [Symbol('a'), 'Symbol(a)'],
    [null, 'null'],
    [[1, 2], 'an array of 2'],
    [new Uint8Array(5), 'Uint8Array of 5'],
    [new Map(), 'an object of Map'],
    [Object.create(null), 'an object of Object'],
    [new Error('no'), 'Error: "no"'],
    [toApplication, 'the function "toApplication"'],
    [
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no')
          },
        },
      ),
      'an object that cannot be looked at',
    ],
  ])('shows a value in a few words: %#', ([value, words]) => {
    expect(new ContractError('body-shape', { value }).message).toContain(`body-shape: ${words}. A body`)
  })
})
