// Proves write(), the old way to send: before the body, in order, with a promise for the drain.

import { describe, expect, test } from 'vitest'
import type { Application, Write } from '../../src/tsgi/index.ts'
import { begin, bytes, outcomeOf, recordingSink, settled } from './support/exchange.ts'

const writing =
  (use: (write: Write) => Promise<void> | void, headers: [string, string][] = []): Application =>
  async (_, startResponse) => {
    await use(startResponse('200 OK', headers))
    return [bytes('body')]
  }

test('what is written comes before the body, in order, waited for or not', async () => {
  const application = writing(write => {
    void write(bytes('one '))
    void write(bytes(''))
    void write(bytes('two '))
  })
  expect((await outcomeOf(application)).events).toEqual(['head 200 OK', 'one ', 'two ', 'body', 'end'])
})

test('a synchronous application may write too', async () => {
  const application: Application = (_, startResponse) => {
    void startResponse('200 OK', [])(bytes('written'))
    return []
  }
  const { events, isSynchronous } = await outcomeOf(application)
  expect([events, isSynchronous]).toEqual([['head 200 OK', 'written', 'end'], true])
})

test('an empty write sends nothing, and the head can still be replaced', async () => {
  const application: Application = async (_, startResponse) => {
    await startResponse('200 OK', [])(bytes(''))
    startResponse('404 Not Found', [], new Error('gone'))
    return []
  }
  expect((await outcomeOf(application)).events).toEqual(['whole 404 Not Found'])
})

test('its promise waits for the drain, and so does the body', async () => {
  const sink = recordingSink()
  sink.block()
  let isWritten = false
  const application = writing(write => {
    void write(bytes('a')).then(() => (isWritten = true))
  })
  const { pending } = begin(application, {}, sink)
  await settled()
  expect([isWritten, sink.told.events]).toEqual([false, ['head 200 OK', 'a']])
  sink.drain()
  await pending?.whenDone
  expect([isWritten, sink.told.events]).toEqual([true, ['head 200 OK', 'a', 'body', 'end']])
})

describe('is refused', () => {
  test.for<[string, string, Application]>([
    ['past Content-Length', 'length-exceeded', writing(write => write(bytes('abc')), [['Content-Length', '2']])],
    ['with a text', 'chunk-text', writing(write => write('abc' as never))],
    ['with no bytes', 'chunk-bytes', writing(write => write([1, 2] as never))],
    [
      'from within the body',
      'write-after-body',
      function* (_, startResponse) {
        const write = startResponse('200 OK', [])
        void write(bytes('a'))
        yield bytes('b')
      },
    ],
  ])('%s', async ([, rule, application]) => {
    const { events, log } = await outcomeOf(application)
    expect(events[0]).toBe('whole 500 Internal Server Error')
    expect(log).toContain(`breaks ${rule}`)
  })

  test('after the response has ended', async () => {
    let late: Write | undefined
    const application: Application = (_, startResponse) => {
      late = startResponse('200 OK', [])
      return []
    }
    await outcomeOf(application)
    expect(() => late?.(bytes('a'))).toThrow('write-after-end')
  })
})
