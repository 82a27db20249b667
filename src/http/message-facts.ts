// What the field lines of one message say about its framing and its connection (RFC 9112 §6, §9), gathered line by line.

import { isAuthority } from './authority.ts'
import type { FieldRole } from './field-name.ts'
import type { Version } from './head.ts'
import { listElements } from './list.ts'
import { isDigitOctet } from './octets.ts'
import type { RefusalRule } from './refusals.ts'

/** One reader has one of these and fills it again for each message. */
export type MessageFacts = {
  version: Version
  /** The largest body that is taken. */
  bodyBytes: number
  /** The last valid Host: nearly always the next one too, and then there is nothing to check. */
  lastHost: string | undefined
  host: string | undefined
  length: number | undefined
  hasCoding: boolean
  isChunked: boolean
  asksClose: boolean
  asksKeepAlive: boolean
  asksUpgrade: boolean
  upgrade: string | undefined
  expectsContinue: boolean
}

export function newMessageFacts(bodyBytes: number): MessageFacts {
  return {
    version: '1.1',
    bodyBytes,
    lastHost: undefined,
    host: undefined,
    length: undefined,
    hasCoding: false,
    isChunked: false,
    asksClose: false,
    asksKeepAlive: false,
    asksUpgrade: false,
    upgrade: undefined,
    expectsContinue: false,
  }
}

/** Forgets the last message. Its own function and no new object: this happens for each request. */
export function resetFacts(facts: MessageFacts, version: Version): void {
  facts.version = version
  facts.host = undefined
  facts.length = undefined
  facts.hasCoding = false
  facts.isChunked = false
  facts.asksClose = false
  facts.asksKeepAlive = false
  facts.asksUpgrade = false
  facts.upgrade = undefined
  facts.expectsContinue = false
}

/** Takes note of a field of a request, and says which rule it breaks. */
export function noteRequestField(facts: MessageFacts, role: FieldRole, value: string): RefusalRule | undefined {
  if (role === 'host') return noteHost(facts, value)
  return role === 'expect' ? noteExpect(facts, value) : noteField(facts, role, value)
}

/** Takes note of a field that means the same in requests and responses. */
export function noteField(facts: MessageFacts, role: FieldRole, value: string): RefusalRule | undefined {
  if (role === 'connection') return noteConnection(facts, value)
  if (role === 'length') return noteLength(facts, value)
  if (role === 'coding') return noteCoding(facts, value)
  if (role === 'upgrade') facts.upgrade = facts.upgrade === undefined ? value : `${facts.upgrade}, ${value}`
  return undefined
}

/** RFC 9112 §3.2: exactly one, and a valid one. */
function noteHost(facts: MessageFacts, value: string): RefusalRule | undefined {
  if (facts.host !== undefined) return 'repeated-host'
  if (value !== facts.lastHost && !isAuthority(value)) return 'bad-host'
  facts.lastHost = value
  facts.host = value
  return undefined
}

/** RFC 9110 §10.1.1: a server ignores it in HTTP/1.0, and need not know any but the one. */
function noteExpect(facts: MessageFacts, value: string): RefusalRule | undefined {
  if (facts.version === '1.0') return undefined
  const isKnown = listElements(value).every(element => element === '100-continue')
  if (isKnown) facts.expectsContinue ||= value !== ''
  return isKnown ? undefined : 'bad-expectation'
}

/** RFC 9112 §9.3, §9.6; RFC 9110 §7.8. */
function noteConnection(facts: MessageFacts, value: string): undefined {
  // What nearly every client says, without a list made of it.
  if (value === 'keep-alive') facts.asksKeepAlive = true
  else if (value === 'close') facts.asksClose = true
  else
    for (const option of listElements(value)) {
      if (option === 'close') facts.asksClose = true
      else if (option === 'keep-alive') facts.asksKeepAlive = true
      else if (option === 'upgrade') facts.asksUpgrade = true
    }
}

/** RFC 9112 §6.3: one length, or a refusal; `5, 5` is two. */
function noteLength(facts: MessageFacts, value: string): RefusalRule | undefined {
  if (facts.hasCoding) return 'length-and-chunked'
  if (facts.length !== undefined) return 'repeated-length'
  const length = parseContentLength(value)
  if (length === undefined) return 'bad-length'
  if (length === Infinity) return 'length-overflow'
  if (length > facts.bodyBytes) return 'body-too-long'
  facts.length = length
  return undefined
}

/** A number of bytes: `1*DIGIT` (RFC 9110 §8.6). Infinity beyond what can be counted, undefined for anything else. */
export function parseContentLength(value: string): number | undefined {
  if (value === '') return undefined
  let length = 0
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at)
    if (!isDigitOctet(code)) return undefined
    length = length * 10 + code - 48
  }
  return Number.isSafeInteger(length) ? length : Infinity
}

/** RFC 9112 §6.1, §7: `chunked`, once and last, is the only coding that is known. */
function noteCoding(facts: MessageFacts, value: string): RefusalRule | undefined {
  if (facts.version === '1.0') return 'coding-in-1.0'
  if (facts.length !== undefined) return 'length-and-chunked'
  facts.hasCoding = true
  for (const coding of listElements(value)) {
    // §7.1: chunked has no parameters.
    if (coding !== 'chunked') return /^chunked[ \t]*;/.test(coding) ? 'bad-coding' : 'unknown-coding'
    if (facts.isChunked) return 'bad-coding'
    facts.isChunked = true
  }
  return undefined
}

/** Whether the sender wants the connection after this exchange (RFC 9112 §9.3). */
export function wantsKeepAlive(facts: MessageFacts): boolean {
  if (facts.asksClose) return false
  return facts.version === '1.1' || facts.asksKeepAlive
}

/** The Upgrade field's value where Connection names it; HTTP/1.0 has no upgrades (RFC 9110 §7.8). */
export function upgradeOf(facts: MessageFacts): string | undefined {
  return facts.asksUpgrade && facts.version === '1.1' ? facts.upgrade : undefined
}
