// Every code is given where it belongs, at the byte where it shows; of several the root cause is said.

import { describe, expect, test } from 'vitest'
import { diagnosisCodes, judge } from '../../src/check/index.ts'
import { parseTranscript } from '../../src/transcript/index.ts'
import { ended, get, limit, opened, printed, probe, received, reset, sent, traceOf, wrote, line, type Event } from '../trace/events.ts' // prettier-ignore
import { traceOfCase } from './case.ts'
import { cases, greeting } from './cases.ts'

describe('the judge', () => {
  test('has a case for every code', () => {
    expect([...new Set(cases.map(({ code }) => code))].toSorted()).toEqual(diagnosisCodes.toSorted())
  })

  test.each(cases.map(one => [`${one.code}${one.when === undefined ? '' : `: ${one.when}`}`, one] as const))(
    'says %s',
    (_, one) => {
      const { code, asks = greeting, at, facts } = one
      const verdict = judge(parseTranscript(asks.join('\n')), traceOfCase(one))
      const diagnosis = verdict.type === 'failed' ? verdict.diagnosis : undefined
      expect(diagnosis).toMatchObject({ code, ...facts })
      expect(diagnosis?.at?.side === 'received' ? diagnosis.at.offset : undefined).toBe(at)
    },
  )
})

const head = 'HTTP/1.1 200 OK\r\n\r\n'
const answered = (text: string | Uint8Array): readonly Event[] => [opened(), sent(get), received(text), ended()]

describe('one root cause is given', () => {
  test.each([
    ['what the process did before what the wire shows', [opened(), sent(get), limit('first-byte', 1), { type: 'blocked', ms: 500, at: undefined }], 'blocked'],
    ['memory before the end it led to', [opened(), sent(get), { type: 'out-of-memory', bytes: 2, limit: 1, at: undefined }, { type: 'exited', code: undefined, signal: 'SIGKILL' }], 'out-of-memory'],
    ['the first fault of a head before those after it', answered('HTTP/1.1 200 OK\nA : b\n\nho'), 'lf-only'],
    ['the status before the body', answered('HTTP/1.1 404 Not Found\r\n\r\nho'), 'wrong-status'],
    ['the length before the body', answered('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nho'), 'length-long'],
    ['the answer before the close', [opened(), sent(get), received(`${head}ho`), limit('close', 500)], 'wrong-body'],
    ['the answer that came after the client gave up is no silence', [opened(), sent(get), limit('first-byte', 1), probe(), received(`${head}ho`), ended()], 'waits-for-more'],
    ['the reset that took the end with it', [opened(), sent(get), received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi'), reset()], 'reset-unread'],
  ] as const)('%s', (_, events: readonly Event[], code) => {
    const verdict = judge(parseTranscript(greeting.join('\n')), traceOf(...events))
    expect(verdict.type === 'failed' && verdict.diagnosis.code).toBe(code)
  }) // prettier-ignore
})

test('the line that wrote the byte at fault is in the diagnosis, where the runtime told', () => {
  const events = [opened(), sent(get), wrote(19, line(5)), wrote(2, line(7)), received(`${head}ho`), ended()]
  const verdict = judge(parseTranscript(greeting.join('\n')), traceOf(...events))
  expect(verdict).toMatchObject({ diagnosis: { code: 'wrong-body', source: line(7) } })
})

test('a line that writes all bodies is not blamed for what an application reports', () => {
  const asks = ['> GET / HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 200', '<', '< closes=1', '#!means: close-not-called']
  const events = [opened(), sent(get), wrote(28, line(5)), received(`${head}closes=0\n`), ended()]
  const verdict = judge(parseTranscript(asks.join('\n')), traceOf(...events))
  expect(verdict).toMatchObject({
    diagnosis: { code: 'close-not-called', at: { offset: head.length + 'closes='.length } },
  })
  expect(verdict.type === 'failed' && verdict.diagnosis.source).toBeUndefined()
})

test.each([
  ['lines with keys', 'HTTP_HOST=b\n'],
  ['empty lines', '\n'],
  ['letters', 'E'],
  ['lists of numbers', '104,'],
])('a megabyte of %s is judged at once', (_, piece) => {
  const body = piece.repeat(1_000_000 / piece.length)
  const asks = ['> GET / HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 500', '<', '<+ HTTP_HOST=a', '<- {any}Error{any}']
  const events = [opened(), sent(get), received(`HTTP/1.1 500 No\r\n\r\n${body}`), ended()]
  const verdict = judge(parseTranscript(asks.join('\n')), traceOf(...events))
  expect(verdict.type).toBe('failed')
})

test('a server that answers 500 and printed what it caught is pointed at where that was thrown', () => {
  const stack =
    'TypeError: no such thing\n    at serve (/home/ada/server.ts:12:7)\n    at run (/home/ada/server.ts:3:1)\n'
  const failed = 'HTTP/1.1 500 Internal Server Error\r\n\r\n'
  const events = [
    opened(),
    sent(get),
    printed(stack, 'stderr'),
    wrote(failed.length, line(40)),
    received(failed),
    ended(),
  ]
  const verdict = judge(parseTranscript(greeting.join('\n')), traceOf(...events))
  expect(verdict).toMatchObject({ diagnosis: { code: 'wrong-status', source: { line: 12, functionName: 'serve' } } })
  const quiet = judge(parseTranscript(greeting.join('\n')), traceOf(...events.toSpliced(2, 1)))
  expect(quiet).toMatchObject({ diagnosis: { code: 'wrong-status', source: line(40) } })
})
