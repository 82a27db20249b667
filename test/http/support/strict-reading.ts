// The strict reading of requests, a second time and in another way: whole texts, regular expressions out of the ABNF,
// no states and no speed. What the reader takes for complete messages has to be what this does.

import { isIPv6 } from 'node:net'

export type Message = {
  readonly method: string
  readonly target: string
  readonly fields: readonly string[]
  readonly body: string
  readonly trailers: readonly string[]
}

/** `isClean`: nothing was refused, and nothing is left of a message that did not end. */
export type StrictReading = { readonly messages: readonly Message[]; readonly isClean: boolean }

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const text = '[\\t\\x20-\\x7e\\x80-\\xff]*?'
const blanks = '[ \\t]*'
const escape = '%[0-9a-fA-F]{2}'
const requestLine = new RegExp(`^(${token}) ([\\x21\\x22\\x24-\\x7e]+) HTTP/1\\.([0-9])$`)
const fieldLine = new RegExp(`^(${token}):${blanks}(${text})${blanks}$`)
const quoted = '"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t \\x21-\\x7e\\x80-\\xff])*"'
const extension = `${blanks};${blanks}${token}(?:${blanks}=${blanks}(?:${token}|${quoted}))?`
const chunkLine = new RegExp(`^([0-9a-fA-F]+)((?:${extension})*)\r\n`)
const regName = new RegExp(`^(?:[-\\w.~!$&'()*+,;=]|${escape})+$`)

/** Refused, or not complete. */
class Stop extends Error {}

const stopUnless: (holds: unknown) => asserts holds = holds => {
  if (!(holds ?? false)) throw new Stop()
}

export function strictReading(input: string): StrictReading {
  const messages: Message[] = []
  let rest = input
  try {
    while (true) {
      if (rest.startsWith('\r\n')) rest = rest.slice(2)
      if (rest === '') return { messages, isClean: true }
      const { message, after, isLast } = readMessage(rest)
      messages.push(message)
      if (isLast) return { messages, isClean: true }
      rest = after
    }
  } catch (error) {
    if (error instanceof Stop) return { messages, isClean: false }
    throw error
  }
}

type Field = readonly [name: string, value: string]

function readMessage(input: string) {
  const end = input.indexOf('\r\n\r\n')
  stopUnless(end >= 0)
  const [line, ...fieldLines] = input.slice(0, end).split('\r\n')
  const parts = requestLine.exec(line!)
  stopUnless(parts)
  const [, method, target, minor] = parts as unknown as readonly [string, string, string, string]
  stopUnless(method.length <= 32)
  const fields = fieldLines.map(parseField)
  const authority = authorityOf(method, target)
  checkHost(fields, minor !== '0')
  checkExpect(fields, minor !== '0')
  const framing = framingOf(fields, minor !== '0')
  stopUnless(method !== 'CONNECT' || framing === 'none')
  const content = readContent(input.slice(end + 4), framing)
  const shown = fields.map(
    ([name, value]) => `${name}: ${isNamed('host')([name, value]) ? (authority ?? value) : value}`,
  )
  const message: Message = { method, target, fields: shown, body: content.body, trailers: content.trailers }
  return { message, after: content.after, isLast: method === 'CONNECT' || !keeps(fields, minor !== '0') }
}

function parseField(line: string): Field {
  const parts = fieldLine.exec(line)
  stopUnless(parts)
  return [parts[1]!, parts[2]!]
}

const isNamed =
  (wanted: string) =>
  ([name]: Field): boolean =>
    name.toLowerCase() === wanted

const valuesOf = (fields: readonly Field[], name: string) => fields.filter(isNamed(name)).map(([, value]) => value)

const listOf = (fields: readonly Field[], name: string) =>
  valuesOf(fields, name)
    .flatMap(value => value.split(','))
    .map(element => element.replace(/^[ \t]+|[ \t]+$/g, '').toLowerCase())
    .filter(element => element !== '')

function authorityOf(method: string, target: string): string | undefined {
  if (method === 'CONNECT') {
    stopUnless(/:[0-9]+$/.test(target) && isAuthority(target))
    return target
  }
  if (target === '*') {
    stopUnless(method === 'OPTIONS')
    return undefined
  }
  const [, authority, path] = /^(?:https?:\/\/([^/?]*))?([^?]*)/i.exec(target)!
  if (authority === undefined) stopUnless(path!.startsWith('/'))
  else stopUnless(isAuthority(authority))
  stopUnless(!path!.replaceAll(new RegExp(escape, 'g'), '').includes('%'))
  return authority
}

function isAuthority(value: string): boolean {
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::([0-9]*))?$/.exec(value) ?? []
  if (host === undefined || Number(port ?? 0) > 65_535) return false
  if (!host.startsWith('[')) return regName.test(host)
  const address = host.slice(1, -1)
  return (isIPv6(address) && !address.includes('%')) || /^v[0-9a-f]+\.[-\w.~!$&'()*+,;=:]+$/i.test(address)
}

function checkHost(fields: readonly Field[], isNew: boolean): void {
  const hosts = valuesOf(fields, 'host')
  stopUnless(hosts.length === 1 || (hosts.length === 0 && !isNew))
  stopUnless(hosts.every(isAuthority))
}

function checkExpect(fields: readonly Field[], isNew: boolean): void {
  stopUnless(!isNew || listOf(fields, 'expect').every(element => element === '100-continue'))
}

function keeps(fields: readonly Field[], isNew: boolean): boolean {
  const options = listOf(fields, 'connection')
  return !options.includes('close') && (isNew || options.includes('keep-alive'))
}

function framingOf(fields: readonly Field[], isNew: boolean): 'none' | 'chunked' | number {
  const lengths = valuesOf(fields, 'content-length')
  const isCoded = fields.some(isNamed('transfer-encoding'))
  stopUnless(!isCoded || (lengths.length === 0 && isNew))
  if (isCoded) {
    stopUnless(listOf(fields, 'transfer-encoding').join() === 'chunked')
    return 'chunked'
  }
  if (lengths.length === 0) return 'none'
  stopUnless(lengths.length === 1 && /^[0-9]+$/.test(lengths[0]!) && Number.isSafeInteger(Number(lengths[0])))
  return Number(lengths[0])
}

function readContent(input: string, framing: 'none' | 'chunked' | number) {
  if (framing === 'none') return { body: '', trailers: [], after: input }
  if (framing === 'chunked') return readChunks(input)
  stopUnless(input.length >= framing)
  return { body: input.slice(0, framing), trailers: [], after: input.slice(framing) }
}

function readChunks(input: string) {
  let rest = input
  let body = ''
  while (true) {
    const line = chunkLine.exec(rest)
    stopUnless(line)
    const size = Number.parseInt(line[1]!, 16)
    stopUnless(Number.isSafeInteger(size))
    rest = rest.slice(line[0].length)
    if (size === 0) return { body, ...readTrailers(rest) }
    stopUnless(rest.slice(size, size + 2) === '\r\n')
    body += rest.slice(0, size)
    rest = rest.slice(size + 2)
  }
}

const early = ['host', 'content-length', 'transfer-encoding', 'connection', 'expect', 'upgrade']

function readTrailers(input: string) {
  if (input.startsWith('\r\n')) return { trailers: [], after: input.slice(2) }
  const end = input.indexOf('\r\n\r\n')
  stopUnless(end >= 0)
  const fields = input.slice(0, end).split('\r\n').map(parseField)
  stopUnless(!fields.some(([name]) => early.includes(name.toLowerCase())))
  return { trailers: fields.map(([name, value]) => `${name}: ${value}`), after: input.slice(end + 4) }
}
