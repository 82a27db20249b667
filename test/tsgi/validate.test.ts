// Proves that the validator changes nothing of what is right, and what it does besides.

import { describe, expect, test } from 'vitest'
import { validate, type Application, type Body, type StartResponse } from '../../src/tsgi/index.ts'
import { bytes, outcomeOf, settled, text } from './support/exchange.ts'
import { inputOf } from './support/input.ts'
import { breachesOf } from './support/validated.ts'

const plain: [string, string][] = [['Content-Type', 'text/plain']]
const start = (startResponse: StartResponse, headers = plain, status = '200 OK'): ReturnType<StartResponse> =>
  startResponse(status, headers)

type Headers = [string, string][]
const giving =
  (body: () => unknown, headers: Headers = plain, status = '200 OK'): Application =>
  (_, begin) => (start(begin, headers, status), body() as Body)
const length = (value: number): Headers => [...plain, ['Content-Length', String(value)]]
const fault = new Error('changed its mind')

describe('what is right passes unchanged, without a word', () => {
  test.for<[string, Application, string[]]>([
    ['an array', giving(() => [bytes('a'), bytes('b')]), ['whole 200 OK', 'a', 'b']],
    [
      'a generator',
      giving(function* () {
        yield bytes('')
        yield bytes('a')
      }),
      ['head 200 OK', 'a', 'end'],
    ],
    [
      'an async generator',
      giving(async function* () {
        yield bytes('a')
      }),
      ['head 200 OK', 'a', 'end'],
    ],
    ['a promise of an array', giving(() => Promise.resolve([bytes('a')])), ['whole 200 OK', 'a']],
    ['write', async (_, begin) => (await start(begin)(bytes('a')), []), ['head 200 OK', 'a', 'end']],
    [
      'a length reached',
      giving(function* () {
        yield bytes('ab')
      }, length(2)),
      ['head 200 OK', 'ab', 'end'],
    ],
    ['no content', giving(() => [], [], '204 No Content'), ['whole 204 No Content']],
    ['a second call with an error', (_, begin) => (start(begin), begin('500 Oh', plain, fault), []), ['whole 500 Oh']],
    [
      'all ways to read',
      async ({ 'tsgi.input': input, 'tsgi.errors': errors }, begin) => {
        const [first, line, lines] = [await input.read(2), await input.readLine(), await input.readLines(1)]
        const rest = [...first, ...line, ...lines.flatMap(line => [...line])]
        for await (const piece of input) rest.push(...piece)
        errors.write('')
        errors.writeLines([])
        errors.flush()
        start(begin)
        return [Uint8Array.from(rest), await input.read()]
      },
      ['whole 200 OK', 'one\ntwo\nthree'],
    ],
  ])('%s', async ([, application, events]) => {
    const given = { 'tsgi.input': inputOf('one\n', 'two\nthree'), CONTENT_LENGTH: '13' }
    const { breaches, events: told, log } = await breachesOf(application, given)
    expect([told, breaches, log]).toEqual([events, [], ''])
  })

  test('an error of the application', async () => {
    const { breaches, log } = await breachesOf(() => {
      throw fault
    })
    expect([breaches, log]).toEqual([[], `${fault.stack}\n`])
  })
})

test('a warning goes to tsgi.errors where nobody else wants it', async () => {
  const { log, events } = await outcomeOf(validate(giving(() => [bytes('a')], [])))
  expect(events).toEqual(['whole 200 OK', 'a'])
  expect(log).toMatch(/^the application breaks start-content-type: an array of 0\. .*\n$/)
})

test('a chunk that is refused stops the generator that gave it', async () => {
  const calls: string[] = []
  const application = giving(function* () {
    try {
      yield 'text'
    } finally {
      calls.push('finally')
    }
  })
  await breachesOf(application)
  await settled()
  expect(calls).toEqual(['finally'])
})

test('middleware is checked at both ends', async () => {
  const inner = validate(
    giving(function* () {
      yield bytes('a')
      yield bytes('b')
    }),
  )
  const doubling: Application = function* (environ, begin) {
    for (const chunk of inner(environ, begin) as Iterable<Uint8Array>) yield bytes(text(chunk).repeat(2))
  }
  const { breaches, events } = await breachesOf(doubling)
  expect([breaches, events]).toEqual([[], ['head 200 OK', 'aa', 'bb', 'end']])
  // It does not close what it read.
  expect(() => inner.assertClosed()).toThrow('the server breaks body-closed')
})
