// What an application tells startResponse, checked and copied (PEP 3333, "The start_response() Callable"). Sends nothing.

import { fieldName, givenLines } from '../http/index.ts'
import { ContractError } from './contract-error.ts'
import type { HeaderList } from './contract.ts'
import type { ResponseStart } from './sink.ts'

/** Throws a ContractError that names the header. Anything may be given: types are gone at run time. */
export function startFrom(status: string, headers: HeaderList): ResponseStart {
  // Most responses of an application begin as one before them did: what was checked then is not checked again.
  const slot = slotOf(status, headers)
  const recent = recentStarts[slot]
  if (recent !== undefined && isSame(recent, status, headers)) return recent
  return (recentStarts[slot] = checkedStart(status, headers))
}

const recentStarts: (ResponseStart | undefined)[] = Array.from({ length: 16 })

/** Where a start like this one would be: by the length of what most often differs. */
function slotOf(status: unknown, headers: HeaderList): number {
  if (typeof status !== 'string' || !Array.isArray(headers)) return 0
  const value: unknown = (headers[headers.length - 1] as readonly unknown[] | undefined)?.[1]
  return (status.length + headers.length + (typeof value === 'string' ? value.length : 0)) & (recentStarts.length - 1)
}

function isSame(recent: ResponseStart, status: unknown, headers: HeaderList): boolean {
  if (recent.status !== status || !Array.isArray(headers) || recent.headers.length !== headers.length) return false
  for (let at = 0; at < headers.length; at++) {
    const pair: unknown = headers[at]
    const known = recent.headers[at]!
    if (!Array.isArray(pair) || pair.length !== 2 || pair[0] !== known[0] || pair[1] !== known[1]) return false
  }
  return true
}

function checkedStart(status: string, headers: HeaderList): ResponseStart {
  const code = codeFrom(status)
  if (!Array.isArray(headers)) throw new ContractError('start-headers', { value: headers })
  // A copy, since the application may change its array after the check.
  const copy: [string, string][] = []
  let declaredLength: number | undefined
  for (let at = 0; at < headers.length; at++) {
    const pair = headers[at] as readonly [string, string]
    if (!isPair(pair)) throw new ContractError('start-headers', { value: pair, where: `in header ${at}` })
    const [name, value] = pair
    const known = fieldName(name)
    if (!known.isToken || known.isHopByHop) throw nameError(name)
    if (beyondText.test(value)) throw valueError(name, value)
    if (known.role === 'length') declaredLength = lengthFrom(value, declaredLength)
    copy.push([name, value])
  }
  return { status, code, headers: copy, lines: givenLines(status, copy), declaredLength }
}

/** Anything but a tab and what is no control character, one byte a character. */
const beyondText = /[^\t\x20-\x7e\x80-\xff]/

const statusLine = /^[2-5]\d\d [\t\x20-\x7e\x80-\xff]*$/

// The few statuses an application uses, so that each is looked at once. Bounded: a reason may be made up for each response.
const codes = new Map<string, number>()
const maxCodes = 256

function codeFrom(status: string): number {
  const known = codes.get(status)
  if (known !== undefined) return known
  if (typeof status !== 'string') throw new ContractError('start-status', { value: status })
  if (/[^\0-\xff]/.test(status)) throw new ContractError('start-latin1', { value: status, where: 'in the status' })
  if (!statusLine.test(status)) throw new ContractError('start-status', { value: status })
  const code = Number(status.slice(0, 3))
  if (codes.size < maxCodes && status.length < 64) codes.set(status, code)
  return code
}

function isPair(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && typeof pair[1] === 'string'
}

function nameError(name: string): ContractError {
  if (/[^\0-\xff]/.test(name)) return new ContractError('start-latin1', { value: name, where: 'in a header name' })
  return new ContractError(fieldName(name).isToken ? 'start-hop-by-hop' : 'start-header-name', { value: name })
}

function valueError(name: string, value: string): ContractError {
  const rule = /[^\0-\xff]/.test(value) ? 'start-latin1' : 'start-header-value'
  return new ContractError(rule, { value, where: `in the header ${name}` })
}

function lengthFrom(value: string, before: number | undefined): number {
  const length = Number(value)
  if (before !== undefined || !/^\d+$/.test(value) || !Number.isSafeInteger(length))
    throw new ContractError('start-content-length', { value, where: 'in the header Content-Length' })
  return length
}
