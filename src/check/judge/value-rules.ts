// One wrong value of a request line or an environ to the fault behind it. Looks at the value, the one asked for, and the request.

import { latin1From } from '../../http/index.ts'
import type { FieldLine, RequestDissection } from '../../trace/index.ts'
import { pathInfoFrom } from '../../tsgi/index.ts'
import type { MarkedCode } from '../gateway-diagnosis.ts'
import { fieldsOf, hasUnderscore, targetOf } from './request-values.ts'

export type WrongValue = {
  readonly key: string
  /** What is asked for, where that is one text; one character a byte, as all of these. */
  readonly literal: string
  readonly received: string
  readonly request: RequestDissection | undefined
}

/** The first of the rules that the value fits; `wrong-value` when none does. */
export function codeOfValue(value: WrongValue): MarkedCode {
  return rules.find(([, isIt]) => isIt(value))?.[0] ?? 'wrong-value'
}

/** What JavaScript makes of nothing, and of objects, in a text. */
export function isNoText(received: string): boolean {
  return /^(?:undefined|null|NaN|\[object [A-Za-z]+\])$/.test(received)
}

const rules: readonly (readonly [MarkedCode, (value: WrongValue) => boolean])[] = [
  ['undefined-value', ({ received }) => isNoText(received)],
  ['query-in-path', isQueryInPath],
  ['target-not-split', isNotSplit],
  ['query-mark-kept', ({ key, literal, received }) => key === 'QUERY_STRING' && received === `?${literal}`],
  ['underscore-not-dropped', isForged],
  ['not-joined', isNotJoined],
  ['not-trimmed', ({ literal, received }) => trimmed(received) === trimmed(literal)],
  ['trimmed-too-much', ({ literal, received }) => received !== literal && received === literal.trim()],
  ['not-decoded', ({ literal, received }) => received.includes('%') && pathInfoFrom(received) === literal],
  ['decoded-too-soon', isDecodedTooSoon],
  ['decoded-twice', ({ literal, received }) => literal.includes('%') && isDecoded(literal, received)],
  ['encoded-twice', ({ literal, received }) => isBeyondAscii(literal) && received === encodedOnce(literal)],
  ['decoded-as-utf-8', ({ literal, received }) => isBeyondAscii(literal) && isMadeOfCharacters(literal, received)],
  ['target-changed', isTargetChanged],
  ['cut-at-separator', isCut],
  ['case-changed', ({ literal, received }) => received.toLowerCase() === literal.toLowerCase()],
]

function isQueryInPath({ key, literal, received, request }: WrongValue): boolean {
  const query = targetOf(request)?.query
  if (key !== 'PATH_INFO' || query === undefined || literal.endsWith(`?${query}`)) return false
  return received.endsWith(`?${query}`) || received.endsWith(`?${pathInfoFrom(query)}`)
}

/** A piece of the request line with a space in it; the whole target; or a target that still has its scheme and host. */
function isNotSplit({ key, literal, received, request }: WrongValue): boolean {
  const line = request?.requestLine
  const { target, path } = targetOf(request) ?? {}
  if (line === undefined || target === undefined || path === undefined) return false
  const whole = [line.method, line.target, line.version].map(({ text }) => text).join(' ')
  if (received.trim().includes(' ') && whole.includes(received.trim())) return true
  if (key === 'QUERY_STRING') return received === target && literal !== target
  return key === 'PATH_INFO' && /^https?:\/\//i.test(path) && received === path
}

function isForged({ key, received, request }: WrongValue): boolean {
  return fieldsOf(request, key).some(field => hasUnderscore(field) && received.includes(field.value?.text ?? ''))
}

const otherSeparators = ['', ' ', ',', ', ', ';', '; ', '|', '\n']

function isNotJoined({ key, received, request }: WrongValue): boolean {
  const values = fieldsOf(request, key).map(valueText)
  if (values.length < 2) return false
  return values.includes(received) || otherSeparators.some(separator => values.join(separator) === received)
}

/** Of a list, each of its members. */
function trimmed(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, '').replace(/[ \t]*([,;])[ \t]*/g, '$1 ')
}

function valueText({ value }: FieldLine): string {
  return value?.text ?? ''
}

/** Only the path is decoded, and in it a plus stays a plus. */
function isDecodedTooSoon({ key, literal, received }: WrongValue): boolean {
  const spaced = literal.replaceAll('+', ' ')
  if (literal !== spaced && received === spaced) return true
  if (key === 'PATH_INFO') return false
  return isDecoded(literal, received) || isDecoded(spaced, received)
}

function isDecoded(encoded: string, received: string): boolean {
  const decoded = pathInfoFrom(encoded)
  return decoded !== encoded && (received === decoded || isMadeOfCharacters(decoded, received))
}

function isBeyondAscii(text: string): boolean {
  return /[^\0-\x7f]/.test(text)
}

/** Bytes that were taken for characters and written as UTF-8. */
export function encodedOnce(text: string): string {
  return latin1From(new TextEncoder().encode(text))
}

/** Bytes that were read as UTF-8, and written one byte a character, or with what is no UTF-8 replaced. */
function isMadeOfCharacters(bytes: string, received: string): boolean {
  const text = new TextDecoder().decode(Uint8Array.from(bytes, char => char.charCodeAt(0)))
  const narrow = Array.from(text, char => String.fromCharCode(char.codePointAt(0)! & 0xff)).join('')
  return received === narrow || (received === encodedOnce(text) && received !== bytes)
}

/** What `new URL` makes of a target: dots resolved, the query apart, letters escaped. */
function isTargetChanged({ key, literal, received, request }: WrongValue): boolean {
  const isWhole = key === 'target' || key === 'REQUEST_URI'
  if (!isWhole && key !== 'PATH_INFO') return false
  if (isWhole && literal.startsWith(`${received}?`)) return true
  const made = [...readAsUrl(targetOf(request)?.target ?? literal)]
  return made.includes(received) && received !== literal
}

function* readAsUrl(target: string): Generator<string> {
  const url = URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost') : undefined
  if (url === undefined) return
  yield url.pathname
  yield pathInfoFrom(url.pathname)
  yield url.pathname + url.search
  yield url.pathname + url.search + url.hash
  yield url.href
}

const separators = new Set([':', '?', '='])

/** Cut at a separator that stands inside the value too: only what is before the first, or after the last of them. */
function isCut({ literal, received }: WrongValue): boolean {
  const kept = received.trim()
  if (kept === '' || kept.length >= literal.length) return false
  const isBefore = literal.startsWith(kept) && separators.has(literal[kept.length]!)
  return isBefore || (literal.endsWith(kept) && separators.has(literal[literal.length - kept.length - 1]!))
}
