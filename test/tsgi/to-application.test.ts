// Proves that three shapes are applications, and that everything else is refused with what it is.

import { describe, expect, test } from 'vitest'
import { toApplication, type Body, type Environ, type StartResponse } from '../../src/tsgi/index.ts'
import { bytes, outcomeOf } from './support/exchange.ts'

const start: readonly [string, [string, string][]] = ['200 OK', []]

class Hello {
  private readonly startResponse: StartResponse
  constructor(_: Environ, startResponse: StartResponse) {
    this.startResponse = startResponse
  }
  *[Symbol.iterator](): Generator<Uint8Array> {
    this.startResponse(...start)
    yield bytes('hello')
  }
}

class Static {
  readonly instance = true
  static handle(_: Environ, begin: StartResponse): Body {
    begin(...start)
    return [bytes('hello')]
  }
}

describe('an application is', () => {
  test.for<[string, unknown, string[]]>([
    [
      'a function',
      (_: Environ, begin: StartResponse) => (begin(...start), [bytes('hello')]),
      ['whole 200 OK', 'hello'],
    ],
    [
      'an async function',
      async (_: Environ, begin: StartResponse) => (begin(...start), [bytes('hello')]),
      ['whole 200 OK', 'hello'],
    ],
    [
      'a generator function',
      function* (_: Environ, begin: StartResponse) {
        begin(...start)
        yield bytes('hello')
      },
      ['head 200 OK', 'hello', 'end'],
    ],
    [
      'an async generator function',
      async function* (_: Environ, begin: StartResponse) {
        begin(...start)
        yield bytes('hello')
      },
      ['head 200 OK', 'hello', 'end'],
    ],
    [
      'an object with handle, which is called as its method',
      {
        greeting: 'hello',
        handle(this: { greeting: string }, _: Environ, begin: StartResponse): Body {
          begin(...start)
          return [bytes(this.greeting)]
        },
      },
      ['whole 200 OK', 'hello'],
    ],
    ['a class whose instances are iterable', Hello, ['head 200 OK', 'hello', 'end']],
    ['a class with a static handle', Static, ['whole 200 OK', 'hello']],
  ])('%s', async ([, given, events]) => {
    expect((await outcomeOf(toApplication(given))).events).toEqual(events)
  })
})

describe('everything else is refused with what it is', () => {
  test.for<[unknown, string]>([
    [undefined, 'the application breaks application-shape: undefined.'],
    [{ app: 1 }, 'the application breaks application-shape: an object of Object.'],
    ['app', 'the application breaks application-shape: "app".'],
    [Promise.resolve(), 'the application breaks application-shape (await it first): an object of Promise.'],
    [
      { fetch: () => undefined },
      'the application breaks application-shape (it has fetch: there is an adapter for that): an object of Object.',
    ],
    [
      class App {
        handle(): void {}
      },
      'the application breaks application-shape (its instances have handle: give one of them): the function "App".',
    ],
  ])('%s: %s', ([given, message]) => {
    expect(() => toApplication(given)).toThrow(message)
  })
})
