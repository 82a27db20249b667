// However the bytes are cut, they are the same bytes; and the ways to cut them.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import { parseTranscript, segmentationsOf, segmentsOf, sendRunsOf, sentBytesOf } from '../../src/transcript/index.ts'
import type { Segmentation } from '../../src/transcript/index.ts'
import { validText } from './arbitrary.ts'

function ways(text: string, seed = 1): readonly Segmentation[] {
  return segmentationsOf(parseTranscript(text), seed)
}

function cutsOf(text: string, name: Segmentation['name']): readonly number[] | undefined {
  return ways(text).find(way => way.name === name)?.cuts
}

function texts(text: string, cuts: readonly number[]): readonly (readonly string[])[] {
  return segmentsOf(parseTranscript(text), cuts).map(run => run.segments.map(segment => latin1From(segment.bytes)))
}

const request = '> GET / HTTP/1.1\n> A: b\n>\n'

describe('the ways to cut', () => {
  test('are five for a plain request', () => {
    expect(ways(request).map(way => way.name)).toEqual([
      'as written',
      'one line a segment',
      'cut between CR and LF',
      'one byte a segment',
      'random cuts',
    ])
  })

  test.each([
    ['as written', []],
    ['one line a segment', [16, 22]],
    ['cut between CR and LF', [15, 21, 23]],
    ['one byte a segment', Array.from({ length: 23 }, (_, index) => index + 1)],
  ] as const)('%s has its cuts', (name, cuts) => {
    expect(cutsOf(request, name)).toEqual(cuts)
  })

  test('keep every * split', () => {
    const split = '> GET / HT\\\n* split\n> TP/1.1\n>\n'
    for (const { cuts } of ways(split)) expect(cuts).toContain(8)
    expect(ways(split)[0]).toEqual({ name: 'as written', cuts: [8] })
  })

  test('leave out splits that cut nothing', () => {
    expect(ways('* split\n> a\n* split\n* split\n* pause 1 ms\n> b\n* split\n')[0]?.cuts).toEqual([])
  })

  test('that come to the same are there once', () => {
    expect(ways('> a\\n').map(way => way.name)).toEqual(['as written', 'one byte a segment'])
    expect(ways('> x\\').map(way => way.name)).toEqual(['as written'])
    expect(ways('# nothing sent\n')).toEqual([{ name: 'as written', cuts: [] }])
  })

  test('are one when the file says as-written', () => {
    expect(ways(`#!replay: as-written\n${request}`)).toEqual([{ name: 'as written', cuts: [] }])
  })

  test('count the bytes of all connections', () => {
    const both = '> a\n* connection B\n> b\n>\n'
    expect(cutsOf(both, 'one line a segment')).toEqual([6])
    expect(texts(both, [6, 1])).toEqual([
      ['a', '\r\n'],
      ['b\r\n', '\r\n'],
    ])
    expect(sendRunsOf(parseTranscript(both)).map(run => [run.connection, run.offset])).toEqual([
      ['A', 0],
      ['B', 3],
    ])
  })

  test.each([
    ['a long body', '> POST / HTTP/1.1\n>\n> {repeat x 1000000}\n'],
    ['a long head', '> GET /{repeat x 1000000} HTTP/1.1\n>\n'],
    ['a long head and a long body', '> A: {repeat x 1000000}\n>\n> {repeat x 1000000}\n'],
    ['very many lines', `> GET / HTTP/1.1\n>\n${'> x\n'.repeat(20_000)}`],
  ])('stay few for %s', (_, text) => {
    for (const { cuts } of ways(text)) expect(cuts.length).toBeLessThan(2500)
  })

  test('cut a long request at each byte of its head and at the ends of its body', () => {
    const cuts = new Set(cutsOf('> POST / HTTP/1.1\n>\n> {repeat x 100000}\\\n', 'one byte a segment'))
    const wanted = [1, 19, 20, 21, 19 + 64, 19 + 100_000 - 64, 19 + 100_000 - 1]
    expect(wanted.filter(cut => !cuts.has(cut))).toEqual([])
    expect(cuts.has(19 + 50_000)).toBe(false)
  })
})

describe('segments', () => {
  test('never change the bytes, under every way to cut and any seed', () => {
    fc.assert(
      fc.property(validText, fc.integer(), (text, seed) => {
        const transcript = parseTranscript(text)
        const bytes = latin1From(sentBytesOf(transcript))
        for (const { cuts } of segmentationsOf(transcript, seed)) {
          const segments = segmentsOf(transcript, cuts).flatMap(run => run.segments)
          expect(segments.map(segment => latin1From(segment.bytes)).join('')).toBe(bytes)
          const ends = segments.map(segment => segment.offset + segment.bytes.length)
          expect(segments.map(segment => segment.offset)).toEqual([0, ...ends].slice(0, segments.length))
          for (const cut of cuts) expect(ends).toContain(cut)
        }
      }),
      { seed: 6, numRuns: 200 },
    )
  })

  test('are the same for the same seed, whatever the seed', () => {
    fc.assert(
      fc.property(validText, fc.oneof(fc.integer(), fc.double()), (text, seed) => {
        expect(ways(text, seed)).toEqual(ways(text, seed))
      }),
      { seed: 7, numRuns: 100 },
    )
    const random = Array.from({ length: 20 }, (_, seed) => ways(request, seed).at(-1)?.cuts.join())
    expect(new Set(random).size).toBeGreaterThan(10)
  })

  test('end where something comes between two sends, and not at a comment', () => {
    expect(texts('> a\n# and\n> b\n* pause 1 ms\n> c\n', [])).toEqual([['a\r\nb\r\n'], ['c\r\n']])
  })

  test('hold the splits of the file whatever the cuts', () => {
    expect(texts('> ab\\\n* split\n> cd\\\n', [1, 3, 99, 0])).toEqual([['a', 'b', 'c', 'd']])
  })

  test('of a send without bytes are none', () => {
    expect(texts('> \\\n', [])).toEqual([[]])
  })
})
