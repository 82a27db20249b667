// Patterns against texts, with a plain RegExp as the oracle, and where exactly they part.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import { matchBody, matchPattern, parsePattern, parseTranscript } from '../../src/transcript/index.ts'
import type { BodyMatch, Pattern } from '../../src/transcript/index.ts'

const date = 'Sun, 06 Nov 1994 08:49:37 GMT'

describe('a pattern', () => {
  test.each([
    ['abc', 'abc'],
    ['', ''],
    ['{any}', ''],
    ['{any}{any}', 'anything\r'],
    ['a{any}c', 'abc'],
    ['a{any}b{any}b', 'a b b b'],
    ['{number}', '0123'],
    ['{number}3', '123'],
    ['{number}{number}', '12'],
    ['{any}{number} bytes', 'has 1 or 12 bytes'],
    ['{http-date}', date],
    ['on {any}{http-date}', `on S${date}`],
    ['{one of a|ab|abc}c', 'abc'],
    ['{one of |x}', ''],
    ['\\xe9', '\xe9'],
    ['é', '\xc3\xa9'],
    ['{any}\\n{any}', 'a\nb'],
  ])('%j matches %j', (pattern, text) => {
    expect(matchPattern(parsePattern(pattern), text)).toEqual({ matched: true })
  })

  test.each([
    ['abc', 'abd', 2, { type: 'literal', text: 'c' }],
    ['abc', 'ab', 2, { type: 'literal', text: 'c' }],
    ['abc', 'abcd', 3, { type: 'end' }],
    ['', 'x', 0, { type: 'end' }],
    ['{number}', 'x', 0, { type: 'number' }],
    ['{number}', '12a', 2, { type: 'end' }],
    ['{number} b', '12xb', 2, { type: 'literal', text: ' b' }],
    ['{http-date}', 'Sun, 6 Nov 1994 08:49:37 GMT', 6, { type: 'http-date' }],
    ['{http-date}', 'Sunday', 3, { type: 'http-date' }],
    ['{one of ab|ac}', 'ad', 1, { type: 'one-of', choices: ['ab', 'ac'] }],
    ['a{any}z', 'abc', 3, { type: 'literal', text: 'z' }],
    ['a{any}', 'b', 0, { type: 'literal', text: 'a' }],
    ['{any}', 'a\nb', 1, { type: 'end' }],
    ['{any}\\nab\\x20', 'x\nac', 3, { type: 'literal', text: 'b ' }],
    ['HTTP/{number}.{number}', 'HTTP/1,1', 6, { type: 'literal', text: '.' }],
  ])('%j parts from %j at byte %i', (pattern, text, offset, expected) => {
    expect(matchPattern(parsePattern(pattern), text)).toEqual({ matched: false, offset, expected })
  })

  test('matches what a RegExp of it matches', () => {
    fc.assert(
      fc.property(patternSource, shortText, (source, text) => {
        const pattern = parsePattern(source)
        expect(matchPattern(pattern, text).matched).toBe(oracle(pattern).test(text))
      }),
      { seed: 3, numRuns: 3000 },
    )
  })

  test('matches every text made of it', () => {
    const made = fc
      .array(piece, { maxLength: 6 })
      .map(pieces => [pieces.map(([source]) => source).join(''), pieces.map(([, text]) => text).join('')] as const)
    fc.assert(
      fc.property(made, ([source, text]) => {
        expect(matchPattern(parsePattern(`${source}a`), `${text}a`)).toEqual({ matched: true })
      }),
      { seed: 4, numRuns: 1000 },
    )
  })

  test('names a byte after which nothing could have matched, and before which something could', () => {
    fc.assert(
      fc.property(patternSource, shortText, shortText, (source, text, tail) => {
        const pattern = parsePattern(source)
        const result = matchPattern(pattern, text)
        if (result.matched || result.offset === text.length) return
        expect(oracle(pattern).test(text.slice(0, result.offset + 1) + tail)).toBe(false)
        const cutShort = matchPattern(pattern, text.slice(0, result.offset))
        expect(cutShort.matched || cutShort.offset === result.offset).toBe(true)
      }),
      { seed: 5, numRuns: 3000 },
    )
  })

  test.each([
    ['{any}a{any}a{any}a{any}a{any}a{any}a{any}a{any}b', 'a'],
    ['{any}{number}{any}{number}{any}{number}{any}x', '1'],
    ['{any}{number}{number}{number}x', '1'],
    ['{any}{repeat a 8000}b', 'a'],
    [`${'{any}aa'.repeat(8)}{any}b`, 'a'],
    ['{any}{one of a|aa|aaa}{one of a|aa|aaa}b', 'a'],
    ['{any}{http-date}{any}{http-date}', 'M'],
  ])('%j takes no time to speak of on a megabyte', (source, char) => {
    expect(matchPattern(parsePattern(source), char.repeat(1_000_000)).matched).toBe(false)
  })
})

const piece = fc.constantFrom(
  ...([
    ['{any}', ''],
    ['{any}', 'xa1'],
    ['{number}', '1'],
    ['{number}', '11'],
    ['a', 'a'],
    ['aab', 'aab'],
    ['1', '1'],
    ['{one of a|aa|}', 'aa'],
    ['{one of b1|b}', 'b'],
    ['\\n', '\n'],
    ['{http-date}', date],
    ['{now}', date],
    ['{port}', '11'],
  ] as const),
)
// A final \n would be read as the line's end: a literal after it keeps it a byte.
const patternSource = fc.array(piece, { maxLength: 6 }).map(pieces => `${pieces.map(([source]) => source).join('')}a`)
const shortText = fc
  .array(fc.constantFrom('a', 'b', '1', '\n', 'aab', date, 'Mon, 0'), { maxLength: 7 })
  .map(pieces => pieces.join(''))

function oracle({ parts }: Pattern): RegExp {
  const escaped = (text: string) =>
    text.replace(/[^A-Za-z0-9]/g, char => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
  const sources = parts.map(part => {
    if (part.type === 'any') return '[^\\n]*'
    if (part.type === 'number' || part.type === 'port' || part.type === 'client-port') return '[0-9]+'
    if (part.type === 'http-date' || part.type === 'now')
      return '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT'
    return part.type === 'literal' ? escaped(part.text) : `(?:${part.choices.map(escaped).join('|')})`
  })
  return new RegExp(`^${sources.join('')}$`)
}

describe('a body', () => {
  test.each([
    ['line ends either way', ['< a', '< b'], 'a\r\nb\n'],
    ['CRLF where it is written', ['< a\\r\\n'], 'a\r\n'],
    ['LF where it is written', ['< a\\n'], 'a\n'],
    ['no line end', ['< a', '< b\\'], 'a\nb'],
    ['an empty line', ['<'], '\r\n'],
    ['placeholders', ['< {number} {any}', '< {any}\\'], '1 x\r\ny'],
    ['a line that must occur', ['<+ b', '<- c'], 'a\r\nb\r\n'],
    ['a last line without end that must occur', ['<+ b'], 'a\nb'],
    ['nothing', [], ''],
  ])('matches with %s', (_, lines, body) => {
    expect(bodyMatch(lines, body)).toEqual({ matched: true })
  })

  test.each([
    ['another byte', ['< abc', '< def'], 'abc\r\ndxf\r\n', 6, 5, { type: 'literal', text: 'ef' }],
    ['LF for CRLF', ['< a\\r\\n'], 'a\n', 1, 4, { type: 'line-end', end: 'crlf' }],
    ['CRLF for LF', ['< a\\n'], 'a\r\n', 1, 4, { type: 'line-end', end: 'lf' }],
    ['no line end', ['< a', '< b'], 'a\nb', 3, 5, { type: 'line-end', end: 'line' }],
    ['a line end too many', ['< a\\'], 'a\n', 1, 4, { type: 'end' }],
    ['a line too many', ['< a'], 'a\nb\n', 2, 4, { type: 'end' }],
    ['a line too few', ['< a', '< b'], 'a\n', 2, 5, { type: 'literal', text: 'b' }],
    ['something for nothing', [], 'x', 0, 3, { type: 'end' }],
  ])('with %s parts at its byte', (_, lines, body, offset, line, expected) => {
    expect(bodyMatch(lines, body)).toEqual({ matched: false, offset, line, expected })
  })

  test('without a line that must occur parts at its end, with one that must not at that line', () => {
    expect(bodyMatch(['<+ b', '<+ c'], 'b\n')).toMatchObject({ offset: 2, line: 5, expected: { type: 'missing-line' } })
    expect(bodyMatch(['<- b'], 'a\r\nb\r\n')).toMatchObject({ offset: 3, line: 4, expected: { type: 'unwanted-line' } })
  })

  test('of a megabyte and ten thousand lines is compared at once', () => {
    const body = Array.from({ length: 10_000 }, (_, index) => `${index} ${'x'.repeat(100)}\n`).join('')
    const lines = Array.from({ length: 10_000 }, () => '< {number} {any}x{any}')
    expect(bodyMatch(lines, body)).toEqual({ matched: true })
    expect(bodyMatch(lines, `${body}!`)).toMatchObject({ matched: false, offset: body.length })
  })
})

function bodyMatch(lines: readonly string[], body: string): BodyMatch {
  const transcript = parseTranscript(['> x', '< HTTP/1.1 200 OK', '<', ...lines].join('\n'))
  const step = transcript.steps.find(step => step.type === 'expect')!
  const bytes = Uint8Array.from(body, char => char.charCodeAt(0))
  expect(latin1From(bytes)).toBe(body)
  return matchBody(step.body, bytes)
}
