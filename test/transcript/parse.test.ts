// What a `.trace` file says, line by line.

import { describe, expect, test } from 'vitest'
import { bytesFromLatin1, latin1From } from '../../src/http/index.ts'
import { parseTranscript, sentBytesOf } from '../../src/transcript/index.ts'
import type { ExpectStep } from '../../src/transcript/index.ts'

const sample = [
  '# A header becomes HTTP_*',
  "# Upper case, and every '-' becomes '_'.",
  '#!id: header',
  '#!points: 3',
  '> GET /hello?name=ada HTTP/1.1',
  '> Host: localhost:8888',
  '>',
  '< HTTP/1.1 200 OK',
  '< Content-Type: text/plain',
  '< Content-Length: {number}',
  '<',
  '<+ HTTP_X_REQUEST_ID=42',
  '<- HTTP_X-REQUEST-ID=42',
  '* closed',
  '',
].join('\n')

function sent(line: string): string {
  return latin1From(sentBytesOf(parseTranscript(`${line}\n`)))
}

function expectation(...lines: readonly string[]): ExpectStep {
  const steps = parseTranscript(['> x', ...lines].join('\n')).steps.filter(step => step.type === 'expect')
  expect(steps).toHaveLength(1)
  return steps[0]!
}

describe('a transcript', () => {
  test('has a title, a why, properties and steps in the order of the file', () => {
    const transcript = parseTranscript(sample, 'header.trace')
    expect(transcript.path).toBe('header.trace')
    expect(transcript.title).toBe('A header becomes HTTP_*')
    expect(transcript.why).toEqual(["Upper case, and every '-' becomes '_'."])
    expect(transcript.properties).toEqual({ id: 'header', points: 3 })
    const types = transcript.steps.map(step => `${step.line} ${step.type}`)
    expect(types.slice(4)).toEqual(['5 send', '6 send', '7 send', '8 expect', '14 closed'])
  })

  test('is the same with CRLF line ends, a byte order mark and no last line end', () => {
    const plain = parseTranscript(sample)
    expect(parseTranscript(`\uFEFF${sample.replaceAll('\n', '\r\n')}`)).toEqual(plain)
    expect(parseTranscript(sample.slice(0, -1))).toEqual(plain)
  })

  test('takes a comment after the first line that is none as a comment only', () => {
    const { title, why } = parseTranscript('> x\n# later\n')
    expect({ title, why }).toEqual({ title: undefined, why: [] })
  })

  test('without a line has no steps', () => {
    expect(parseTranscript('').steps).toEqual([])
  })

  test.each([
    ['#!id: a-b', { id: 'a-b' }],
    ['#!app: app.ts:application', { app: 'app.ts:application' }],
    [`#!argv: app.ts 'two words' "x"`, { argv: ['app.ts', 'two words', 'x'] }],
    ['#!points: 12', { points: 12 }],
    ['#!until: start-response', { until: 'start-response' }],
    ['#!replay: as-written', { replay: 'as-written' }],
    ['#!hidden: true', { hidden: true }],
    ['#!hidden: false', { hidden: false }],
    ['#!id:no-space', { id: 'no-space' }],
  ])('%s sets a property', (line, properties) => {
    expect(parseTranscript(line).properties).toEqual(properties)
  })
})

describe('a > line', () => {
  test.each([
    ['> GET / HTTP/1.1', 'GET / HTTP/1.1\r\n'],
    ['>', '\r\n'],
    ['> ', '\r\n'],
    ['>  x', ' x\r\n'],
    ['> x\\n', 'x\n'],
    ['> x\\r', 'x\r'],
    ['> x\\r\\n', 'x\r\n'],
    ['> x\\', 'x'],
    ['> x\\\\', 'x\\\r\n'],
    ['> x\\\\\\', 'x\\'],
    ['> x\\x0a', 'x\n\r\n'],
    ['> \\r\\n\\t\\0\\\\\\x41\\xff.', '\r\n\t\0\\A\xff.\r\n'],
    ['> é', '\xc3\xa9\r\n'],
    ['> {repeat ab 3}', 'ababab\r\n'],
    ['> {repeat   2}\\', '  '],
    ['> {repeat \\xff\\} 2}\\', '\xff}\xff}'],
    ['> {"a": {"b": [1]}}', '{"a": {"b": [1]}}\r\n'],
    ['> {any}{repeated}', '{any}{repeated}\r\n'],
    ['> \\{repeat x 3}', '{repeat x 3}\r\n'],
  ])('%s sends exactly its bytes', (line, bytes) => {
    expect(sent(line)).toBe(bytes)
  })
})

describe('a < block', () => {
  test('has a status line whose reason is compared only when written', () => {
    const { status } = expectation('< HTTP/1.1 200')
    expect([status?.version.source, status?.code.source, status?.reason]).toEqual(['HTTP/1.1', '200', undefined])
    expect(expectation('< HTTP/1.1 404 Not Found').status?.reason?.source).toBe('Not Found')
    expect(expectation('< HTTP/1.1 {one of 200|4 4} {any}').status?.code.parts).toEqual([
      { type: 'one-of', choices: ['200', '4 4'] },
    ])
  })

  test('has fields with lower-cased names, trimmed values and the rule of their role', () => {
    const { fields } = expectation(
      '< HTTP/1.1 200 OK',
      '< Content-TYPE:  text/plain ',
      '<+ Date: {http-date}',
      '<- Server',
    )
    expect(fields.map(({ rule, name, value }) => [rule, name, value?.source])).toEqual([
      ['must-have', 'content-type', 'text/plain'],
      ['must-occur', 'date', '{http-date}'],
      ['must-not-occur', 'server', undefined],
    ])
    expect(fields[0]?.value?.parts).toEqual([{ type: 'literal', text: 'text/plain' }])
  })

  test.each([
    ['no empty line', [], 'unchecked'],
    ['an empty line and nothing', ['<'], 'empty'],
    ['an empty line and lines', ['<', '< a'], 'exact'],
    ['an empty line and rules', ['<', '<+ a', '<- b'], 'lines'],
  ])('with %s has a body of its own kind', (_, lines, type) => {
    expect(expectation('< HTTP/1.1 200 OK', ...lines).body.type).toBe(type)
  })

  test.each([
    ['< a', 'a', 'line'],
    ['< a\\r\\n', 'a', 'crlf'],
    ['< a\\r', 'a', 'crlf'],
    ['< a\\n', 'a', 'lf'],
    ['< a\\', 'a', 'none'],
    ['< a\\n\\', 'a\n', 'none'],
    ['< a\\r\\r\\n', 'a\r', 'crlf'],
    ['< \\xe9\\{x}', '\xe9{x}', 'line'],
    ['< é', '\xc3\xa9', 'line'],
    ['< {repeat ab 2}', 'abab', 'line'],
  ])('reads the body line %s with its end', (line, text, end) => {
    const { body } = expectation('< HTTP/1.1 200 OK', '<', line)
    const [only] = body.type === 'exact' ? body.lines : []
    expect(only?.pattern.parts).toEqual([{ type: 'literal', text }])
    expect(only?.end).toBe(end)
  })

  test('ends where a line reads like a status line, in the head and in the body', () => {
    const transcript = parseTranscript('> x\n< HTTP/1.1 100 Continue\n< HTTP/1.1 200 OK\n<\n< a\n< HTTP/1.0 404\n')
    expect(transcript.steps.map(step => step.line)).toEqual([1, 2, 3, 6])
  })

  test('goes on when the first byte of such a line is escaped', () => {
    const { body } = expectation('< HTTP/1.1 200 OK', '<', '< \\x48TTP/1.1 200 OK')
    expect(body.type).toBe('exact')
  })

  test('goes on over comments and empty lines', () => {
    const { lines } = expectation('< HTTP/1.1 200 OK', '# why', '', '< A: b', '# after')
    expect(lines.map(line => line.role)).toEqual(['<', '#', '#', '<'])
  })

  test('is counted on its own connection', () => {
    const transcript = parseTranscript('> x\n* connection B\n> y\n* connection A\n< HTTP/1.1 200\n')
    expect(transcript.steps.at(-1)?.type).toBe('expect')
  })
})

describe('a * line', () => {
  test.each([
    ['split', { type: 'split' }],
    ['pause 30 ms', { type: 'pause', ms: 30 }],
    ['half-close', { type: 'half-close' }],
    ['connection B', { type: 'connection', name: 'B' }],
    ['reset', { type: 'reset' }],
    ['closed', { type: 'closed' }],
    ['open', { type: 'open' }],
    ['waiting 100 ms', { type: 'waiting', ms: 100 }],
    ['within 200 ms', { type: 'within', ms: 200 }],
  ])('%s is an act or a fact', (source, act) => {
    expect(parseTranscript(`* ${source}`).steps).toEqual([{ line: 1, source, ...act }])
  })
})

test('bytes and latin-1 text are two forms of the same', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256)
  expect(bytesFromLatin1(latin1From(bytes))).toEqual(bytes)
})
