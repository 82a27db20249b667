// A trace as an HTTP archive and in hexadecimal, and the learner's line behind a byte.

import { describe, expect, test } from 'vitest'
import { formatHar, formatHex, sourceOf, type Trace } from '../../src/trace/index.ts'
import { ended, get, line, octets, opened, received, sent, traceOf, wrote } from './events.ts'

/** What a reader of archives looks at; the format is HAR 1.2. */
type Har = { readonly log: { readonly version: string; readonly creator: object; readonly entries: readonly Entry[] } }
type Entry = Record<string, unknown> & {
  readonly request: Record<string, unknown>
  readonly response: Record<string, unknown> & { readonly content: Record<string, unknown> }
  readonly timings: Record<string, number>
}

const startedAt = new Date('2026-01-02T03:04:05.000Z')

function archive(trace: Trace): Har['log'] {
  return (JSON.parse(formatHar(trace, { startedAt, version: '1.2.3' })) as Har).log
}

const asked = 'POST /a?b=c&d=%20 HTTP/1.1\r\nHost: a:1\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi'
const answered = 'HTTP/1.1 201 Created\r\nLocation: /b\r\nContent-Type: text/plain\r\nX:\r\n\r\nmade: é'
const trace = traceOf(opened(), sent(asked), received(answered.slice(0, 30)), received(answered.slice(30)), ended())

describe('an HTTP archive', () => {
  test('has the creator and the version of the format', () => {
    expect(archive(trace)).toMatchObject({ version: '1.2', creator: { name: 'tsgi-learn', version: '1.2.3' } })
  })

  test('has an entry with every field that the format wants', () => {
    const [entry] = archive(trace).entries
    expect(entry).toEqual({
      startedDateTime: '2026-01-02T03:04:05.001Z',
      time: 2,
      request: {
        method: 'POST',
        url: 'http://a:1/a?b=c&d=%20',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [
          { name: 'Host', value: 'a:1' },
          { name: 'Content-Type', value: 'text/plain' },
          { name: 'Content-Length', value: '2' },
        ],
        queryString: [
          { name: 'b', value: 'c' },
          { name: 'd', value: ' ' },
        ],
        headersSize: asked.length - 2,
        bodySize: 2,
        postData: { mimeType: 'text/plain', params: [], text: 'hi' },
      },
      response: {
        status: 201,
        statusText: 'Created',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [
          { name: 'Location', value: '/b' },
          { name: 'Content-Type', value: 'text/plain' },
          { name: 'X', value: '' },
        ],
        redirectURL: '/b',
        headersSize: answered.indexOf('made'),
        bodySize: 8,
        content: { size: 8, mimeType: 'text/plain', text: 'made: é' },
      },
      cache: {},
      timings: { send: 0, wait: 1, receive: 1 },
      connection: 'A',
      serverIPAddress: '127.0.0.1',
    })
  })

  test('keeps bytes that are no UTF-8 in base64', () => {
    const bytes = Uint8Array.of(0xff, 0, 0xfe)
    const [entry] = archive(traceOf(sent(get), received('HTTP/1.1 200 OK\r\n\r\n'), received(bytes), ended())).entries
    expect(entry?.response.content).toMatchObject({ size: 3, text: Buffer.from(bytes).toString('base64'), encoding: 'base64' })
  }) // prettier-ignore

  test('has the content of chunks and the size of all that was sent for it', () => {
    const chunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n'
    const [entry] = archive(traceOf(sent(get), received(chunks))).entries
    expect(entry?.response).toMatchObject({ bodySize: 12, content: { size: 2, text: 'hi' } })
  })

  test.each([
    ['a request without an answer', traceOf(sent(get)), { status: 0, headersSize: -1, bodySize: -1 }],
    ['an answer that is none', traceOf(sent(get), received('hello')), { status: 0, headersSize: -1, bodySize: 5 }],
    ['an answer nobody asked for', traceOf(received('HTTP/1.1 200 OK\r\n\r\n')), { status: 200, statusText: 'OK' }],
  ] as const)('has an entry for %s', (_, trace, response) => {
    expect(archive(trace).entries.map(entry => entry.response)).toMatchObject([response])
  })

  test('names the address where there is no Host, and keeps an absolute target', () => {
    const urls = archive(traceOf(opened(), sent('GET /a HTTP/1.1\r\n\r\nGET http://b/c HTTP/1.1\r\n\r\n'))).entries.map(
      ({ request }) => request['url'],
    )
    expect(urls).toEqual(['http://127.0.0.1:8888/a', 'http://b/c'])
  })

  test('has its entries in order of time', () => {
    const two = traceOf(opened(), opened('B'), sent('GET /b HTTP/1.1\r\n\r\n', 'B'), sent(get))
    expect(archive(two).entries.map(({ connection }) => connection)).toEqual(['B', 'A'])
  })
})

describe('hexadecimal', () => {
  test('is what xxd prints, led by connection and direction, counted over the whole side', () => {
    const trace = traceOf(
      opened(),
      sent('GET / HTTP/1.1\r\nHost: a\r\n'),
      sent('\r\n'),
      received(octets('\x1b\xff!'), 'B'),
      ended(),
    )
    expect(formatHex(trace)).toEqual([
      'A > 0000: 4745 5420 2f20 4854 5450 2f31 2e31 0d0a  GET / HTTP/1.1..',
      'A > 0010: 486f 7374 3a20 610d 0a                   Host: a..',
      'A > 0019: 0d0a                                     ..',
      'B < 0000: 1bff 21                                  ..!',
    ])
  })
})

describe('the line that wrote a byte', () => {
  const trace = traceOf(opened(), wrote(3, line(7)), wrote(0, line(8)), wrote(2, undefined), wrote(4, line(9), 'B'))

  test.each([
    ['the first', 'A', 0, 7],
    ['the last of a write', 'A', 2, 7],
    ['one that a stream wrote', 'A', 3, undefined],
    ['one that nobody reported', 'A', 5, undefined],
    ['one of another connection', 'B', 0, 9],
    ['one of a connection that is not there', 'C', 0, undefined],
  ] as const)('is known for %s byte', (_, connection, offset, expected) => {
    expect(sourceOf(trace, connection, offset)?.line).toBe(expected)
  })
})
