// Requests with something wrong in their framing: refused, or framed exactly as the strict reading has it.
// fast-check prints the seed of a failure.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read, type Told } from './support/read.ts'
import { strictReading, type Message, type StrictReading } from './support/strict-reading.ts'

const bases = [
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://b/c?d HTTP/1.1\r\nHost: a\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /%41 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a:80\r\nContent-Length: 5\r\n\r\nhello',
  'POST / HTTP/1.1\r\nHost: [::1]\r\nExpect: 100-continue\r\nContent-Length: 05\r\n\r\nGET /',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a="b;c"\r\nx\r\n0A ;d\r\n0123456789\r\n0\r\nE: f\r\n\r\n',
  'PUT / HTTP/1.1\r\nAccept: */*\r\nContent-Length: 0\r\nhost: a\r\n\r\n',
  'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  '\r\nGET / HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\r\n',
] as const

const fragments = [
  '\r\n',
  '\r',
  '\n',
  '\n\n',
  '\r\n\r\n',
  ' ',
  '\t',
  ':',
  ',',
  ';',
  '=',
  '"',
  '\\',
  '/',
  '?',
  '#',
  '%',
  '*',
  '@',
  '[',
  ']',
  '-',
  '+',

  '0',
  '1',
  '5',
  'a',
  'f',
  'x',
  '0x',
  '\0',
  '\x0b',
  '\x7f',
  '\x80',
  '\xa0',
  '\xff',
  '9007199254740993',
  'fffffffffffffffff',

  'chunked',
  'identity',
  'close',
  ', chunked',
  ', 5',
  '0\r\n\r\n',
  '5\r\nhello\r\n',
  ';a=b',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',

  'Content-Length: 5\r\n',
  'Content-Length : 5\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding:\x0bchunked\r\n',

  'Host: b\r\n',
  ' Host: b\r\n',
  'Connection: close\r\n',
  'Expect: x\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'http://b',
] as const

const wholeLines = [
  'Content-Length: 5\r\n',
  'Content-Length: 0\r\n',
  'content-length: 5, 5\r\n',
  'Content-Length : 5\r\n',
  'Transfer-Encoding: chunked\r\n',
  'transfer-encoding: Chunked \r\n',
  'Transfer-Encoding: gzip\r\n',
  'Transfer-Encoding:\r\n chunked\r\n',
  'Host: b\r\n',
  'Connection: close\r\n',
  'Expect: 100-continue\r\n',
  'A: b\r\n',
  ' c\r\n',
  '5\r\nhello\r\n',
  '0\r\n\r\n',
  '\r\n',
] as const

type Mutation = { readonly place: number; readonly removed: number; readonly inserted: string; readonly at: RegExp }

// Anywhere is rarely where it matters: most mistakes are made where a line or a part of one begins or ends.
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const removed = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 40 }))
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ place, removed, inserted: fc.constantFrom(...fragments, ''), at: fc.constant(/(?:)/g) }),
  fc.record({
    place,
    removed: fc.nat({ max: 2 }),
    inserted: fc.constantFrom(...fragments, ''),
    at: fc.constant(/\b/g),
  }),
  fc.record({
    place,
    removed: fc.constant(0),
    inserted: fc.constantFrom(...wholeLines),
    at: fc.constant(/(?<=\r\n)/g),
  }),
)

const input = fc
  .tuple(fc.array(fc.constantFrom(...bases), { minLength: 1, maxLength: 3 }), fc.array(mutation, { maxLength: 4 }))
  .map(([texts, mutations]) => mutations.reduce(mutate, texts.join('')))

function mutate(text: string, { place, removed, inserted, at }: Mutation): string {
  const places = [...text.matchAll(at)].map(({ index }) => index)
  const start = places[Math.floor(place * places.length)] ?? 0
  return text.slice(0, start) + inserted + text.slice(start + removed)
}

/** What the reader told, as the strict reading says it. */
function readingOf(told: readonly Told[]): StrictReading {
  const messages: Message[] = []
  let head: Record<string, unknown> = {}
  let body = ''
  for (const event of told) {
    if (event.type === 'head') [head, body] = [event.head, '']
    else if (event.type === 'body') body = event.text
    else if (event.type === 'end') {
      const { method, target, fields } = head as Pick<Message, 'method' | 'target' | 'fields'>
      messages.push({ method, target, fields, body, trailers: event.trailers })
    }
  }
  return { messages, isClean: told.at(-1)?.type !== 'error' }
}

describe('framing', () => {
  test('the strict reading takes every base, alone and before any other', () => {
    for (const base of bases) expect(strictReading(base)).toMatchObject({ isClean: true, messages: [{}] })
    expect(strictReading(bases.slice(0, 5).join('')).messages).toHaveLength(5)
  })

  test('a request with something wrong in it is refused, or framed as the strict reading has it', () => {
    fc.assert(
      fc.property(input, text => {
        expect(readingOf(read(text))).toEqual(strictReading(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('where it is cut decides nothing', () => {
    const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 })
    fc.assert(
      fc.property(input, cuts, (text, cuts) => {
        const inside = cuts.filter(cut => cut < text.length)
        expect(read(text, {}, inside)).toEqual(read(text))
      }),
      { numRuns: 1500 },
    )
  })

  test('any bytes at all end in messages or in one error', () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 3 })), { maxLength: 30 })
    fc.assert(
      fc.property(bytes, pieces => {
        const text = pieces.join('').replaceAll(/[^\0-\xff]/g, '?')
        expect(readingOf(read(text))).toEqual(strictReading(text))
        expect(read(text).filter(({ type }) => type === 'error').length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
  })
})
