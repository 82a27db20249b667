// What was recorded becomes a transcript that sends and expects the same.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesFromLatin1, latin1From } from '../../src/http/index.ts'
import {
  formatTranscript,
  matchBody,
  matchPattern,
  parseTranscript,
  sentBytesOf,
  transcriptFromExchanges,
} from '../../src/transcript/index.ts'
import type { RecordedEvent } from '../../src/transcript/index.ts'
import { wireBytes } from './arbitrary.ts'

const sent = (text: string): RecordedEvent => ({ type: 'sent', bytes: bytesFromLatin1(text) })
const received = (text: string): RecordedEvent => ({ type: 'received', bytes: bytesFromLatin1(text) })
const closed: RecordedEvent = { type: 'closed' }
const get = sent('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']

function linesFrom(...events: readonly RecordedEvent[]): readonly string[] {
  return formatTranscript(transcriptFromExchanges(events)).split('\n').slice(0, -1)
}

describe('a recording', () => {
  test('of one exchange reads like the trace', () => {
    const body = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
    const events = [
      get,
      received('HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-Empty:\r\n'),
      received(`\r\n${body}`),
      closed,
    ]
    expect(linesFrom(...events)).toEqual([
      ...getLines,
      '< HTTP/1.1 200 OK',
      '< Date: {http-date}',
      '< X-Empty:',
      '<',
      '< GET / HTTP/1.1',
      '< Host: a',
      '<',
      '* closed',
    ])
  })

  test('has the heading it is given', () => {
    const heading = {
      path: 'a.trace',
      title: 'A\ntitle',
      why: ['why'],
      properties: { id: 'x', argv: ['a b', "it's"], hidden: true },
    } as const
    const transcript = transcriptFromExchanges([get], heading)
    expect(transcript).toMatchObject({ ...heading, title: 'A title' })
  })

  test('keeps splits, pauses and what the client did', () => {
    const events: readonly RecordedEvent[] = [
      sent('GE'),
      sent('T /'),
      { type: 'split' },
      sent(' HTTP/1.1\r\n\r\n'),
      { type: 'pause', ms: 5 },
      { type: 'waiting', ms: 7 },
      { type: 'half-close' },
      closed,
    ]
    expect(linesFrom(...events)).toEqual([
      '> GET /\\',
      '* split',
      '>  HTTP/1.1',
      '>',
      '* pause 5 ms',
      '* waiting 7 ms',
      '* half-close',
      '* closed',
    ])
  })

  test('of two connections selects each where its lines stand', () => {
    const answer = received('HTTP/1.1 204 No Content\r\n\r\n')
    const events: readonly RecordedEvent[] = [
      get,
      { type: 'connection', name: 'B' },
      get,
      { type: 'connection', name: 'A' },
      answer,
      { type: 'connection', name: 'B' },
      answer,
    ]
    const block = ['< HTTP/1.1 204 No Content', '<']
    expect(linesFrom(...events)).toEqual([
      ...getLines,
      '* connection B',
      ...getLines,
      '* connection A',
      ...block,
      '* connection B',
      ...block,
    ])
  })

  test.each([
    [
      'by length, two in a row',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 404\r\nContent-Length: 0\r\n\r\n',
      ['< HTTP/1.1 200 OK', '< Content-Length: 2', '<', '< ab\\', '< HTTP/1.1 404', '< Content-Length: 0', '<'],
    ],
    [
      'in chunks, decoded',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n2\r\nb\n\r\n0\r\nTrailer: x\r\n\r\nHTTP/1.1 204\r\n\r\n',
      ['< HTTP/1.1 200 OK', '< Transfer-Encoding: chunked', '<', '< ab', '< HTTP/1.1 204', '<'],
    ],
    [
      'with an interim response',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx',
      ['< HTTP/1.1 100 Continue', '<', '< HTTP/1.1 200 OK', '< Content-Length: 1', '<', '< x\\'],
    ],
    [
      'shorter than announced',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx',
      ['< HTTP/1.1 200 OK', '< Content-Length: 9', '<', '< x\\'],
    ],
    ['up to the close', 'HTTP/1.0 200\r\n\r\n', ['< HTTP/1.0 200', '<']],
  ])('takes a body %s', (_, text, lines) => {
    expect(linesFrom(get, received(text), closed)).toEqual([...getLines, ...lines, '* closed'])
    const bytes = [...text].map(received)
    expect(linesFrom(get, ...bytes, closed)).toEqual([...getLines, ...lines, '* closed'])
  })

  test('knows that HEAD is answered without a body, also after a request with one', () => {
    const requests = sent(
      'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcHEAD / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    )
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n'
    const lines = linesFrom(requests, received(`${answer}x${answer}${answer}y`))
    expect(lines.filter(line => line.startsWith('<') && !/HTTP|Content/.test(line))).toEqual([
      '<',
      '< x\\',
      '<',
      '<',
      '< y\\',
    ])
  })

  test('waits with a response until it is whole, so that replaying cannot wait for ever', () => {
    const events = [
      sent('POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n'),
      received('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n'),
      sent('x'),
      received('x'),
    ]
    expect(linesFrom(...events).map(line => line.slice(0, 3))).toEqual([
      '> P',
      '> C',
      '>',
      '> x',
      '< H',
      '< C',
      '<',
      '< x',
    ])
  })

  test('expects nothing of a response the client did not wait for', () => {
    const events = [get, received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'), { type: 'reset' }] as const
    expect(linesFrom(...events)).toEqual([...getLines, '* reset'])
  })

  test.each([
    ['no HTTP', 'hello\r\nworld', ['#   hello', '#   world\\']],
    ['a head that stops', 'HTTP/1.1 200 OK\r\nA', ['#   HTTP/1.1 200 OK', '#   A\\']],
    ['a line that is no field', 'HTTP/1.1 200 OK\r\nno field\r\n\r\n', ['#   HTTP/1.1 200 OK', '#   no field', '#   ']],
  ])('keeps %s as comments at the end', (_, text, lines) => {
    expect(linesFrom(get, received(text), closed)).toEqual([
      ...getLines,
      '* closed',
      '# Connection A received what is no HTTP response:',
      ...lines,
    ])
  })

  test.each([
    ['one line end through and through is not written', 'a\nb\n', ['< a', '< b']],
    ['two kinds of line end are written', 'a\r\nb\n', ['< a\\r\\n', '< b\\n']],
    ['no last line end is a backslash', 'a\r\nb', ['< a', '< b\\']],
    ['a carriage return before CRLF', 'a\r\r\n', ['< a\\r\\r\\n']],
    ['a last carriage return', 'a\r', ['< a\\r\\']],
    ['a status line in the body', 'HTTP/1.1 200 OK\r\n', ['< \\x48TTP/1.1 200 OK']],
    ['braces and backslashes', '{any}\\\n', ['< \\{any}\\\\']],
    ['control bytes', '\x1b[31m\0\t\x7f\n', ['< \\x1b[31m\\0\\t\\x7f']],
    ['bytes that are not UTF-8', 'caf\xe9\n', ['< caf\\xe9']],
    ['UTF-8', 'caf\xc3\xa9 \xe4\xb8\xad\n', ['< café 中']],
    [
      'characters that show nothing',
      '\xe2\x80\xae\xef\xbb\xbf\xc2\x85\n',
      ['< \\xe2\\x80\\xae\\xef\\xbb\\xbf\\xc2\\x85'],
    ],
    ['a last blank', 'a \n', ['< a\\x20']],
    ['a long run', `${'x'.repeat(300)}\n`, ['< {repeat x 300}']],
  ])('in a body, %s', (_, body, lines) => {
    const all = linesFrom(get, received(`HTTP/1.1 200 OK\r\n\r\n${body}`), closed)
    expect(all.slice(all.indexOf('<') + 1, -1)).toEqual(lines)
  })

  test('parses again, sends exactly the bytes and matches exactly the body, whatever they are', () => {
    fc.assert(
      fc.property(wireBytes, wireBytes, (bytes, body) => {
        const answer = latin1From(
          bytesFromLatin1(
            `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nX: ${field(body)}\r\n\r\n${latin1From(body)}`,
          ),
        )
        const transcript = transcriptFromExchanges([
          sent('PUT / HTTP/1.1\r\n'),
          { type: 'sent', bytes },
          { type: 'split' },
          { type: 'sent', bytes },
          received(answer),
          closed,
        ])
        expect(parseTranscript(formatTranscript(transcript))).toEqual(transcript)
        expect(latin1From(sentBytesOf(transcript))).toBe(`PUT / HTTP/1.1\r\n${latin1From(bytes)}${latin1From(bytes)}`)
        const [step, ...others] = transcript.steps.filter(step => step.type === 'expect')
        expect(others).toEqual([])
        expect(matchBody(step!.body, body)).toEqual({ matched: true })
        expect(matchPattern(step!.fields[1]!.value!, field(body))).toEqual({ matched: true })
      }),
      { seed: 9, numRuns: 1000 },
    )
  })
})

function field(bytes: Uint8Array): string {
  return latin1From(bytes)
    .replace(/[\r\n]/g, '')
    .replace(/^[ \t]+|[ \t]+$/g, '')
}
