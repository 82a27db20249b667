// Proves that the validator names the server where the server breaks a rule of the call, the input or the body.

import { expect, test } from 'vitest'
import { type rules, type Application, type Body, type Environ, type StartResponse } from '../../src/tsgi/index.ts'
import { bytes, environOf } from './support/exchange.ts'
import { inputWith, watchedBy } from './support/validated.ts'

type RuleId = keyof typeof rules
type AnyCall = (...args: readonly unknown[]) => unknown

const plain: [string, string][] = [['Content-Type', 'text/plain']]
const write = (): Promise<void> => Promise.resolve()
const startResponse: StartResponse = () => write

const hello: Application = (_, begin) => (begin('200 OK', plain), [bytes('a')])
const generator: Application = function* (_, begin) {
  begin('200 OK', plain)
  yield bytes('a')
  yield bytes('b')
}
const asyncGenerator: Application = async function* (_, begin) {
  begin('200 OK', plain)
  yield bytes('a')
  yield bytes('b')
}
/** Answers one after another, then nothing. */
const answers = (...given: readonly unknown[]): AnyCall => {
  const left = [...given]
  return async () => left.shift() ?? new Uint8Array(0)
}

type InputCase = readonly [
  RuleId,
  string,
  Record<string, unknown>,
  (input: Environ['tsgi.input']) => Promise<unknown>,
  Record<string, unknown>?,
]

export const inputs: readonly InputCase[] = [
  ['input-promises', 'read gives bytes at once', { read: () => bytes('a') }, input => input.read()],
  ['input-promises', 'read gives a text', { read: answers('a') }, input => input.read()],
  ['input-promises', 'readLines gives no array', { readLines: answers(bytes('a')) }, input => input.readLines()],
  ['input-promises', 'readLines gives texts', { readLines: answers(['a']) }, input => input.readLines()],
  ['input-size', 'more bytes than asked for', { read: answers(bytes('abc')) }, input => input.read(2)],
  ['input-size', 'more than a line', { readLine: answers(bytes('a\nb')) }, input => input.readLine()],
  ['input-size', 'a line longer than asked for', { readLine: answers(bytes('abc')) }, input => input.readLine(2)],
  [
    'input-end',
    'more after the end',
    { read: answers(bytes('a'), bytes('b')) },
    async input => [await input.read(2), await input.read(2)],
  ],
  [
    'input-end',
    'more than CONTENT_LENGTH',
    { read: answers(bytes('abc')) },
    input => input.read(),
    { CONTENT_LENGTH: '2' },
  ],
  [
    'input-end',
    'less than CONTENT_LENGTH',
    { read: answers(bytes('a')) },
    input => input.read(),
    { CONTENT_LENGTH: '2' },
  ],
]

test.for(inputs)('the input: %s: %s', async ([rule, , changes, use, more = {}]) => {
  const { application } = watchedBy(async (environ, begin) => {
    await use(environ['tsgi.input'])
    begin('200 OK', plain)
    return []
  })
  const environ = environOf({ 'tsgi.input': inputWith(changes), ...more })
  await expect(application(environ, startResponse)).rejects.toMatchObject({ rule, culprit: 'server' })
})

type Drive = (application: Application) => unknown
const call = (application: Application, begin: unknown = startResponse): Body =>
  application(environOf(), begin as StartResponse) as Body
const iteratorOf = (application: Application): Iterator<Uint8Array> =>
  (call(application) as Iterable<Uint8Array>)[Symbol.iterator]()
const fault = new Error('changed its mind')
const thrownBack: Application = function* (_, begin) {
  begin('200 OK', plain)
  yield bytes('a')
  begin('500 Oh', plain, fault)
}
const replacing: Application = (_, begin) => (begin('200 OK', plain), begin('500 Oh', plain, fault), [])
const writing: Application = (_, begin) => (void begin('200 OK', plain)(bytes('a')), [])

export const calls: readonly (readonly [RuleId, string, Application, Drive])[] = [
  [
    'application-arguments',
    'three arguments',
    hello,
    application => (application as AnyCall)(environOf(), startResponse, 1),
  ],
  ['application-arguments', 'one argument', hello, application => (application as AnyCall)(environOf())],
  [
    'environ-fresh',
    'an environ used again',
    hello,
    application => {
      const environ = environOf()
      application(environ, startResponse)
      return application(Object.assign(environ, environOf()), startResponse)
    },
  ],
  ['start-function', 'no function', hello, application => call(application, 'start')],
  ['start-function', 'no write', hello, application => call(application, () => undefined)],
  [
    'start-replaced',
    'an error thrown back too early',
    replacing,
    application =>
      call(application, (_: string, __: unknown, error?: Error) => {
        if (error !== undefined) throw error
        return write
      }),
  ],
  [
    'start-rethrown',
    'an error not thrown back',
    thrownBack,
    application => [...(call(application) as Iterable<Uint8Array>)],
  ],
  [
    'start-rethrown',
    'another error thrown',
    thrownBack,
    application => [
      ...(call(application, (_: string, __: unknown, error?: Error) => {
        if (error !== undefined) throw new Error('another')
        return write
      }) as Iterable<Uint8Array>),
    ],
  ],
  ['write-promise', 'no promise', writing, application => call(application, () => () => undefined)],
  [
    'body-touched',
    'a body read twice',
    generator,
    application => {
      const body = call(application) as Iterable<Uint8Array>
      return [body[Symbol.iterator](), body[Symbol.iterator]()]
    },
  ],
  [
    'body-after-end',
    'a chunk asked for after the end',
    generator,
    application => {
      const iterator = iteratorOf(application)
      while (iterator.next().done !== true);
      return iterator.next()
    },
  ],
  [
    'body-after-end',
    'a chunk asked for after close',
    generator,
    application => {
      const body = call(application) as Iterable<Uint8Array> & { close(): void }
      const iterator = body[Symbol.iterator]()
      body.close()
      return iterator.next()
    },
  ],
  [
    'body-returned',
    'close without return',
    generator,
    application => {
      const body = call(application) as Iterable<Uint8Array> & { close(): void }
      body[Symbol.iterator]().next()
      return body.close()
    },
  ],
  [
    'body-closed',
    'closed twice',
    hello,
    application => {
      const body = call(application) as { close(): void }
      return [body.close(), body.close()]
    },
  ],
  [
    'chunk-at-once',
    'asked twice at a time',
    asyncGenerator,
    async application => {
      const iterator = (call(application) as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
      return Promise.all([iterator.next(), iterator.next()])
    },
  ],
]

test.for(calls)('the call: %s: %s', async ([rule, , given, drive]) => {
  const { application, faults } = watchedBy(given)
  await expect((async () => drive(application))()).rejects.toMatchObject({
    name: 'ContractError',
    rule,
    culprit: 'server',
  })
  expect(faults.at(-1)).toMatchObject({ rule, culprit: 'server', severity: 'error' })
})

test('a body that is never closed is found', () => {
  const { application } = watchedBy(hello)
  const body = call(application) as { close(): void }
  expect(() => application.assertClosed()).toThrow(
    'the server breaks body-closed with bodies that were never closed: 1.',
  )
  body.close()
  expect(() => application.assertClosed()).not.toThrow()
})

test('a body that is swept up unclosed is mentioned', async () => {
  const { setFlagsFromString } = await import('node:v8')
  const { runInNewContext } = await import('node:vm')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { application, faults } = watchedBy(generator)
  call(application)
  await expect
    .poll(() => {
      collect()
      return faults.map(({ rule }) => rule)
    })
    .toEqual(['body-closed'])
})
