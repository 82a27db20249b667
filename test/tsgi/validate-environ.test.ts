// Proves that the validator names the server where an environ is not as it should be.

import { describe, expect, test } from 'vitest'
import { ContractError, rules, type Application, type Environ, type StartResponse } from '../../src/tsgi/index.ts'
import { bytes, environOf } from './support/exchange.ts'
import { inputWith, watchedBy } from './support/validated.ts'

type RuleId = keyof typeof rules

const write = (): Promise<void> => Promise.resolve()
const startResponse: StartResponse = () => write
const hello: Application = (_, begin) => (begin('200 OK', [['Content-Type', 'text/plain']]), [bytes('a')])

const without = (key: string): Environ => {
  const environ = environOf()
  delete environ[key]
  return environ
}

function thrownBy(call: () => unknown): unknown {
  try {
    call()
    return undefined
  } catch (error) {
    return error
  }
}

/** Environs that a server should not have made. */
export const environs: readonly (readonly [RuleId, string, unknown])[] = [
  ['environ-plain', 'undefined', undefined],
  ['environ-plain', 'a Map', new Map(Object.entries(environOf()))],
  ['environ-plain', 'an instance of a class', Object.assign(new Date(0), environOf())],
  ['environ-plain', 'frozen', Object.freeze(environOf())],
  ['environ-plain', 'closed to new keys', Object.preventExtensions(environOf())],
  [
    'environ-plain',
    'with a getter',
    Object.defineProperty(environOf(), 'HTTP_A', { get: () => 'a', configurable: true, enumerable: true }),
  ],
  ...[
    'REQUEST_METHOD',
    'SCRIPT_NAME',
    'PATH_INFO',
    'QUERY_STRING',
    'SERVER_NAME',
    'SERVER_PORT',
    'SERVER_PROTOCOL',
    'REQUEST_URI',
    'REMOTE_ADDR',
    'REMOTE_PORT',
    'tsgi.version',
    'tsgi.url_scheme',
    'tsgi.input',
    'tsgi.errors',
    'tsgi.multithread',
    'tsgi.multiprocess',
    'tsgi.run_once',
    'tsgi.nonblocking',
    'tsgi.input_terminated',
    'tsgi.signal',
  ].map((key): readonly [RuleId, string, unknown] => ['environ-required', `without ${key}`, without(key)]),
  ['environ-strings', 'a number', environOf({ SERVER_PORT: 80 })],
  ['environ-strings', 'undefined instead of nothing', environOf({ CONTENT_TYPE: undefined })],
  ['environ-latin1', 'a character beyond U+00FF', environOf({ PATH_INFO: '/č' })],
  ['environ-method', 'no method', environOf({ REQUEST_METHOD: '' })],
  ['environ-method', 'no token', environOf({ REQUEST_METHOD: 'GET /' })],
  ['environ-script-name', 'a lone slash', environOf({ SCRIPT_NAME: '/' })],
  ['environ-script-name', 'no slash', environOf({ SCRIPT_NAME: 'app' })],
  ['environ-path-info', 'no slash', environOf({ PATH_INFO: 'a' })],
  ['environ-path-info', 'an asterisk without OPTIONS', environOf({ PATH_INFO: '*' })],
  ['environ-query-string', 'a fragment', environOf({ QUERY_STRING: 'a#b' })],
  ['environ-content-keys', 'Content-Type as a header', environOf({ HTTP_CONTENT_TYPE: 'a/b' })],
  ['environ-content-keys', 'Content-Length as a header', environOf({ HTTP_CONTENT_LENGTH: '1' })],
  ['environ-content-length', 'no digits', environOf({ CONTENT_LENGTH: '-1' })],
  ['environ-content-length', 'empty', environOf({ CONTENT_LENGTH: '' })],
  ['environ-server-name', 'no name', environOf({ SERVER_NAME: '' })],
  ['environ-server-name', 'no port', environOf({ SERVER_PORT: '' })],
  ['environ-protocol', 'no version', environOf({ SERVER_PROTOCOL: 'HTTP' })],
  ['environ-request-uri', 'no target', environOf({ REQUEST_URI: '' })],
  ['environ-header-keys', 'lower case', environOf({ HTTP_Host: 'a' })],
  ['environ-header-keys', 'a dash', environOf({ 'HTTP_USER-AGENT': 'a' })],
  ['environ-transfer-coding', 'the coding left in', environOf({ HTTP_TRANSFER_ENCODING: 'chunked' })],
  ['environ-version', 'another version', environOf({ 'tsgi.version': [2, 0] })],
  ['environ-scheme', 'another scheme', environOf({ 'tsgi.url_scheme': 'ws' })],
  ['environ-flags', 'no boolean', environOf({ 'tsgi.multithread': 0 })],
  ['environ-flags', 'blocking', environOf({ 'tsgi.nonblocking': false })],
  ['environ-flags', 'an input that does not end', environOf({ 'tsgi.input_terminated': false })],
  ['environ-signal', 'no signal', environOf({ 'tsgi.signal': null })],
  ['environ-extra-keys', 'upper case', environOf({ 'My.key': 1 })],
  ['environ-extra-keys', 'a name of this document', environOf({ 'tsgi.more': 1 })],
  ['input-shape', 'no readLine', environOf({ 'tsgi.input': { ...inputWith({}), readLine: undefined } })],
  ['input-shape', 'no iteration', environOf({ 'tsgi.input': { read: write, readLine: write, readLines: write } })],
  ['errors-shape', 'no flush', environOf({ 'tsgi.errors': { write, writeLines: write } })],
]

describe('an environ', () => {
  test.for(environs)('%s: %s', ([rule, , environ]) => {
    const { application, faults } = watchedBy(hello)
    const { severity } = rules[rule]
    const call = (): unknown => application(environ as Environ, startResponse)
    const isThrown = thrownBy(call) instanceof ContractError
    expect(isThrown).toBe(severity === 'error')
    expect(faults.map(({ rule, culprit }) => [rule, culprit])).toEqual([[rule, 'server']])
  })

  test.for<[string, Environ]>([
    ['as our server makes it', environOf()],
    ['without prototype', Object.assign(Object.create(null) as Environ, environOf())],
    ['of OPTIONS *', environOf({ REQUEST_METHOD: 'OPTIONS', PATH_INFO: '*', REQUEST_URI: '*' })],
    ['with more keys', environOf({ HTTPS: 'on', 'myapp.config': {}, HTTP_X_1: '', CONTENT_LENGTH: '0' })],
    ['below a mount', environOf({ SCRIPT_NAME: '/app', PATH_INFO: '' })],
  ])('%s is right', ([, environ]) => {
    const { application, faults } = watchedBy(hello)
    application(environ, startResponse)
    expect(faults).toEqual([])
  })
})
