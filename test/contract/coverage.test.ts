// Every rule that can be seen from outside has a case, every case a rule, and every file a place.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusals } from '../../src/http/index.ts'
import { contractFolder } from '../../src/lesson/index.ts'
import { rules, type Rule } from '../../src/tsgi/index.ts'
import { contract, root } from './judge-server.ts'
import { rows } from './rows.ts'

const names = contract.checks.map(({ id }) => id)
const shownRules = new Set(contract.checks.flatMap(({ rules }) => rules))

/** Nobody but the one who breaks them can know: a server has no duty to. */
const unseen: Readonly<Record<string, string>> = {
  'application-shape': 'it is seen when an application is loaded; the reference server is given all three shapes',
  'input-overlap': 'a warning of the validator',
  'input-methods': 'the validator gives an input that is watched',
  'errors-text': 'the validator gives an error log that is watched',
  'errors-methods': 'the validator gives an error log that is watched',
  'start-status-header': 'a habit that only the validator looks for',
  'start-content-type': 'a warning of the validator',
  'body-for-head': 'a warning of the validator',
}

describe('the cases', () => {
  test('show every rule of the contract that can be seen from outside', () => {
    expect(Object.keys(rules).filter(id => !shownRules.has(id) && !(id in unseen))).toEqual([])
  })

  test('leave out no rule that the wire shows, or that a server has to enforce', () => {
    const visible = Object.entries<Rule>(rules).filter(
      ([, { seenBy, culprit }]) => culprit === 'server' || seenBy.includes('wire') || seenBy.includes('respond'),
    )
    expect(visible.map(([id]) => id).filter(id => id in unseen)).toEqual([])
    expect(Object.keys(unseen).filter(id => !(id in rules) || shownRules.has(id))).toEqual([])
  })

  test('name rules that exist: of the contract, of what is refused, of RFCs', () => {
    const isKnown = (rule: string): boolean =>
      rule in rules || (rule.startsWith('http:') && rule.slice(5) in refusals) || /^RFC \d{4} §\d+(\.\d+)*$/.test(rule)
    expect([...shownRules].filter(rule => !isKnown(rule))).toEqual([])
  })

  test('show what a request can be refused for', () => {
    const ofRequests = Object.entries(refusals).filter(([id, { status }]) => status !== 502 && !notSent.has(id))
    expect(ofRequests.map(([id]) => `http:${id}`).filter(id => !shownRules.has(id))).toEqual([])
  })

  test('are each about something', () => {
    expect(contract.checks.filter(({ rules }) => rules.length === 0)).toEqual([])
  })

  test('have names that differ, and titles that differ', () => {
    expect(new Set(names).size).toBe(names.length)
    const titles = contract.checks.map(({ title }) => title)
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  })

  test('say why', () => {
    expect(contract.checks.filter(({ transcript }) => transcript.why.length === 0).map(({ id }) => id)).toEqual([])
  })

  test('are all the fixtures there are', () => {
    const files = readdirSync(join(root, contractFolder)).filter(name => name.endsWith('.trace'))
    expect(files.map(name => name.slice(0, -'.trace'.length)).toSorted()).toEqual(names.toSorted())
  })
})

/** Limits that servers choose, and what has other cases: how it is refused is not for all of them to say alike. */
const notSent: ReadonlySet<string> = new Set([
  'bare-lf',
  'blank-lines',
  'leading-space',
  'method-too-long',
  'bad-authority',
  'bad-escape',
  'too-many-fields',
  'body-too-long',
  'connect-with-body',
  'bad-chunk-extension',
  'chunk-line-too-long',
  'extensions-too-long',
  'held-too-much',
])

describe('the rows of PEP 3333', () => {
  test('are all there', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1))
  })

  test('have cases that exist, or a reason for having none', () => {
    const wanting = rows.filter(row => ('unseen' in row ? row.unseen === '' : row.cases.length === 0))
    expect(wanting).toEqual([])
    const named = rows.flatMap(row => ('cases' in row ? row.cases : []))
    expect(named.filter(name => !names.includes(name))).toEqual([])
  })
})
