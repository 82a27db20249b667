// A failure becomes words: five parts that a terminal may be given, and a caret under the byte.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain, judge, markedCodes, type Diagnosis, type Explanation } from '../../src/check/index.ts'
import type { Trace } from '../../src/trace/index.ts'
import { parseTranscript, type Segmentation, type Transcript } from '../../src/transcript/index.ts'
import { messageBytes, segmentsOf } from '../trace/arbitrary.ts'
import { ended, get, line, octets, opened, received, reset, sent, traceOf, type Event } from '../trace/events.ts'
import { traceOfCase, type Case } from './case.ts'
import { cases, greeting } from './cases.ts'

/** The explanation of what the judge says of a trace. */
function explained(transcript: Transcript, trace: Trace): Explanation {
  const verdict = judge(transcript, trace)
  if (verdict.type !== 'failed') throw new Error('nothing failed')
  return explain(verdict.diagnosis, { trace, transcript })
}

const explainedCase = (one: Case): Explanation =>
  explained(parseTranscript((one.asks ?? greeting).join('\n')), traceOfCase(one))

const answered = (text: string | Uint8Array): Trace => traceOf(opened(), sent(get), received(text), ended())
const transcript = parseTranscript(greeting.join('\n'))

/** The texts of an explanation. */
function textsOf({ what, expected, received, reference, next, where }: Explanation): readonly string[] {
  return [what, expected, received, next, reference ?? '', where?.text ?? '', where?.label ?? '']
}

describe.each(cases.map(one => [`${one.code}${one.when === undefined ? '' : `, ${one.when}`}`, one] as const))(
  'the explanation of %s',
  (_, one) => {
    const explanation = explainedCase(one)

    test('has the parts that are words', () => {
      const { code, what, expected, received, next } = explanation
      expect(code).toBe(one.code)
      expect([what, expected, received, next].filter(text => text.trim() === '' || text !== text.trim())).toEqual([])
    })

    test('says what is wrong in less than 100 characters, without a final stop', () => {
      expect(explanation.what.length).toBeLessThan(100)
      expect(explanation.what).not.toMatch(/[.:;,]$/)
      expect(explanation.next).toMatch(/[.?]$/)
    })

    test('has no control character, no line end and no exclamation mark', () => {
      expect(textsOf(explanation).filter(text => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text))).toEqual([])
      const { what, expected, next } = explanation
      expect([what, expected, next].filter(text => text.includes('!'))).toEqual([])
    })

    test('marks columns that are there', () => {
      const { where } = explanation
      expect(where === undefined || where.column + where.width <= where.text.length).toBe(true)
      expect(where?.role ?? '<').toBe('<')
    })

    test('counts in the right number', () => {
      expect(textsOf(explanation).filter(text => /\b1 (bytes|characters|segments)\b|\b([02-9]|\d\d+) (byte|character|segment)\b/.test(text))).toEqual([])
    }) // prettier-ignore
  },
)

describe('the caret', () => {
  test('stands under byte 8 where the space after the version is missing', () => {
    const explanation = explained(transcript, answered('HTTP/1.1200 OK\r\n\r\nhi'))
    expect(explanation).toEqual({
      code: 'bad-status-line',
      what: 'the status line has no space after the version',
      replay: undefined,
      where: { role: '<', text: 'HTTP/1.1200 OK\\r\\n', column: 8, width: 1, label: 'byte 8' },
      source: undefined,
      expected: 'a space',
      received: '"HTTP/1.1200 OK"',
      reference: 'RFC 9112 §4',
      next: 'The version, the code and the reason are parted by one space each.',
    })
  })

  test.each([
    ['escapes before it', 'HTTP/1.1 200 \x1b\x1b\nA: b\r\n\r\nhi', '\\x1b\\x1b', 21, 2],
    ['a line further down', 'HTTP/1.1 200 OK\r\nA: b\n\r\nhi', 'A: b\\n', 4, 2],
    ['the end of a line', 'HTTP/1.1 200 OK\n\r\nhi', 'HTTP/1.1 200 OK\\n', 15, 2],
  ] as const)('stands where it belongs with %s', (_, text, shown, column, width) => {
    const { where } = explained(transcript, answered(octets(text)))
    expect(where?.text).toContain(shown)
    expect([where?.column, where?.width]).toEqual([column, width])
  })

  test('is in sight in a line of any length', () => {
    const { where } = explained(transcript, answered(`HTTP/1.1 200 OK\r\n\r\n${'h'.repeat(500)}`))
    expect(where?.text.length).toBeLessThanOrEqual(64)
    const long = explained(transcript, answered(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(500)}\x01c\r\n\r\nhi`))
    expect(long.where).toMatchObject({ text: `${'b'.repeat(32)}\\x01c\\r\\n`, column: 32, width: 4, label: 'byte 520' })
  })

  test('stands in text whose characters are whole', () => {
    const body = `${'中'.repeat(50)}!${'文'.repeat(50)}`
    const { where } = explained(
      parseTranscript(greeting.join('\n').replace('hi', body.replace('!', '?'))),
      answered(`HTTP/1.1 200 OK\r\n\r\n${body}`),
    )
    expect(where).toMatchObject({ text: `${'中'.repeat(10)}!${'文'.repeat(11)}`, column: 10, width: 1 })
  })

  test('stands under the learner’s own line where no byte is at fault', () => {
    const diagnosis: Diagnosis = { code: 'threw', name: 'Error', message: 'no', source: { ...line(31), column: 7 } }
    const where = (text: string | undefined): unknown =>
      explain(diagnosis, { trace: traceOf(), sourceLine: () => text }).where
    expect(where('    throw no')).toEqual({ role: 'source', text: 'throw no', column: 2, width: 1, label: 'server.ts:31' })
    expect(where('\tx\x1b[2J')).toMatchObject({ text: 'x [2J', column: 5 })
    expect(where(`${'a'.repeat(6)}\u202e${'b'.repeat(5000)}`)).toMatchObject({ text: `aaaaaa ${'b'.repeat(93)}`, column: 6 })
    expect(where(undefined)).toBeUndefined()
  }) // prettier-ignore
})

describe('the way of cutting that fails', () => {
  const cuts = (name: Segmentation['name'], ...cuts: readonly number[]): Segmentation => ({ name, cuts })

  test.each([
    ['a CRLF', cuts('cut between CR and LF', 15), 'when cut after byte 15, inside a CRLF'],
    ['a line end', cuts('one line a segment', 16), 'when cut after byte 16, after a line'],
    ['a line', cuts('random cuts', 4), 'when cut after byte 4, inside a line'],
    [
      'two places',
      cuts('random cuts', 4, 15),
      'when cut after byte 4, inside a line; and after byte 15, inside a CRLF',
    ],
    ['many places', cuts('one byte a segment', 1, 2, 3, 4), 'with one byte a segment'],
  ] as const)('is said for %s', (_, replay, words) => {
    const diagnosis: Diagnosis = { code: 'silent', ms: 1000, request: '' }
    const { replay: sentence } = explain(diagnosis, { trace: traceOf(), transcript, replay })
    expect(sentence).toBe(`passes in one piece; fails ${words}`)
  })

  test('is not said for what fails as written', () => {
    const diagnosis: Diagnosis = { code: 'silent', ms: 1000, request: '' }
    expect(explain(diagnosis, { trace: traceOf(), transcript }).replay).toBeUndefined()
    expect(explain(diagnosis, { trace: traceOf(), replay: cuts('random cuts') }).replay).toBeUndefined()
  })
})

const escapes = '\x1b[2J\x1b]0;gone\x07\r\x9b31m\x00\u202e'
const hostile: readonly (readonly [string, readonly Event[]])[] = [
  ['no status line', [opened(), sent(get), received(octets(escapes)), ended()]],
  ['a status line', [opened(), sent(get), received(octets(`HTTP/1.1${escapes} 200 OK\r\n\r\nhi`)), ended()]],
  ['a code', [opened(), sent(get), received(octets(`HTTP/1.1 ${escapes}\r\n\r\nhi`)), ended()]],
  ['a reason', [opened(), sent(get), received(`HTTP/1.1 404 ${escapes}\r\n\r\nhi`), ended()]],
  ['a header line', [opened(), sent(get), received(octets(`HTTP/1.1 200 OK\r\nA${escapes}: b\r\n\r\nhi`)), ended()]],
  ['a length', [opened(), sent(get), received(octets(`HTTP/1.1 200 OK\r\nContent-Length: ${escapes}\r\n\r\nhi`)), ended()]],
  ['a chunk', [opened(), sent(get), received(octets(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${escapes}`)), ended()]],
  ['a body', [opened(), sent(get), received(octets(`HTTP/1.1 200 OK\r\n\r\n${escapes}`)), ended()]],
  ['what follows a body', [opened(), sent(get), received(octets(`HTTP/1.1 200 OK\r\n\r\nhi${escapes}`)), ended()]],
  ['what it threw', [{ type: 'threw', name: escapes, message: escapes, at: undefined, stack: [] }]],
  ['what it threw while it served', [opened(), sent(get), { type: 'threw', name: escapes, message: escapes, at: undefined, stack: [] }]],
  ['what it printed', [{ type: 'output', stream: 'stderr', bytes: octets(escapes) }, { type: 'exited', code: 1, signal: undefined }]],
  ['its syntax', [{ type: 'syntax-error', message: escapes, at: undefined, hint: escapes }]],
  ['its address', [{ type: 'listening', address: escapes, port: 8888, asked: 8888 }]],
  ['the signal that ended it', [{ type: 'exited', code: undefined, signal: escapes }]],
  ['the request that killed it', [opened(), sent(octets(`GET ${escapes} HTTP/1.1\r\n\r\n`)), { type: 'exited', code: 1, signal: undefined }]],
] // prettier-ignore

describe('what a server or a program says reaches no terminal as it is', () => {
  test.each(hostile)('in %s', (_, events) => {
    const texts = textsOf(explained(transcript, traceOf(...events)))
    expect(texts.filter(text => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))).toEqual([])
  })
})

const ofLessons: readonly (readonly [string, string, string])[] = [
  ['a greeting', get, greeting.join('\n')],
  ['an environ', 'GET /a%20b?c HTTP/1.1\r\nHost: a\r\nX_Y: 1\r\nB: 1\r\nB: 2\r\n\r\n', [
    '> GET /a%20b?c HTTP/1.1', '> Host: a', '> X_Y: 1', '> B: 1', '> B: 2', '>', '< HTTP/1.1 200', '<',
    '< HTTP_B=1, 2', '< HTTP_HOST=a', '< PATH_INFO=/a b', '< SERVER_PORT={port}', '#!means: wrong-value x={any}',
  ].join('\n')],
  ['an input', 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nh\xe9y', [
    '> POST / HTTP/1.1', '> Content-Length: 3', '>', '> h\\xe9y\\', '< HTTP/1.1 500', '< Date: {now}', '<', '<+ h\\xe9y', '<- {any}Error{any}',
  ].join('\n')],
] // prettier-ignore

const bodyText = fc
  .array(fc.constantFrom('HTTP_B=', 'HTTP-B=', 'B=', 'X_Y=', 'PATH_INFO=', '/a b', '/a%20b?c', '1', ', ', '\n', '\r\n', 'x=', 'undefined', escapes, '\xe9', 'POST / HTTP/1.1\r\nCont', 'Error: no', '104,101'), { maxLength: 12 })
  .map(pieces => octets(`HTTP/1.1 200 OK\r\nDate: ${escapes}\r\n\r\n${pieces.join('')}`)) // prettier-ignore

test.each(ofLessons)('any bytes for %s get a verdict, and any failure words that can go to a terminal', (_, request, asks) => {
  const transcript = parseTranscript(asks)
  const answers = fc.oneof(messageBytes.chain(segmentsOf), bodyText.map(bytes => [bytes]))
  fc.assert(
    fc.property(answers, fc.boolean(), (reads, isEnded) => {
      const events = [opened(), sent(octets(request)), ...reads.map(bytes => received(bytes)), isEnded ? ended() : reset()]
      const trace = { ...traceOf(...events), clockMs: 0 }
      const verdict = judge(transcript, trace)
      const said = verdict.type === 'failed' ? explain(verdict.diagnosis, { trace, transcript }) : undefined
      expect(said === undefined ? '' : textsOf(said).join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(said?.from?.text ?? '').not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(said?.what.length ?? 0).toBeLessThan(100)
    }),
  )
}) // prettier-ignore

describe('what is wrong stays short', () => {
  const long = 'x'.repeat(5000)
  const beyond = 'é'.repeat(500)
  test.each([long, beyond, '\x01'.repeat(500), escapes.repeat(20)])('for any text, as in %#', text => {
    const facts: readonly Diagnosis[] = [
      { code: 'syntax-error', message: text, hint: undefined },
      { code: 'threw', name: text, message: text },
      { code: 'other-address', address: text, port: 1 },
      { code: 'silent', ms: 1, request: octetsOf(text) },
      { code: 'closed-empty', request: octetsOf(text) },
      { code: 'crashed-by-request', request: octetsOf(text), hasClientLeft: false, exitCode: 1, signal: undefined, thrown: undefined, isRunning: false },
      { code: 'wrong-status', part: 'reason', expected: text, received: octetsOf(text) },
      { code: 'wrong-status', part: 'code', expected: text, received: octetsOf(text) },
      { code: 'wrong-header', name: octetsOf(text), how: 'unwanted', expected: undefined, received: octetsOf(text) },
      ...markedCodes.map(code => ({ code, key: octetsOf(text), expected: octetsOf(text), received: octetsOf(text) })),
      { code: 'not-refused', expected: '400', received: '200', request: octetsOf(text) },
      { code: 'pipelined-lost', request: octetsOf(text), ms: 1 },
      { code: 'repeats-lost', name: octetsOf(text), expected: [text, text], received: [octetsOf(text)] },
    ] // prettier-ignore
    const texts = facts.map(diagnosis => explain(diagnosis, { trace: traceOf() }))
    expect(texts.filter(({ what }) => what.length >= 100).map(({ what }) => what)).toEqual([])
    expect(texts.flatMap(({ received }) => (received.length > 300 ? [received] : []))).toEqual([])
  })

  test('and cuts no character, and shows that something was cut', () => {
    const { received } = explain({ code: 'no-status-line', found: octetsOf('é'.repeat(100)) }, { trace: traceOf() })
    expect(received).toMatch(/^"é+…"$/)
  })
})

describe('what a check asks for is shown as its file writes it', () => {
  const asked = ['> GET / HTTP/1.1', '> Host: a', '>']
  test.each([
    ['a header', ['< HTTP/1.1 200', '< X: caf\\xe9 中文 {any}'], 'X: caf\\xe9 中文 {any}'],
    ['a line of a body', ['< HTTP/1.1 200', '<', '<+ caf\\xe9 中文'], '"caf\\xe9 中文"'],
    ['a reason', ['< HTTP/1.1 200 中文'], '中文'],
    ['a whole body', ['< HTTP/1.1 200', '<', '< hi 中文\\'], '"中文"'],
  ] as const)('%s', (_, asks, expected) => {
    const transcript = parseTranscript([...asked, ...asks].join('\n'))
    expect(explained(transcript, answered('HTTP/1.1 200 OK\r\n\r\nhi ')).expected).toBe(expected)
  })
})

/** Text as the bytes of its UTF-8, one character a byte. */
function octetsOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}
