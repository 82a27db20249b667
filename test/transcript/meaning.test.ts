// What a wrong answer means, and what an exchange makes known: lines and placeholders that a check gives to the judge.

import { describe, expect, test } from 'vitest'
import {
  boundTo,
  formatTranscript,
  matchBody,
  matchPattern,
  parseTranscript,
  TranscriptError,
  type ExpectStep,
  type Known,
} from '../../src/transcript/index.ts'

const head = '> x\n< HTTP/1.1 200\n'

function expectations(text: string): readonly ExpectStep[] {
  return parseTranscript(text).steps.filter(step => step.type === 'expect')
}

describe('a #!means line', () => {
  test.each([
    ['below a body, with a line', `${head}<\n<+ closes=1\n#!means: close-not-called closes=0`, 5],
    ['in the middle of the answer', `${head}#!means: close-not-called closes=0\n<\n<+ closes=1`, 3],
    ['in the heading, of every answer', `#!means: close-not-called closes=0\n${head}`, 1],
  ])('%s has its code and its pattern', (_, text, line) => {
    const [step] = expectations(text)
    expect(step?.means).toMatchObject([{ line, column: 10, code: 'close-not-called', pattern: { source: 'closes=0' } }])
    expect(formatTranscript(parseTranscript(text))).toBe(`${text}\n`.replace(/\n\n$/, '\n'))
  })

  test('without a line has no pattern', () => {
    expect(expectations(`${head}#!means: called-twice`)[0]?.means).toMatchObject([{ pattern: undefined }])
    expect(expectations(`${head}#!means: called-twice  `)[0]?.means).toMatchObject([{ pattern: undefined }])
  })

  test('may be there several times, and those of the heading come last', () => {
    const text = `#!means: wrong-value\n${head}<\n<+ n=1\n#!means: called-twice n=2\n#!means: close-not-called n={any}\n`
    expect(expectations(text)[0]?.means.map(({ code }) => code)).toEqual([
      'called-twice',
      'close-not-called',
      'wrong-value',
    ])
  })

  test('speaks of the answer above it alone', () => {
    const text = `${head}#!means: called-twice\n> y\n< HTTP/1.1 200`
    expect(expectations(text).map(({ means }) => means.length)).toEqual([1, 0])
  })

  test('takes no part in the title, and sets no property', () => {
    const { title, why, properties } = parseTranscript(`# Title\n#!means: called-twice\n# why\n${head}`)
    expect({ title, why, properties }).toEqual({ title: 'Title', why: ['why'], properties: {} })
  })

  test.each([
    ['no code of a diagnosis', `${head}#!means:`, '3:9', 'the end of the line'],
    ['no code of a diagnosis', `${head}#!means called-twice`, '3:9', '"called-twice"'],
    ['no code of a diagnosis', `${head}#!means: Called`, '3:10', '"Called"'],
    ['means without an answer above it', '> x\n#!means: called-twice', '2:1', '"#!means: called-twice"'],
    ['means without an answer above it', `${head}* closed\n#!means: called-twice`, '4:1', '"#!means: called-twice"'],
    ['unknown placeholder', `${head}#!means: called-twice n={x}`, '3:25', '{x}'],
    ['unknown property', '#!meansx: called-twice', '1:3', '"meansx"'],
  ])('%s: %j', (problem, text, place, found) => {
    const error = errorOf(text)
    expect({ problem: error.problem, place: `${error.line}:${error.column}`, found: error.found }).toEqual({
      problem,
      place,
      found,
    })
  })
})

describe('what an exchange makes known', () => {
  const text = [
    '> x', '< HTTP/1.1 200', '< Date: {now}', '<',
    '<+ SERVER_PORT={port}', '<+ REMOTE_PORT={client-port}',
  ].join('\n') // prettier-ignore
  const nowMs = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT')
  const known: Known = { port: 8888, clientPort: 50_000, nowMs }
  const nothing: Known = { port: undefined, clientPort: undefined, nowMs: undefined }
  const body = (server: string, client: string): Uint8Array =>
    new TextEncoder().encode(`SERVER_PORT=${server}\nREMOTE_PORT=${client}\n`)

  test.each([
    ['the ports of the connection', known, '8888', '50000', true],
    ['another port', known, '8889', '50000', false],
    ['the two the wrong way round', known, '50000', '8888', false],
    ['any number where the port is not known', nothing, '1', '2', true],
    ['no number', nothing, 'undefined', '2', false],
  ])('matches %s or not', (_, facts, server, client, matched) => {
    const [step] = expectations(text)
    expect(matchBody(boundTo(step!, facts).body, body(server, client)).matched).toBe(matched)
  })

  test.each([
    ['now', known, 'Sun, 06 Nov 1994 08:49:37 GMT', true],
    ['nine minutes ago', known, 'Sun, 06 Nov 1994 08:40:37 GMT', true],
    ['an hour ago', known, 'Sun, 06 Nov 1994 07:49:37 GMT', false],
    ['another year', known, 'Mon, 06 Nov 1995 08:49:37 GMT', false],
    ['no date', known, 'today', false],
    ['any date where no clock is known', nothing, 'Mon, 06 Nov 1995 08:49:37 GMT', true],
  ])('takes as {now}, or not: %s', (_, facts, date, matched) => {
    const [step] = expectations(text)
    expect(matchPattern(boundTo(step!, facts).fields[0]!.value!, date).matched).toBe(matched)
  })

  test('leaves everything else as it is', () => {
    const [step] = expectations(`${head}< A: {any}\n<- B\n<\n< a{number}\\`)
    expect(boundTo(step!, known)).toEqual(step)
  })
})

function errorOf(text: string): TranscriptError {
  try {
    parseTranscript(text)
  } catch (error) {
    if (error instanceof TranscriptError) return error
    throw error
  }
  throw new Error('it was read')
}
