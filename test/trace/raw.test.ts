// A trace becomes a transcript that asks for the same again, and that this very trace passes.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnosisPages, judge, pageOf } from '../../src/check/index.ts'
import { joinBytes, latin1From } from '../../src/http/index.ts'
import { formatRaw, type Trace } from '../../src/trace/index.ts'
import {
  TranscriptError,
  parseTranscript,
  segmentsOf as sendSegmentsOf,
  sentBytesOf,
} from '../../src/transcript/index.ts'
import { messageBytes, segmentsOf } from './arbitrary.ts'
import { traceOf as traceOfLines } from '../check/page-bytes.ts'
import { aborted, closed, ended, get, halfClosed, limit, octets, opened, probe, received, reset, sent, traceOf, type Event } from './events.ts' // prettier-ignore

const ok = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']

function raw(...events: readonly Event[]): readonly string[] {
  return formatRaw(traceOf(opened(), ...events))
    .split('\n')
    .slice(0, -1)
}

describe('a saved trace', () => {
  test('reads like the trace', () => {
    expect(raw(sent(get), received('HTTP/1.1 200 OK\r\nA: b\r\n\r\nhi\r\n'), ended(), closed())).toEqual([
      ...getLines,
      '< HTTP/1.1 200 OK',
      '< A: b',
      '<',
      '< hi',
      '* closed',
    ])
  })

  test('keeps the segments of the client', () => {
    const text = formatRaw(traceOf(sent('GET / HT'), sent('TP/1.1\r'), sent('\n\r\n'), received(ok(''))))
    expect(text.split('\n').slice(0, 5)).toEqual(['> GET / HT\\', '* split', '> TP/1.1\\r', '* split', '> \\n'])
    const segments = sendSegmentsOf(parseTranscript(text), []).flatMap(({ segments }) => segments)
    expect(segments.map(({ bytes }) => bytes.length)).toEqual([8, 7, 3])
  })

  test.each([
    ['the client ends its side', [sent(get), halfClosed(), received(ok(''))], '* half-close'],
    ['the client resets the connection', [sent(get), aborted()], '* reset'],
    ['a limit passes without a byte', [sent('GET /'), limit('first-byte', 100)], '* waiting 100 ms'],
    ['a second connection is opened', [sent(get), sent(get, 'B')], '* connection B'],
  ] as const)('says that %s', (_, events, line) => {
    expect(raw(...events)).toContain(line)
  })

  test('leaves out what the runner did to learn more, and what the program said', () => {
    expect(raw(sent(get), probe(), { type: 'never-listened', ms: 1 })).toEqual(getLines)
  })

  test('has the heading it is given', () => {
    const text = formatRaw(traceOf(sent(get)), { title: 'A request', properties: { id: 'a' } })
    expect(text.split('\n').slice(0, 2)).toEqual(['# A request', '#!id: a'])
  })
})

const recorded: readonly (readonly [string, Trace])[] = [
  ['an answer and the close', traceOf(opened(), sent(get), received(ok('hi')), ended(), closed())],
  ['an answer that ends with the connection', traceOf(opened(), sent(get), received('HTTP/1.1 200 OK\r\n\r\nhi'), ended())],
  ['an empty answer', traceOf(opened(), sent(get), received('HTTP/1.1 204 No Content\r\n\r\n'))],
  ['the answer to HEAD', traceOf(opened(), sent('HEAD / HTTP/1.1\r\n\r\n'), received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'))],
  ['chunks', traceOf(opened(), sent(get), received('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\r\n\r\n0\r\n\r\n'))],
  ['an interim answer', traceOf(opened(), sent(get), received(`HTTP/1.1 100 Continue\r\n\r\n${ok('hi')}`))],
  ['requests one after another', traceOf(opened(), sent(get), received(ok('a')), sent(get), received(ok('b')), ended())],
  ['requests all at once', traceOf(opened(), sent(get + get), received(ok('a') + ok('b')))],
  ['two connections', traceOf(opened(), sent('GET /'), opened('B'), sent(get, 'B'), received(ok('b'), 'B'), sent(' HTTP/1.1\r\n\r\n'), received(ok('a')))],
  ['an answer in many pieces', traceOf(opened(), sent(get), ...ok('hi').split('').map(octet => received(octet)))],
  ['a body of bytes', traceOf(opened(), sent(get), received(octets('HTTP/1.1 200 OK\r\n\r\n\0\x1b\xff\r\n{any}\n\n')), ended())],
  ['placeholders in a field', traceOf(opened(), sent(get), received('HTTP/1.1 200 {any}\r\nA: {number} \\x\r\n\r\n'), ended())],
  ['a body that reads like an answer', traceOf(opened(), sent(get), received(ok('HTTP/1.1 200 OK\r\n')), ended())],
  ['a body of empty lines', traceOf(opened(), sent(get), received(ok('\r\n\n\r\n')), ended())],
  ['a long run of one letter', traceOf(opened(), sent(get), received(ok('a'.repeat(5000))))],
  ['fields that come twice', traceOf(opened(), sent(get), received('HTTP/1.1 200 OK\r\nA: b\r\nA: c\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n'), ended())],
  ['a request of odd bytes', traceOf(opened(), sent(octets('GE\0 \xff\n\r \r\n\r\n')), received(ok('')))],
  ['a body that is sent', traceOf(opened(), sent('POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n{}\n'), received(ok('x')))],
  ['silence', traceOf(opened(), sent(get), limit('first-byte', 1000))],
  ['silence after an answer', traceOf(opened(), sent(get), received(ok('a')), sent('GET'), limit('first-byte', 100), ended())],
  ['a client that says nothing', traceOf(opened(), limit('first-byte', 100), ended())],
  ['a client that leaves', traceOf(opened(), sent('GET / HT'), aborted())],
  ['a client that leaves after the answer', traceOf(opened(), sent(get), received(ok('a')), aborted())],
  ['a close without an answer', traceOf(opened(), sent(get), ended())],
  ['a reset after the answer', traceOf(opened(), sent(get), received(ok('a')), reset())],
  ['what is no answer', traceOf(opened(), sent(get), received('hello\r\n'), ended())],
  ['an answer before the request', traceOf(opened(), received(ok('a')), sent(get))],
  ['an answer that breaks off', traceOf(opened(), sent(get), received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi'), reset())],
  ['an answer that breaks off where only a reset can tell', traceOf(opened(), sent(get), received('HTTP/1.1 200 OK\r\n\r\nhi'), reset())],
] // prettier-ignore

const right: readonly (readonly [string, Trace])[] = diagnosisPages.map(({ code, bytes }) => [
  `what is right on the page of ${code}`,
  traceOfLines(bytes.right),
])

describe('a saved trace of', () => {
  test.each([...recorded, ...right])('%s is a transcript that the trace passes', (_, trace) => {
    expect(judge(parseTranscript(formatRaw(trace)), trace)).toEqual({ type: 'passed' })
  })

  test.each(recorded)('%s sends the same again', (_, trace) => {
    const { steps } = parseTranscript(formatRaw(trace))
    const again = steps.reduce((sum, step) => sum + (step.type === 'send' ? step.bytes.length : 0), 0)
    const before = trace.events.reduce((sum, event) => sum + (event.type === 'sent' ? event.bytes.length : 0), 0)
    expect(again).toBe(before)
  })
})

test.each([
  'lf-only', 'length-short', 'length-long', 'length-missing', 'length-in-characters', 'bad-chunk', 'waits-for-more',
] as const)('a saved trace of a server that breaks HTTP fails again for the same reason: %s', code => {
  const trace = traceOfLines(pageOf(code).bytes.wrong)
  expect(judge(parseTranscript(formatRaw(trace)), trace)).toMatchObject({ type: 'failed', diagnosis: { code } })
}) // prettier-ignore

test('bytes that are no response cannot be expected: they are kept as comments', () => {
  const lines = raw(sent(get), received('HTTP/1.1200 OK\r\n\r\n'), ended())
  expect(lines.slice(3).map(line => line.trimEnd())).toEqual([
    '* closed',
    '# Connection A received what is no HTTP response:',
    '#   HTTP/1.1200 OK',
    '#',
  ])
})

test('whatever the bytes are, a saved trace sends all that was sent, or says that no client can ask for it', () => {
  const cut = messageBytes.chain(segmentsOf)
  fc.assert(
    fc.property(cut, cut, (asked, answered) => {
      const trace = traceOf(
        opened(),
        ...asked.map(part => sent(part)),
        ...answered.map(part => received(part)),
        ended(),
      )
      const sentAgain = orRefusal(() => latin1From(sentBytesOf(parseTranscript(formatRaw(trace)))))
      expect([latin1From(joinBytes(asked)), 'refused']).toContain(sentAgain)
    }),
  )
})

function orRefusal(read: () => string): string {
  try {
    return read()
  } catch (error) {
    if (error instanceof TranscriptError) return 'refused'
    throw error
  }
}
