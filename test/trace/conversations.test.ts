// The bytes of each connection become requests and the responses to them.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import {
  contentOf,
  conversationsOf,
  exchangesOf,
  segmentAt,
  timeAt,
  type Conversation,
  type Trace,
} from '../../src/trace/index.ts'
import { messageBytes, segmentsOf } from './arbitrary.ts'
import { ended, get, here, opened, received, reset, sent, traceOf } from './events.ts'

const head = 'HEAD / HTTP/1.1\r\n\r\n'
const ok = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const interim = 'HTTP/1.1 100 Continue\r\n\r\n'

/** Each exchange as `target: 1xx 1xx status content`. */
function told({ exchanges, sent, received }: Conversation): readonly string[] {
  return exchanges.map(({ request, interim, response }) => {
    const asked = request === undefined ? 'nobody' : `${request.requestLine?.method.text} ${request.requestLine?.target.text}`
    const asks = request === undefined ? '' : latin1From(contentOf(sent.bytes, request))
    const before = interim.map(({ statusLine }) => `${statusLine?.status} `).join('')
    const content = response === undefined ? '' : latin1From(contentOf(received.bytes, response))
    const answer = response === undefined ? 'nothing' : `${response.statusLine?.status ?? 'no status'} ${content}`.trim()
    return `${asked}${asks === '' ? '' : ` ${asks}`}: ${before}${answer}`
  })
} // prettier-ignore

describe('the exchanges of a connection', () => {
  test.each([
    ['one request and its answer', [sent(get), received(ok('hi'))], ['GET /: 200 hi'], ''],
    ['a request without an answer', [sent(get)], ['GET /: nothing'], ''],
    ['an answer until the close', [sent(get), received('HTTP/1.1 200 OK\r\n\r\nhi'), ended()], ['GET /: 200 hi'], ''],
    [
      'one after another',
      [sent(get), received(ok('a')), sent('GET /b HTTP/1.1\r\n\r\n'), received(ok('b'))],
      ['GET /: 200 a', 'GET /b: 200 b'], '',
    ],
    [
      'three requests in one segment, answered in two',
      [sent(`${get}GET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\n`), received(`${ok('a')}HTTP/1.1 4`), received(`04 \r\nContent-Length: 0\r\n\r\n${ok('c')}`)],
      ['GET /: 200 a', 'GET /b: 404', 'GET /c: 200 c'], '',
    ],
    [
      'a request with a body before the next',
      [sent('POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\n\r\n'), received(ok('a') + ok('b'))],
      ['POST /a hi: 200 a', 'GET /b: 200 b'], '',
    ],
    ['HEAD, whose length is of no body', [sent(head + get), received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n' + ok('a'))], ['HEAD /: 200', 'GET /: 200 a'], ''],
    ['1xx responses before the final one', [sent(get + get), received(interim + interim + ok('a') + ok('b'))], ['GET /: 100 100 200 a', 'GET /: 200 b'], ''],
    ['1xx and no final one', [sent(get), received(interim)], ['GET /: 100 nothing'], ''],
    ['304 without a body', [sent(get + get), received('HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n' + ok('a'))], ['GET /: 304', 'GET /: 200 a'], ''],
    ['an answer that nothing asked for', [received(ok('hi'))], ['nobody: 200 hi'], ''],
    ['bytes after the last answer', [sent(get), received(`${ok('hi')}there`)], ['GET /: 200 hi'], 'there'],
    ['a second answer to one request', [sent(get), received(ok('a') + ok('b'))], ['GET /: 200 a'], ok('b')],
    ['what is no response takes all', [sent(get + get), received('hello')], ['GET /: no status hello', 'GET /: nothing'], ''],
    ['an answer that stops in its head', [sent(get + get), received('HTTP/1.1 200 OK\r\n\r')], ['GET /: 200', 'GET /: nothing'], ''],
    ['a request that is not whole', [sent('GET / HTTP/1.1\r\nHost: a\r\n\r')], ['GET /: nothing'], ''],
    ['nothing at all', [opened()], [], ''],
  ] as const)('%s', (_, events, exchanges, rest) => {
    const [conversation] = conversationsOf(traceOf(...events))
    expect(told(conversation!)).toEqual(exchanges)
    expect(latin1From(conversation!.received.bytes, conversation!.rest.start, conversation!.rest.end)).toBe(rest)
  }) // prettier-ignore

  test('are numbered, and keep the times of their first and last bytes', () => {
    const trace = traceOf(opened(), sent(get.slice(0, 9)), sent(get.slice(9)), received(ok('hi').slice(0, 20)), received(ok('hi').slice(20)), ended()) // prettier-ignore
    expect(exchangesOf(trace)).toMatchObject([
      { connection: 'A', index: 0, requestBeganMs: 1, requestEndedMs: 2, responseBeganMs: 3, responseEndedMs: 4 },
    ])
  })

  test('without an answer have no times of one', () => {
    expect(exchangesOf(traceOf(sent(get)))[0]).toMatchObject({ responseBeganMs: undefined, responseEndedMs: undefined })
  })
})

describe('conversations', () => {
  const trace = traceOf(
    opened(),
    sent(get.slice(0, 4)),
    opened('B'),
    sent('GET /b HTTP/1.1\r\n\r\n', 'B'),
    received(ok('b'), 'B'),
    sent(get.slice(4)),
    ended('B'),
    received(ok('a')),
    reset(),
  )

  test('are told apart, in the order in which they were opened', () => {
    const told = conversationsOf(trace).map(({ connection, remote, ending }) => ({ connection, remote, ending }))
    expect(told).toEqual([
      { connection: 'A', remote: here, ending: { type: 'reset', atMs: 8, event: 8 } },
      { connection: 'B', remote: here, ending: { type: 'ended', atMs: 6, event: 6 } },
    ])
  })

  test('have the segments of each side, with the events that carried them', () => {
    expect(conversationsOf(trace)[0]?.sent.segments).toEqual([
      { start: 0, end: 4, atMs: 1, event: 1 },
      { start: 4, end: get.length, atMs: 5, event: 5 },
    ])
  })

  test('tell when a byte passed, and in which segment', () => {
    const { sent } = conversationsOf(trace)[0]!
    expect([timeAt(sent, 3), timeAt(sent, 4), timeAt(sent, get.length)]).toEqual([1, 5, undefined])
    expect(segmentAt(sent, 3)?.event).toBe(1)
  })

  test('are ended by what the server did first', () => {
    const [conversation] = conversationsOf(traceOf(sent(get), ended(), reset()))
    expect(conversation?.ending).toEqual({ type: 'ended', atMs: 1, event: 1 })
  })

  test('exchange in the order in which their requests began', () => {
    const late = traceOf(opened(), opened('B'), sent(get, 'B'), sent(head))
    expect(exchangesOf(late).map(({ connection }) => connection)).toEqual(['B', 'A'])
  })

  test('are the same however the bytes are cut', () => {
    const cut = messageBytes.chain(bytes => fc.tuple(segmentsOf(bytes), segmentsOf(bytes)))
    fc.assert(
      fc.property(cut, cut, ([manyOut, oneOut], [manyIn, oneIn]) => {
        const trace = traceOf(...manyOut.map(bytes => sent(bytes)), ...manyIn.map(bytes => received(bytes)))
        const other = traceOf(...oneOut.map(bytes => sent(bytes)), ...oneIn.map(bytes => received(bytes)))
        expect(withoutTimes(trace)).toEqual(withoutTimes(other))
      }),
    )
  })

  test('account for each byte received, whatever the bytes are', () => {
    fc.assert(
      fc.property(messageBytes, messageBytes, (asked, answered) => {
        const [conversation] = conversationsOf(traceOf(sent(asked), received(answered), ended()))
        const messages = conversation!.exchanges.flatMap(({ interim, response }) => [...interim, response ?? []]).flat()
        const ranges = [...messages.map(({ range }) => range), conversation!.rest]
        expect(ranges.map(({ start, end }) => latin1From(answered, start, end)).join('')).toBe(latin1From(answered))
      }),
    )
  })
})

function withoutTimes(trace: Trace): unknown {
  return conversationsOf(trace).map(({ exchanges, rest }) => ({
    rest,
    exchanges: exchanges.map(({ index, request, interim, response }) => ({ index, request, interim, response })),
  }))
}
