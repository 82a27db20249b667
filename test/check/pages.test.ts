import { describe, expect, test } from 'vitest'
import { diagnosisCodes, diagnosisPages, judge, pageOf } from '../../src/check/index.ts'
import { pageGroups } from '../../src/check/pages/page.ts'
import { defaultLimits } from '../../src/runner/limits.ts'
import { traceOf, transcriptOf } from './page-bytes.ts'

const widest = 76

/** What the check says besides: that an application told it, as no bytes can, or that something must not be there. */
const additions: Readonly<Record<string, string>> = {
  'called-twice': '#!means: called-twice',
  'close-not-called': '#!means: close-not-called',
  'close-called-twice': '#!means: close-called-twice',
  'write-lost': '#!means: write-lost',
  'start-not-checked': '#!means: start-not-checked',
  'chunked-to-old-client': '<- Transfer-Encoding',
}

describe('the pages', () => {
  test('are there for every code, in the order of the codes', () => {
    expect(diagnosisPages.map(({ code }) => code)).toEqual(diagnosisCodes)
  })

  test('are in one group each', () => {
    const inGroups = pageGroups.flatMap(group => Object.keys(group))
    expect(inGroups.toSorted()).toEqual(diagnosisCodes.toSorted())
  })

  test('have titles that differ', () => {
    expect(new Set(diagnosisPages.map(({ title }) => title)).size).toBe(diagnosisPages.length)
  })

  test.each([
    ['never-listened', `the program did not listen within ${defaultLimits.startMs} ms`],
    ['silent', `no byte came back within ${defaultLimits.firstByteMs} ms`],
    ['left-open', `the connection was still open after ${defaultLimits.closeMs} ms`],
    ['blocked', `the program has been busy for ${defaultLimits.blockedMs} ms`],
    ['out-of-memory', `${Math.round(defaultLimits.memoryBytes / 1e6)} MB are allowed`],
  ] as const)('of %s shows the limit that is in force', (code, words) => {
    expect(pageOf(code).bytes.wrong.join('\n')).toContain(words)
  })
})

describe.each(diagnosisPages)('the page of $code', page => {
  const { title, meaning, bytes, reference, find, fix } = page
  const lines = [...bytes.wrong, ...bytes.right]

  test('has no empty part', () => {
    const texts = [title, ...meaning, reference, find.command, find.place]
    const code = fix.flatMap(({ wrong, right }) => [wrong.join('\n'), right.join('\n')])
    const parts = [meaning.length, bytes.wrong.length, bytes.right.length, fix.length]
    expect([...texts, ...code].filter(text => text.trim() === '')).toEqual([])
    expect(Math.min(...parts)).toBeGreaterThan(0)
  })

  test('says what it means in two to five sentences, with backquotes in pairs and no exclamation mark', () => {
    expect(meaning.length).toBeGreaterThan(1)
    expect(meaning.length).toBeLessThan(6)
    const texts = [title, ...meaning, find.place]
    expect(texts.filter(text => text.split('`').length % 2 === 0)).toEqual([])
    expect(texts.filter(text => text.replace(/`[^`]*`/g, '').includes('!'))).toEqual([])
  })

  test(`shows lines of a transcript, none wider than ${widest} columns`, () => {
    expect(lines.filter(line => !/^[><*|#](?: |$)/.test(line))).toEqual([])
    expect(lines.filter(line => line.length > widest)).toEqual([])
  })

  test('shows corrections no wider than its transcripts, each of which changes something', () => {
    expect(fix.flatMap(({ wrong, right }) => [...wrong, ...right]).filter(line => line.length > widest)).toEqual([])
    for (const { wrong, right } of fix) expect(wrong).not.toEqual(right)
  })

  test('gives as wrong what the judge calls by this code, and as right what it passes', () => {
    const transcript = transcriptOf(bytes.right, additions[page.code])
    const verdict = judge(transcript, traceOf(bytes.wrong))
    expect(verdict.type === 'failed' && verdict.diagnosis.code).toBe(page.code)
    expect(judge(transcript, traceOf(bytes.right))).toEqual({ type: 'passed' })
  })
})
