// The rules of environ, one check each, as a validator between server and application can see them.

import { isToken } from '../../http/index.ts'
import type { RuleId } from '../rules/index.ts'

type Pairs = Readonly<Record<string, unknown>>
/** A value that breaks the rule, with its place; undefined when there is none. */
type Found = { readonly value: unknown; readonly where: string } | undefined
export type EnvironCheck = { readonly rule: RuleId; readonly find: (environ: Pairs) => Found }

const cgiKeys = `REQUEST_METHOD SCRIPT_NAME PATH_INFO QUERY_STRING SERVER_NAME SERVER_PORT SERVER_PROTOCOL REQUEST_URI
  REMOTE_ADDR REMOTE_PORT`.split(/\s+/)
const booleanKeys = `tsgi.multithread tsgi.multiprocess tsgi.run_once tsgi.nonblocking tsgi.input_terminated`.split(' ')
const tsgiKeys = ['tsgi.version', 'tsgi.url_scheme', 'tsgi.input', 'tsgi.errors', 'tsgi.signal', ...booleanKeys]

/** In this order: a later check relies on those before it. */
export const environChecks: readonly EnvironCheck[] = [
  { rule: 'environ-plain', find: notPlain },
  { rule: 'environ-required', find: environ => missing(environ, [...cgiKeys, ...tsgiKeys]) },
  { rule: 'environ-strings', find: environ => first(environ, key => !key.includes('.'), isNoString) },
  { rule: 'environ-latin1', find: environ => first(environ, key => !key.includes('.'), isBeyondLatin1) },
  { rule: 'environ-method', find: environ => unless(environ, 'REQUEST_METHOD', isToken) },
  {
    rule: 'environ-script-name',
    find: environ => unless(environ, 'SCRIPT_NAME', text => text === '' || /^\/./.test(text)),
  },
  {
    rule: 'environ-path-info',
    find: environ =>
      unless(
        environ,
        'PATH_INFO',
        text => text === '' || text.startsWith('/') || (text === '*' && environ['REQUEST_METHOD'] === 'OPTIONS'),
      ),
  },
  { rule: 'environ-query-string', find: environ => unless(environ, 'QUERY_STRING', text => !/[#\0-\x20]/.test(text)) },
  {
    rule: 'environ-content-keys',
    find: environ => first(environ, key => /^HTTP_CONTENT_(TYPE|LENGTH)$/.test(key), always),
  },
  {
    rule: 'environ-content-length',
    find: environ =>
      first(
        environ,
        key => key === 'CONTENT_LENGTH',
        value => !/^\d+$/.test(String(value)),
      ),
  },
  { rule: 'environ-server-name', find: environ => unless(environ, 'SERVER_NAME', text => text !== '') },
  { rule: 'environ-server-name', find: environ => unless(environ, 'SERVER_PORT', text => /^\d+$/.test(text)) },
  {
    rule: 'environ-protocol',
    find: environ => unless(environ, 'SERVER_PROTOCOL', text => /^HTTP\/\d\.\d$/.test(text)),
  },
  {
    rule: 'environ-request-uri',
    find: environ => unless(environ, 'REQUEST_URI', text => /^[\x21-\x7e\x80-\xff]+$/.test(text)),
  },
  {
    rule: 'environ-header-keys',
    find: environ => first(environ, key => key.startsWith('HTTP_') && !isHeaderKey(key), always),
  },
  {
    rule: 'environ-transfer-coding',
    find: environ => first(environ, key => key === 'HTTP_TRANSFER_ENCODING', always),
  },
  { rule: 'environ-version', find: environ => unlessAny(environ, 'tsgi.version', isVersion) },
  {
    rule: 'environ-scheme',
    find: environ => unlessAny(environ, 'tsgi.url_scheme', value => value === 'http' || value === 'https'),
  },
  {
    rule: 'environ-flags',
    find: environ =>
      first(
        environ,
        key => booleanKeys.includes(key),
        value => typeof value !== 'boolean',
      ),
  },
  { rule: 'environ-flags', find: environ => unlessAny(environ, 'tsgi.nonblocking', value => value === true) },
  { rule: 'environ-flags', find: environ => unlessAny(environ, 'tsgi.input_terminated', value => value === true) },
  { rule: 'environ-signal', find: environ => unlessAny(environ, 'tsgi.signal', isSignal) },
  {
    rule: 'input-shape',
    find: environ =>
      without(environ['tsgi.input'], ['read', 'readLine', 'readLines', Symbol.asyncIterator], 'tsgi.input'),
  },
  {
    rule: 'errors-shape',
    find: environ => without(environ['tsgi.errors'], ['write', 'writeLines', 'flush'], 'tsgi.errors'),
  },
  { rule: 'environ-extra-keys', find: environ => first(environ, key => key.includes('.') && !isExtraKey(key), always) },
]

const at = (key: string): string => `in ${key}`
const always = (): boolean => true

function notPlain(environ: Pairs): Found {
  if (typeof environ !== 'object' || environ === null) return { value: environ, where: 'as environ' }
  const prototype: unknown = Object.getPrototypeOf(environ)
  // A plain object of another realm is as plain.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return { value: environ, where: 'as environ' }
  if (!Object.isExtensible(environ)) return { value: environ, where: 'as environ, which takes no new keys' }
  for (const [key, { writable, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(environ)))
    if (writable !== true || configurable !== true)
      return { value: key, where: 'with a key that is frozen or a getter' }
  return undefined
}

function missing(environ: Pairs, keys: readonly string[]): Found {
  const key = keys.find(key => !Object.hasOwn(environ, key))
  return key === undefined ? undefined : { value: key, where: 'with a missing key' }
}

function first(environ: Pairs, isMeant: (key: string) => boolean, isWrong: (value: unknown) => boolean): Found {
  const found = Object.entries(environ).find(([key, value]) => isMeant(key) && isWrong(value))
  return found && { value: found[1], where: at(found[0]) }
}

const unless = (environ: Pairs, key: string, isRight: (text: string) => boolean): Found =>
  isRight(environ[key] as string) ? undefined : { value: environ[key], where: at(key) }

const unlessAny = (environ: Pairs, key: string, isRight: (value: unknown) => boolean): Found =>
  isRight(environ[key]) ? undefined : { value: environ[key], where: at(key) }

function without(value: unknown, methods: readonly (string | symbol)[], key: string): Found {
  const given = (value ?? {}) as Readonly<Record<string | symbol, unknown>>
  const method = methods.find(method => typeof given[method] !== 'function')
  return method === undefined ? undefined : { value, where: `${at(key)}, which has no ${String(method)}` }
}

const isNoString = (value: unknown): boolean => typeof value !== 'string'
const isBeyondLatin1 = (value: unknown): boolean => /[^\0-\xff]/.test(String(value))
const isHeaderKey = (key: string): boolean => /^HTTP_[A-Z0-9_!#$%&'*+.^`|~]+$/.test(key)
const isExtraKey = (key: string): boolean =>
  tsgiKeys.includes(key) || (/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/.test(key) && !key.startsWith('tsgi.'))

const isVersion = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value[0] === 1 && value[1] === 0

function isSignal(value: unknown): boolean {
  const signal = (value ?? {}) as { readonly aborted?: unknown; readonly addEventListener?: unknown }
  return typeof signal.aborted === 'boolean' && typeof signal.addEventListener === 'function'
}
