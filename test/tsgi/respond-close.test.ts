// Proves that a body is stopped and closed, exactly once, whatever happened.

import { describe, expect, test } from 'vitest'
import { ClientLeft, type Application, type Body } from '../../src/tsgi/index.ts'
import { begin, bytes, outcomeOf, recordingSink, settled } from './support/exchange.ts'

type Traced = { readonly body: Body; readonly calls: string[] }

/** A body that writes down how it is used. */
function traced(steps: readonly (string | Error | 'hang')[], isAsync: boolean, close?: () => unknown): Traced {
  const calls: string[] = []
  const pending = [...steps]
  const next = (): IteratorResult<Uint8Array> => {
    const step = pending.shift()
    calls.push('next')
    if (step instanceof Error) throw step
    return step === undefined ? { done: true, value: undefined } : { done: false, value: bytes(step) }
  }
  const finish = (): IteratorResult<Uint8Array> => {
    calls.push('return')
    return { done: true, value: undefined }
  }
  const closing = {
    close: () => {
      calls.push('close')
      return close?.() as void
    },
  }
  if (!isAsync) return { calls, body: { [Symbol.iterator]: () => ({ next, return: finish }), ...closing } }
  const nextLater = (): Promise<IteratorResult<Uint8Array>> =>
    pending[0] === 'hang' ? new Promise(() => calls.push('next')) : (async () => next())()
  const asyncBody = { [Symbol.asyncIterator]: () => ({ next: nextLater, return: async () => finish() }), ...closing }
  return { calls, body: asyncBody }
}

const giving =
  (body: Body, headers: [string, string][] = []): Application =>
  (_, startResponse) => {
    startResponse('200 OK', headers)
    return body
  }

describe.for([
  ['iterable', false],
  ['async iterable', true],
] as const)('a body that is %s', ([, isAsync]) => {
  test.for<[string, readonly (string | Error)[], string[], Record<string, unknown>, [string, string][]]>([
    ['is closed after its end', ['a'], ['next', 'next', 'close'], {}, []],
    [
      'is closed after an error of its own, and not returned',
      ['a', new Error('no')],
      ['next', 'next', 'close'],
      {},
      [],
    ],
    [
      'is returned and closed when its length is reached',
      ['ab', 'c'],
      ['next', 'return', 'close'],
      {},
      [['Content-Length', '1']],
    ],
    ['is returned and closed at a HEAD', ['a', 'b'], ['next', 'return', 'close'], { REQUEST_METHOD: 'HEAD' }, []],
  ])('%s', async ([, steps, expected, changes, headers]) => {
    const { body, calls } = traced(steps, isAsync)
    await outcomeOf(giving(body, headers), changes)
    expect(calls).toEqual(expected)
  })

  test('is returned and closed when a chunk is refused', async () => {
    const { body, calls } = traced(['a'], isAsync)
    const { events } = await outcomeOf(() => body)
    expect([events[0], calls]).toEqual(['whole 500 Internal Server Error', ['next', 'return', 'close']])
  })

  test('is returned and closed when the client leaves while the connection is full', async () => {
    const { body, calls } = traced(['a', 'b'], isAsync)
    const sink = recordingSink()
    sink.block()
    const { pending, log } = begin(giving(body), {}, sink)
    await settled()
    pending?.abandon()
    pending?.abandon()
    await pending?.whenDone
    sink.drain()
    await settled()
    expect([sink.told.events, calls, log()]).toEqual([['head 200 OK', 'a'], ['next', 'return', 'close'], ''])
  })

  test.for<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('cannot close')
      },
    ],
    ['rejects', () => Promise.reject(new Error('cannot close'))],
  ])('may have a close() that %s: it is logged and the response stands', async ([, close]) => {
    const { body } = traced(['a'], isAsync, close)
    const { events, log } = await outcomeOf(giving(body))
    expect(events).toEqual(['head 200 OK', 'a', 'end'])
    expect(log).toContain('cannot close')
  })

  test('has its close() waited for', async () => {
    let isClosed = false
    const { body } = traced(['a'], isAsync, async () => {
      await settled()
      isClosed = true
    })
    await outcomeOf(giving(body))
    expect(isClosed).toBe(true)
  })
})

test.for<[string, Application]>([
  ['sent', giving(Object.assign([bytes('a')], { close: () => void closed.push('close') }))],
  ['refused', giving(Object.assign(['a' as never], { close: () => void closed.push('close') }))],
])('an array with close() that is %s is closed', async ([, application]) => {
  closed.length = 0
  await outcomeOf(application)
  expect(closed).toEqual(['close'])
})
const closed: string[] = []

test('something that is no body is closed too, if it can be', async () => {
  closed.length = 0
  await outcomeOf(giving({ close: () => void closed.push('close') } as never))
  expect(closed).toEqual(['close'])
})

describe('when the client leaves', () => {
  test('a body that waits for something that never comes is returned and closed at once', async () => {
    const { body, calls } = traced(['hang'], true)
    const { pending, sink } = begin(giving(body))
    await settled()
    pending?.abandon()
    await pending?.whenDone
    expect([sink.told.events, calls]).toEqual([[], ['next', 'return', 'close']])
  })

  test('an async generator runs its finally once it goes on', async () => {
    const calls: string[] = []
    let goOn = (): void => undefined
    const application: Application = async function* (_, startResponse) {
      startResponse('200 OK', [])
      try {
        yield bytes('a')
        await new Promise<void>(resolve => (goOn = resolve))
        yield bytes('b')
        calls.push('asked again')
      } finally {
        calls.push('finally')
      }
    }
    const { pending, sink } = begin(application)
    await settled()
    pending?.abandon()
    goOn()
    await settled()
    expect([sink.told.events, calls]).toEqual([['head 200 OK', 'a'], ['finally']])
  })

  test('a body that comes later is closed, and not read', async () => {
    const { body, calls } = traced(['a'], false)
    let give: ((body: Body) => void) | undefined
    const application: Application = (_, startResponse) => {
      startResponse('200 OK', [])
      return new Promise(resolve => (give = resolve))
    }
    const { pending, sink } = begin(application)
    pending?.abandon()
    give?.(body)
    await pending?.whenDone
    expect([sink.told.events, calls]).toEqual([[], ['close']])
  })

  test('write() rejects, which ends nobody who does not wait for it, and the log stays empty', async () => {
    let leave = (): void => undefined
    const application: Application = async (_, startResponse) => {
      const write = startResponse('200 OK', [])
      await write(bytes('a'))
      await new Promise<void>(resolve => (leave = resolve))
      void write(bytes('b'))
      await expect(write(bytes('c'))).rejects.toThrow(ClientLeft)
      await write(bytes('d'))
      return []
    }
    const { pending, sink, log } = begin(application)
    await settled()
    pending?.abandon()
    leave()
    await pending?.whenDone
    expect([sink.told.events, log()]).toEqual([['head 200 OK', 'a'], ''])
  })

  test('startResponse is no fault', async () => {
    let goOn = (): void => undefined
    const application: Application = async (_, startResponse) => {
      await new Promise<void>(resolve => (goOn = resolve))
      startResponse('200 OK', [])
      return [bytes('a')]
    }
    const { pending, sink, log } = begin(application)
    pending?.abandon()
    goOn()
    await pending?.whenDone
    expect([sink.told.events, log()]).toEqual([[], ''])
  })

  test('nothing happens to a response that is complete', async () => {
    const { body, calls } = traced(['a'], true)
    const { pending, sink } = begin(giving(body))
    await pending?.whenDone
    pending?.abandon()
    await settled()
    expect([sink.told.events.at(-1), calls]).toEqual(['end', ['next', 'next', 'close']])
  })
})
