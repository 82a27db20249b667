// Proves what comes of errors: a 500 before anything is sent, an aborted response after, the stack in the log, and a server that lives on.

import { describe, expect, test } from 'vitest'
import { createInput, type Application, type StartResponse } from '../../src/tsgi/index.ts'
import { bytes, outcomeOf } from './support/exchange.ts'

const page = ['whole 500 Internal Server Error', '500 Internal Server Error\n']
const start = (startResponse: StartResponse, headers: [string, string][] = []): void =>
  void startResponse('200 OK', headers)
const fault = new Error('the database is at /secret/path')

describe('an application that throws', () => {
  test.for<[string, Application, string[]]>([
    [
      'at once',
      () => {
        throw fault
      },
      page,
    ],
    [
      'after startResponse',
      (_, begin) => {
        start(begin, [['X-A', '1']])
        throw fault
      },
      page,
    ],
    ['as a rejection', () => Promise.reject(fault), page],
    [
      'in the first step of its body',
      // oxlint-disable-next-line require-yield -- it throws before it comes to that
      function* () {
        throw fault
      },
      page,
    ],
    [
      'after empty chunks',
      function* (_, begin) {
        start(begin)
        yield bytes('')
        throw fault
      },
      page,
    ],
    [
      'after a chunk',
      function* (_, begin) {
        start(begin)
        yield bytes('a')
        throw fault
      },
      ['head 200 OK', 'a', 'abort'],
    ],
    [
      'after an async chunk',
      async function* (_, begin) {
        start(begin)
        yield bytes('a')
        throw fault
      },
      ['head 200 OK', 'a', 'abort'],
    ],
    [
      'after a write',
      async (_, begin) => {
        void begin('200 OK', [])(bytes('a'))
        throw fault
      },
      ['head 200 OK', 'a', 'abort'],
    ],
    [
      'when its body is asked for an iterator',
      (_, begin) => {
        start(begin)
        return {
          [Symbol.iterator]: () => {
            throw fault
          },
        }
      },
      page,
    ],
  ])('%s', async ([, application, events]) => {
    const outcome = await outcomeOf(application)
    expect(outcome.events).toEqual(events)
    expect(outcome.log).toBe(`${fault.stack}\n`)
    expect(outcome.aborted).toBe(events.at(-1) === 'abort' ? fault : undefined)
  })

  test('has its own headers replaced', async () => {
    const { headers } = await outcomeOf((_, begin) => {
      start(begin, [['X-A', '1']])
      throw fault
    })
    expect(headers).toEqual([['Content-Type', 'text/plain; charset=utf-8']])
  })

  test('at a HEAD gives a 500 without its page', async () => {
    const { events, knownLength } = await outcomeOf(
      () => {
        throw fault
      },
      { REQUEST_METHOD: 'HEAD' },
    )
    expect([events, knownLength]).toEqual([['whole 500 Internal Server Error'], page[1]!.length])
  })

  test.for<[unknown, string]>([
    ['a text', 'a text was thrown\n'],
    [undefined, 'undefined was thrown\n'],
    [null, 'null was thrown\n'],
    [Object.create(null), 'something was thrown that cannot be looked at\n'],
    [{ message: 'like an error' }, 'like an error\n'],
  ])('anything (%j) is logged as well as it can be', async ([thrown, log]) => {
    const outcome = await outcomeOf(() => {
      throw thrown
    })
    expect([outcome.events, outcome.log]).toEqual([page, log])
  })

  test('an error with causes is logged with them', async () => {
    const { log } = await outcomeOf(() => {
      throw new Error('outer', { cause: fault })
    })
    expect(log).toContain('Error: outer')
    expect(log).toContain(`\ncaused by ${fault.stack}\n`)
  })
})

describe('an application that lets through what its input rejects with', () => {
  test.for<[string, number, string[]]>([
    ['a cut-off body', 400, ['whole 400 Bad Request', '400 Bad Request\n']],
    ['a body too long', 413, ['whole 413 Content Too Large', '413 Content Too Large\n']],
  ])('answers %s with %i and logs nothing', async ([, status, events]) => {
    const source = createInput({ onFirstRead: () => undefined, onFull: () => undefined, onWant: () => undefined })
    source.fail(Object.assign(new Error('refused'), { status }))
    const application: Application = async (environ, begin) => {
      start(begin)
      return [await environ['tsgi.input'].read()]
    }
    const outcome = await outcomeOf(application, { 'tsgi.input': source.input })
    expect([outcome.events, outcome.log]).toEqual([events, ''])
  })
})

describe('an error as third argument, when the head is gone', () => {
  const application = (use: (startResponse: StartResponse) => void): Application =>
    function* (_, startResponse) {
      start(startResponse)
      yield bytes('a')
      use(startResponse)
      yield bytes('b')
    }

  test('is thrown, and the response is aborted', async () => {
    const { events, aborted } = await outcomeOf(application(begin => begin('500 Oh', [], fault)))
    expect([events, aborted]).toEqual([['head 200 OK', 'a', 'abort'], fault])
  })

  test('aborts the response also when the application catches it', async () => {
    const catching = application(begin => {
      expect(() => begin('500 Oh', [], fault)).toThrow(fault)
    })
    const { events, aborted } = await outcomeOf(catching)
    expect([events, aborted]).toEqual([['head 200 OK', 'a', 'abort'], fault])
  })
})
