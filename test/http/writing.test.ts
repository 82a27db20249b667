// What is written: the framing of responses as a table, heads, chunks, bodies; and that the readers read it back.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BodyWriter,
  bytesFromLatin1,
  chunkFrom,
  createRequestReader,
  createResponseReader,
  formatLastChunk,
  formatRequestHead,
  formatResponseHead,
  givenLines,
  joinBytes,
  latin1From,
  responseFraming,
  statusText,
  type Headers,
  type ResponseFacts,
  type ResponseFraming,
  type ResponseHeadFacts,
  type Version,
} from '../../src/http/index.ts'
import { createRecorder } from './support/read.ts'

const facts: ResponseFacts = {
  status: 200,
  method: 'GET',
  version: '1.1',
  mayKeepAlive: true,
  declaredLength: undefined,
  knownLength: undefined,
}

describe('how a body is framed (RFC 9112 §6)', () => {
  test.for<readonly [string, Partial<ResponseFacts>, ResponseFraming['bodyKind'], number | undefined, boolean]>([
    ['a known size is said', { knownLength: 5 }, 'length', 5, true],
    ['an empty body is known', { knownLength: 0 }, 'length', 0, true],
    ['what the application declared is said', { declaredLength: 5 }, 'length', 5, true],
    ['what it declared goes before what is known', { declaredLength: 5, knownLength: 4 }, 'length', 5, true],
    ['an unknown size is chunked for 1.1', {}, 'chunked', undefined, true],
    ['chunked, though the connection ends', { mayKeepAlive: false }, 'chunked', undefined, false],
    ['an unknown size ends with the connection for 1.0', { version: '1.0' }, 'until-close', undefined, false],
    ['a known size keeps the connection for 1.0', { version: '1.0', knownLength: 5 }, 'length', 5, true],
    ['HEAD has the length and no body', { method: 'HEAD', knownLength: 5 }, 'none', 5, true],
    ['HEAD with a body left out has no length', { method: 'HEAD', knownLength: 0 }, 'none', undefined, true],
    ['HEAD with a declared length of 0 has that', { method: 'HEAD', declaredLength: 0 }, 'none', 0, true],
    [
      'HEAD with an unknown size keeps the connection for 1.0',
      { method: 'HEAD', version: '1.0' },
      'none',
      undefined,
      true,
    ],
    ['204 has neither', { status: 204, knownLength: 0, declaredLength: 0 }, 'none', undefined, true],
    ['1xx has neither', { status: 103, knownLength: 0 }, 'none', undefined, true],
    ['304 has a length only where it was declared', { status: 304, knownLength: 0 }, 'none', undefined, true],
    ['304 with a declared length has that', { status: 304, declaredLength: 5 }, 'none', 5, true],
    ['205 has a length of 0', { status: 205, knownLength: 0 }, 'length', 0, true],
    ['2xx to CONNECT has neither', { method: 'CONNECT', knownLength: 0 }, 'none', undefined, false],
    ['4xx to CONNECT is as any other', { method: 'CONNECT', status: 405, knownLength: 5 }, 'length', 5, true],
  ])('%s', ([, some, bodyKind, contentLength, keepAlive]) => {
    expect(responseFraming({ ...facts, ...some })).toEqual({ bodyKind, contentLength, keepAlive })
  })
})

describe('the head of a response', () => {
  const head = (
    { headers = [], ...some }: Partial<ResponseHeadFacts> & { readonly headers?: Headers },
    framing: Partial<ResponseFraming> = {},
  ) =>
    formatResponseHead({
      given: givenLines('200 OK', headers),
      framing: { bodyKind: 'length', contentLength: 5, keepAlive: true, ...framing },
      version: '1.1' satisfies Version,
      date: undefined,
      server: undefined,
      ...some,
    })
      .split('\r\n')
      .slice(1, -2)

  test.for<readonly [string, readonly string[], Parameters<typeof head>[0], Partial<ResponseFraming>?]>([
    ['it says the length', ['Content-Length: 5'], {}],
    ['it adds Date and Server', ['Date: d', 'Server: s', 'Content-Length: 5'], { date: 'd', server: 's' }],
    [
      'it keeps those of the application',
      ['date: x', 'SERVER: y', 'Content-Length: 5'],
      {
        date: 'd',
        server: 's',
        headers: [
          ['date', 'x'],
          ['SERVER', 'y'],
        ],
      },
    ],
    [
      'it keeps order and repeats',
      ['B: 1', 'A: 2', 'B: 1', 'Content-Length: 5'],
      {
        headers: [
          ['B', '1'],
          ['A', '2'],
          ['B', '1'],
        ],
      },
    ],
    [
      'it keeps a length where it stands',
      ['content-length: 05', 'A: b'],
      {
        headers: [
          ['content-length', '05'],
          ['A', 'b'],
        ],
      },
    ],
    [
      'it says one length once',
      ['Content-Length: 5'],
      {
        headers: [
          ['Content-Length', '5'],
          ['content-length', '5'],
        ],
      },
    ],
    [
      'it leaves out a length that may not be there',
      [],
      { headers: [['Content-Length', '5']] },
      { bodyKind: 'none', contentLength: undefined },
    ],
    [
      'it says that there are chunks',
      ['Transfer-Encoding: chunked'],
      {},
      { bodyKind: 'chunked', contentLength: undefined },
    ],
    ['it says that the connection ends', ['Content-Length: 5', 'Connection: close'], {}, { keepAlive: false }],
    ['it says to 1.0 that it does not', ['Content-Length: 5', 'Connection: keep-alive'], { version: '1.0' }],
  ])('%s', ([, lines, some, framing]) => {
    expect(head(some, framing)).toEqual(lines)
  })

  test('it begins with the status line, whose last space is always there', () => {
    expect(
      formatResponseHead({
        given: givenLines(statusText(299), []),
        framing: responseFraming(facts),
        version: '1.1',
        date: undefined,
        server: undefined,
      }),
    ).toMatch(/^HTTP\/1\.1 299 \r\n/)
    expect(statusText(404)).toBe('404 Not Found')
  })
})

describe('chunks', () => {
  test('a chunk has its size in hexadecimal digits', () => {
    expect(latin1From(chunkFrom(bytesFromLatin1('0123456789abcdefg')))).toBe('11\r\n0123456789abcdefg\r\n')
  })

  test('no bytes give no chunk, which would end the body', () => {
    expect(chunkFrom(new Uint8Array(0))).toHaveLength(0)
  })

  test('the last one may have trailers', () => {
    expect(
      formatLastChunk([
        ['A', 'b'],
        ['C', 'd'],
      ]),
    ).toBe('0\r\nA: b\r\nC: d\r\n\r\n')
  })
})

describe('a body', () => {
  const five = bytesFromLatin1('hello')
  const length = { bodyKind: 'length', contentLength: 5 } as const

  test.for<readonly [string, (writer: BodyWriter) => void, string]>([
    ['has no more bytes than said', writer => writer.data(joinBytes([five, five])), 'beyond-length'],
    [
      'has no more bytes than said, in pieces',
      writer => [five, five].map(piece => writer.data(piece)),
      'beyond-length',
    ],
    ['has no fewer bytes than said', writer => writer.end(), 'short-of-length'],
    ['has nothing after its end', writer => [writer.data(five), writer.end(), writer.data(five)], 'after-end'],
    ['has one end', writer => [writer.data(five), writer.end(), writer.end()], 'after-end'],
    [
      'has trailers only after chunks',
      writer => [writer.data(five), writer.end([['A', 'b']])],
      'trailers-without-chunks',
    ],
  ])('%s', ([, write, rule]) => {
    expect(() => write(new BodyWriter(length))).toThrow(expect.objectContaining({ name: 'BodyWriteError', rule }))
  })

  test('that is left out takes anything and sends nothing', () => {
    const writer = new BodyWriter({ bodyKind: 'none', contentLength: 2 })
    expect([...writer.data(five), ...writer.end()]).toEqual([])
  })
})

describe('back to back', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 })
  const bodyKind = fc.constantFrom('none', 'length', 'chunked')
  const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/)
  const value = fc.stringMatching(/^(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]{0,80}[!-~\x80-\xff])?)?$/)
  const reserved = /^(?:host|content-length|transfer-encoding|connection|expect|upgrade|date|server)$/i
  const headers = fc.array(
    fc.tuple(
      token.filter(name => !reserved.test(name)),
      value,
    ),
    { maxLength: 12 },
  )

  const written = (head: string, framing: ConstructorParameters<typeof BodyWriter>[0], data: readonly Uint8Array[]) => {
    const writer = new BodyWriter(framing)
    return joinBytes([bytesFromLatin1(head), ...data.map(piece => writer.data(piece)), writer.end()])
  }
  const lengthOf = (kind: string, data: readonly Uint8Array[]) =>
    kind === 'length' ? data.reduce((sum, piece) => sum + piece.length, 0) : undefined
  const bodyOf = (kind: string, data: readonly Uint8Array[]) => (kind === 'none' ? '' : latin1From(joinBytes(data)))

  test('a request is read as it was written', () => {
    fc.assert(
      fc.property(token, headers, bodyKind, pieces, (method, headers, kind, data) => {
        fc.pre(method !== 'CONNECT')
        const framing = { bodyKind: kind, contentLength: lengthOf(kind, data) } as const
        const head = formatRequestHead({ method, target: '/a?b', host: 'c', headers, keepAlive: true, ...framing })
        const { told, ...recorder } = createRecorder()
        createRequestReader(recorder).push(written(head, framing, data))
        const lines = headers.map(([name, value]) => `${name}: ${value}`)
        const framingLines = {
          none: [],
          length: [`Content-Length: ${framing.contentLength}`],
          chunked: ['Transfer-Encoding: chunked'],
        }[kind]
        expect(told[0]).toMatchObject({ head: { method, target: '/a?b', host: 'c', bodyKind: kind } })
        expect(told[0]).toMatchObject({ head: { fields: ['Host: c', ...lines, ...framingLines] } })
        expect(told.find(({ type }) => type === 'body') ?? { text: '' }).toMatchObject({ text: bodyOf(kind, data) })
        expect(told.at(-1)).toEqual({ type: 'end', trailers: [] })
      }),
    )
  })

  test('a response is read as it was written', () => {
    const status = fc.integer({ min: 200, max: 599 })
    const some = fc.record({ status, method: fc.constantFrom('GET', 'HEAD', 'POST'), mayKeepAlive: fc.boolean() })
    fc.assert(
      fc.property(some, headers, bodyKind, pieces, (some, headers, kind, data) => {
        const framing = responseFraming({ ...facts, ...some, knownLength: lengthOf(kind, data) })
        const head = formatResponseHead({
          given: givenLines(statusText(some.status), headers),
          framing,
          version: '1.1',
          date: 'd',
          server: undefined,
        })
        const { told, ...recorder } = createRecorder()
        const reader = createResponseReader(recorder)
        reader.expect(some.method)
        reader.push(written(head, framing, data))
        expect(told[0]).toMatchObject({
          head: { status: some.status, bodyKind: framing.bodyKind, keepAlive: some.mayKeepAlive },
        })
        expect(told.find(({ type }) => type === 'body') ?? { text: '' }).toMatchObject({
          text: bodyOf(framing.bodyKind, data),
        })
        expect(told.at(-1)).toEqual({ type: 'end', trailers: [] })
      }),
    )
  })
})
