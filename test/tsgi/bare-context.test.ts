// The layer needs nothing but the language: it runs where there is no Buffer, no node: and no AbortController.

import { describe, expect, test } from 'vitest'
import type { Application, ContractError } from '../../src/tsgi/index.ts'
import { applicationBreaches } from './support/application-breaches.ts'
import { bytes, environOf, factsOf, fieldsOf, headOf, recordingSink, text } from './support/exchange.ts'
import { inBareContext } from './support/in-context.ts'

const { tsgi, globals, evaluate } = inBareContext()

test('a bare context has none of what Node adds', () => {
  expect(globals).toContain('Uint8Array')
  for (const name of [
    'Buffer',
    'process',
    'require',
    'TextDecoder',
    'TextEncoder',
    'AbortController',
    'setTimeout',
    'URL',
  ])
    expect(globals).not.toContain(name)
})

test('a request becomes an environ in it, is answered by an application of its own, and the body is read', async () => {
  const source = tsgi.createInput({ onFirstRead: () => undefined, onFull: () => undefined, onWant: () => undefined })
  const head = headOf({ method: 'POST', target: '/caf%C3%A9', path: '/caf%C3%A9', fields: fieldsOf(['Host', 'x']) })
  const { signal } = new AbortController()
  const environ = tsgi.environFrom(head, factsOf(), { input: source.input, signal })
  const application = evaluate(`tsgi.validate(async (environ, startResponse) => {
    const body = await environ['tsgi.input'].read()
    startResponse('200 OK', [['Content-Type', 'text/plain'], ['X-Url', tsgi.requestUrl(environ)]])
    return (async function* () { yield Uint8Array.from(body.toReversed()) })()
  })`) as Application
  const sink = recordingSink()
  const pending = tsgi.respond(application, environ, sink)
  source.give(bytes('olleh'))
  source.end()
  await pending?.whenDone
  expect(sink.told.events).toEqual(['head 200 OK', 'hello', 'end'])
  expect(sink.told.headers[1]?.[1]).toBe('http://x/caf%C3%A9')
  expect(tsgi.latin1ToUtf8(environ.PATH_INFO)).toBe('/café')
})

describe('breaches are seen in it as they are here', () => {
  test.for(applicationBreaches)('%s: %s', async ([rule, , given, changes]) => {
    const faults: ContractError[] = []
    const application = tsgi.validate(given, { onFault: fault => void faults.push(fault) })
    await tsgi.respond(application, environOf(changes), recordingSink())?.whenDone
    expect(faults.map(({ rule }) => rule)).toContain(rule)
  })
})

test('bytes from another realm are chunks', () => {
  const sink = recordingSink()
  const application: Application = (_, startResponse) => {
    startResponse('200 OK', [])
    return [evaluate('Uint8Array.of(104, 105)') as Uint8Array, bytes('!')]
  }
  tsgi.respond(application, environOf(), sink)
  expect(sink.told.events).toEqual(['whole 200 OK', 'hi', '!'])
  expect(text(evaluate('Uint8Array.of(104, 105)') as Uint8Array)).toBe('hi')
})
