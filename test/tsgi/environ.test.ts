// Proves each key of environ, by the table of the contract.

import { describe, expect, test } from 'vitest'
import { emptyInput, environFrom, pathInfoFrom, type GatewayFacts } from '../../src/tsgi/index.ts'
import type { RequestHead } from '../../src/http/index.ts'
import { factsOf, fieldsOf, headOf } from './support/exchange.ts'

const { signal } = new AbortController()
const environ = (head: Partial<RequestHead> = {}, facts: Partial<GatewayFacts> = {}): Record<string, unknown> =>
  environFrom(headOf(head), factsOf(facts), { input: emptyInput, signal })

test('a plain request has these keys and no others', () => {
  const facts = factsOf()
  expect(environFrom(headOf(), facts, { input: emptyInput, signal })).toStrictEqual({
    REQUEST_METHOD: 'GET',
    SCRIPT_NAME: '',
    PATH_INFO: '/',
    QUERY_STRING: '',
    SERVER_NAME: '127.0.0.1',
    SERVER_PORT: '8000',
    SERVER_PROTOCOL: 'HTTP/1.1',
    SERVER_SOFTWARE: 'test/1',
    GATEWAY_INTERFACE: 'CGI/1.1',
    REQUEST_URI: '/',
    REMOTE_ADDR: '127.0.0.2',
    REMOTE_PORT: '40000',
    'tsgi.version': [1, 0],
    'tsgi.url_scheme': 'http',
    'tsgi.input': emptyInput,
    'tsgi.errors': facts.errors,
    'tsgi.multithread': false,
    'tsgi.multiprocess': false,
    'tsgi.run_once': false,
    'tsgi.nonblocking': true,
    'tsgi.input_terminated': true,
    'tsgi.signal': signal,
  })
})

describe('what the request line says', () => {
  test.for<[string, Partial<RequestHead>, Record<string, string>]>([
    ['a method nobody knows, its case kept', { method: 'Brew' }, { REQUEST_METHOD: 'Brew' }],
    [
      'a query, at the first question mark',
      { target: '/a?b=%41?c', path: '/a', query: 'b=%41?c' },
      { PATH_INFO: '/a', QUERY_STRING: 'b=%41?c', REQUEST_URI: '/a?b=%41?c' },
    ],
    ['an empty query', { target: '/a?', path: '/a', query: '' }, { QUERY_STRING: '', REQUEST_URI: '/a?' }],
    [
      'escapes, as one character a byte',
      { target: '/caf%C3%A9', path: '/caf%C3%A9' },
      { PATH_INFO: '/caf\xc3\xa9', REQUEST_URI: '/caf%C3%A9' },
    ],
    ['an escaped slash', { target: '/a%2Fb', path: '/a%2Fb' }, { PATH_INFO: '/a/b', REQUEST_URI: '/a%2Fb' }],
    ['repeated slashes and dots', { path: '//a/../b/./' }, { PATH_INFO: '//a/../b/./' }],
    ['the whole server', { method: 'OPTIONS', target: '*', form: 'asterisk', path: '*' }, { PATH_INFO: '*' }],
    [
      'an absolute target',
      { target: 'http://example/a', form: 'absolute', path: '/a' },
      { PATH_INFO: '/a', REQUEST_URI: 'http://example/a' },
    ],
    ['an older version', { protocol: 'HTTP/1.0', version: '1.0' }, { SERVER_PROTOCOL: 'HTTP/1.0' }],
  ])('%s', ([, head, keys]) => {
    expect(environ(head)).toMatchObject(keys)
  })
})

describe('what the header says', () => {
  test.for<[string, [string, string][], Record<string, string>]>([
    ['any other header', [['User-Agent', 'curl/8']], { HTTP_USER_AGENT: 'curl/8' }],
    ['a header in any case', [['user-AGENT', 'curl/8']], { HTTP_USER_AGENT: 'curl/8' }],
    ['the type of the body', [['Content-Type', 'text/plain']], { CONTENT_TYPE: 'text/plain' }],
    ['the length of the body', [['content-length', '12']], { CONTENT_LENGTH: '12' }],
    [
      'repeats, in order',
      [
        ['Accept', 'a/b'],
        ['Host', 'x'],
        ['accept', 'c/d'],
        ['Accept', 'e/f'],
      ],
      { HTTP_ACCEPT: 'a/b, c/d, e/f', HTTP_HOST: 'x' },
    ],
    [
      'repeated cookies',
      [
        ['Cookie', 'a=1'],
        ['Cookie', 'b=2'],
      ],
      { HTTP_COOKIE: 'a=1; b=2' },
    ],
    [
      'an empty value, and one more',
      [
        ['X-A', ''],
        ['X-A', 'b'],
      ],
      { HTTP_X_A: ', b' },
    ],
    ['a name with an underscore: dropped', [['X_Forwarded_For', 'me']], {}],
    [
      'a name that is a property of every object',
      [
        ['__proto__', 'me'],
        ['constructor', 'x'],
      ],
      { HTTP_CONSTRUCTOR: 'x' },
    ],
    ['a coding that is decoded: gone', [['Transfer-Encoding', 'chunked']], {}],
    ['bytes beyond ASCII', [['X-A', '\xc3\xa9']], { HTTP_X_A: '\xc3\xa9' }],
  ])('%s', ([, fields, expected]) => {
    const given = Object.entries(environ({ fields: fieldsOf(...fields) }))
    const headers = given.filter(([key]) => key.startsWith('HTTP_') || key.startsWith('CONTENT_'))
    expect(Object.fromEntries(headers)).toEqual(expected)
  })

  test('any number of headers arrives, each under its own key', () => {
    const fields = Array.from({ length: 200 }, (_, at): [string, string] => [`X-${at % 150}`, `${at}`])
    const given = environ({ fields: fieldsOf(...fields) })
    for (let at = 0; at < 150; at++) expect(given[`HTTP_X_${at}`]).toBe(at < 50 ? `${at}, ${at + 150}` : `${at}`)
  })
})

describe('what the server knows', () => {
  test.for<[string, Partial<GatewayFacts>, Record<string, unknown>]>([
    ['TLS', { scheme: 'https' }, { 'tsgi.url_scheme': 'https', HTTPS: 'on' }],
    [
      'a peer without address',
      { remoteAddress: undefined, remotePort: undefined },
      { REMOTE_ADDR: '', REMOTE_PORT: '' },
    ],
    ['several processes', { isMultiprocess: true }, { 'tsgi.multiprocess': true }],
    ['several threads', { isMultithread: true }, { 'tsgi.multithread': true }],
    ['what whoever deploys it adds', { extra: { 'myapp.config': 'x' } }, { 'myapp.config': 'x' }],
  ])('%s', ([, facts, keys]) => {
    expect(environ({}, facts)).toMatchObject(keys)
  })

  test('nothing of the process environment', () => {
    process.env['TSGI_TEST_SECRET'] = 'secret'
    expect(environ()).not.toHaveProperty('TSGI_TEST_SECRET')
    delete process.env['TSGI_TEST_SECRET']
  })

  test('each request has an environ of its own, plain and open to changes', () => {
    const [one, other] = [environ(), environ()]
    one['PATH_INFO'] = '/changed'
    delete one['REQUEST_URI']
    expect(other).toMatchObject({ PATH_INFO: '/', REQUEST_URI: '/' })
    expect(Object.getPrototypeOf(one)).toBe(Object.prototype)
    expect(Object.isFrozen(one['tsgi.version'])).toBe(true)
  })
})

test('what is no escape stays in the path', () => {
  expect(pathInfoFrom('/%zz%4%')).toBe('/%zz%4%')
})
