// Proves what respond tells its sink: heads, chunks and ends, in order, and synchronously where it can.

import { describe, expect, test } from 'vitest'
import type { Application, Body } from '../../src/tsgi/index.ts'
import { begin, bytes, outcomeOf, recordingSink, settled } from './support/exchange.ts'

const plain: [string, string][] = [['Content-Type', 'text/plain']]

/** An application with this body. */
const giving =
  (body: () => Body, headers = plain, status = '200 OK'): Application =>
  (_, startResponse) => {
    startResponse(status, headers)
    return body()
  }

const length = (value: number): [string, string][] => [...plain, ['Content-Length', String(value)]]

async function* asyncChunks(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(bytes(chunk))
}

function* chunks(...chunks: readonly string[]): Generator<Uint8Array> {
  for (const chunk of chunks) yield bytes(chunk)
}

describe('a body', () => {
  test.for<[string, Application, string[]]>([
    ['an array: all at once', giving(() => [bytes('a'), bytes('b')]), ['whole 200 OK', 'a', 'b']],
    ['an empty array', giving(() => []), ['whole 200 OK']],
    ['an array of nothing', giving(() => [bytes('')]), ['whole 200 OK']],
    ['an array that is as long as it says', giving(() => [bytes('ab')], length(2)), ['whole 200 OK', 'ab']],
    ['a generator: chunk by chunk', giving(() => chunks('a', 'b')), ['head 200 OK', 'a', 'b', 'end']],
    ['a generator with empty chunks', giving(() => chunks('', 'a', '')), ['head 200 OK', 'a', 'end']],
    ['a generator of nothing', giving(() => chunks()), ['whole 200 OK']],
    ['a set', giving(() => new Set([bytes('a')])), ['head 200 OK', 'a', 'end']],
    ['an async generator', giving(() => asyncChunks('a', '', 'b')), ['head 200 OK', 'a', 'b', 'end']],
    ['an async generator of nothing', giving(() => asyncChunks()), ['whole 200 OK']],
    ['a Buffer as a chunk', giving(() => [Buffer.from('a')]), ['whole 200 OK', 'a']],
    [
      'both iterable and async iterable: async',
      giving(() => ({ [Symbol.asyncIterator]: () => asyncChunks('async'), [Symbol.iterator]: () => chunks('sync') })),
      ['head 200 OK', 'async', 'end'],
    ],
    [
      'a promise of one',
      async (_, startResponse) => {
        await Promise.resolve()
        startResponse('200 OK', plain)
        return [bytes('a')]
      },
      ['whole 200 OK', 'a'],
    ],
    [
      'that calls startResponse in its first step',
      function* (_, startResponse) {
        startResponse('200 OK', plain)
        yield bytes('a')
      },
      ['head 200 OK', 'a', 'end'],
    ],
    [
      'that calls startResponse after empty chunks',
      function* (_, startResponse) {
        yield bytes('')
        startResponse('200 OK', plain)
      },
      ['whole 200 OK'],
    ],
  ])('%s', async ([, application, events]) => {
    const { events: told, log } = await outcomeOf(application)
    expect([told, log]).toEqual([events, ''])
  })

  test.for<[string, Application, boolean]>([
    ['an array', giving(() => [bytes('a')]), true],
    ['a generator', giving(() => chunks('a', 'b')), true],
    [
      'an error',
      () => {
        throw new Error('no')
      },
      true,
    ],
    ['a close that gives no promise', giving(() => Object.assign([bytes('a')], { close: () => undefined })), true],
    ['an async generator', giving(() => asyncChunks('a')), false],
    ['an async application', async (environ, startResponse) => giving(() => [])(environ, startResponse), false],
  ])('%s is served within the call: %s', async ([, application, isWithin]) => {
    expect((await outcomeOf(application)).isSynchronous).toBe(isWithin)
  })

  test('of an array has a known length', async () => {
    expect((await outcomeOf(giving(() => [bytes('ab'), bytes('c')]))).knownLength).toBe(3)
  })
})

test('the headers are copied when startResponse is called, order and repeats kept', async () => {
  const headers: [string, string][] = [
    ['Set-Cookie', 'a=1'],
    ['X-B', '2'],
    ['Set-Cookie', 'c=3'],
  ]
  const application: Application = (_, startResponse) => {
    startResponse('200 OK', headers)
    headers[1]![1] = '2\r\nX-Forged: 1'
    headers.push(['X-Late', '4'])
    return []
  }
  expect((await outcomeOf(application)).headers).toEqual([
    ['Set-Cookie', 'a=1'],
    ['X-B', '2'],
    ['Set-Cookie', 'c=3'],
  ])
})

describe('nothing is sent before the first chunk that is not empty', () => {
  test('nor with startResponse, nor with empty chunks', () => {
    const { sink } = begin(
      giving(async function* () {
        yield bytes('')
        await new Promise(() => undefined)
      }),
    )
    expect(sink.told.events).toEqual([])
  })

  test('and a second call with an error replaces status and headers, all of them', async () => {
    const application: Application = function* (_, startResponse) {
      startResponse('200 OK', [['X-First', '1']])
      yield bytes('')
      startResponse('503 Busy', [['X-Second', '2']], new Error('changed its mind'))
      yield bytes('busy')
    }
    const { events, headers } = await outcomeOf(application)
    expect([events, headers]).toEqual([['head 503 Busy', 'busy', 'end'], [['X-Second', '2']]])
  })
})

describe('backpressure', () => {
  test.for<[string, () => Body]>([
    ['a generator', () => chunks('a', 'b', 'c')],
    ['an async generator', () => asyncChunks('a', 'b', 'c')],
  ])('%s is asked for the next chunk when the connection can take it', async ([, body]) => {
    const sink = recordingSink()
    sink.block()
    const { pending } = begin(giving(body), {}, sink)
    await settled()
    expect(sink.told.events).toEqual(['head 200 OK', 'a'])
    sink.drain()
    await pending?.whenDone
    expect(sink.told.events).toEqual(['head 200 OK', 'a', 'b', 'c', 'end'])
  })

  test('a chunk is handed over before the next is asked for', async () => {
    const sink = recordingSink()
    const seen: number[] = []
    const application = giving(function* () {
      seen.push(sink.told.events.length)
      yield bytes('a')
      seen.push(sink.told.events.length)
      yield bytes('b')
      seen.push(sink.told.events.length)
    })
    await begin(application, {}, sink).pending?.whenDone
    expect(seen).toEqual([0, 2, 3])
  })
})

describe('Content-Length', () => {
  test.for<[string, () => Body, number, string[]]>([
    ['a chunk too long: cut', () => chunks('abcdef'), 4, ['head 200 OK', 'abcd', 'end']],
    ['an array too long: cut', () => [bytes('abc'), bytes('def')], 4, ['head 200 OK', 'abc', 'd', 'end']],
    ['async, too long: cut', () => asyncChunks('abc', 'def'), 4, ['head 200 OK', 'abc', 'd', 'end']],
    ['bytes where there are to be none', () => chunks('a'), 0, ['head 200 OK', 'end']],
    ['too short: aborted', () => chunks('abc'), 4, ['head 200 OK', 'abc', 'abort']],
    ['an array too short: aborted', () => [bytes('abc')], 4, ['head 200 OK', 'abc', 'abort']],
    ['nothing at all: aborted', () => chunks(), 4, ['head 200 OK', 'abort']],
    ['async, too short: aborted', () => asyncChunks('abc'), 4, ['head 200 OK', 'abc', 'abort']],
  ])('%s', async ([, body, declared, events]) => {
    const { events: told, log } = await outcomeOf(giving(body, length(declared)))
    expect(told).toEqual(events)
    expect(log).toContain(events.at(-1) === 'abort' ? 'length-short' : 'length-exceeded')
  })

  test('ends the reading where it is reached, with return() and close()', async () => {
    const calls: string[] = []
    const body = Object.assign(
      (function* () {
        try {
          yield bytes('abcd')
          calls.push('asked again')
        } finally {
          calls.push('finally')
        }
      })(),
      { close: () => void calls.push('close') },
    )
    const { events, log } = await outcomeOf(giving(() => body, length(4)))
    expect([events, calls, log]).toEqual([['head 200 OK', 'abcd', 'end'], ['finally', 'close'], ''])
  })
})

describe('responses without a body', () => {
  test.for<[string, string, string]>([
    ['HEAD', '200 OK', 'whole 200 OK'],
    ['GET', '204 No Content', 'whole 204 No Content'],
    ['GET', '304 Not Modified', 'whole 304 Not Modified'],
    ['CONNECT', '200 OK', 'whole 200 OK'],
  ])('%s and %s: head and no bytes, and the body is closed', async ([method, status, event]) => {
    for (const make of [() => [bytes('abc')], () => chunks('abc', 'def'), () => asyncChunks('abc', 'def')]) {
      const calls: string[] = []
      const application = giving(
        () => Object.assign(make(), { close: () => void calls.push('close') }),
        length(9),
        status,
      )
      const { events, log } = await outcomeOf(application, { REQUEST_METHOD: method })
      expect([events, calls, log]).toEqual([[event], ['close'], ''])
    }
  })

  test('a HEAD has the length its GET would have, where that is known', async () => {
    const head = { REQUEST_METHOD: 'HEAD' }
    expect(
      (
        await outcomeOf(
          giving(() => [bytes('abc')]),
          head,
        )
      ).knownLength,
    ).toBe(3)
    expect(
      (
        await outcomeOf(
          giving(() => chunks('abc')),
          head,
        )
      ).knownLength,
    ).toBe(undefined)
  })

  test('write() sends nothing either, and may go on', async () => {
    const application: Application = async (_, startResponse) => {
      const write = startResponse('200 OK', length(6))
      await write(bytes('abc'))
      await write(bytes('def'))
      return []
    }
    expect((await outcomeOf(application, { REQUEST_METHOD: 'HEAD' })).events).toEqual(['whole 200 OK'])
  })
})

test('what an application changes in its environ does not reach the server', async () => {
  const application: Application = (environ, startResponse) => {
    environ.REQUEST_METHOD = 'HEAD'
    environ['tsgi.errors'] = { write: () => undefined, writeLines: () => undefined, flush: () => undefined }
    startResponse('200 OK', plain)
    return chunks('a')
  }
  expect((await outcomeOf(application)).events).toEqual(['head 200 OK', 'a', 'end'])
})
