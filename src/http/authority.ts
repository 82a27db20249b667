// Host and port (RFC 9110 §4.2, RFC 3986 §3.2.2) as they stand in Host and in a request target. Resolves nothing.

import { COLON, isDigitOctet, isHexOctet, octetTable } from './octets.ts'

const regNameCharacters = octetTable("-._~!$&'()*+,;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
const PERCENT = 37

/**
 * Whether the text is `uri-host [ ":" port ]`. An empty host names nothing in http and https and is refused
 * (RFC 9110 §4.2.1), and so is user information, in which other hosts hide (§4.2.4).
 */
export function isAuthority(text: string): boolean {
  const hostEnd = text.startsWith('[') ? literalEnd(text) : regNameEnd(text)
  if (hostEnd <= 0) return false
  if (hostEnd === text.length) return true
  return text.charCodeAt(hostEnd) === COLON && isPort(text, hostEnd + 1)
}

/** `port = *DIGIT`: it may be empty. */
function isPort(text: string, start: number): boolean {
  for (let at = start; at < text.length; at++) if (!isDigitOctet(text.charCodeAt(at))) return false
  return text.length === start || Number(text.slice(start)) <= 65_535
}

/** Where the registered name or IPv4 address at the start of the text ends; 0 when it has a broken escape. */
function regNameEnd(text: string): number {
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (regNameCharacters[code] === 1) at++
    else if (code !== PERCENT) return at
    else if (isEscape(text, at)) at += 3
    else return 0
  }
  return at
}

/** Where `[...]` ends, after its bracket; 0 when there is no address in it. */
function literalEnd(text: string): number {
  const bracket = text.indexOf(']')
  if (bracket < 0) return 0
  const address = text.slice(1, bracket)
  return isIPv6(address) || /^v[\da-f]+\.[-\w.~!$&'()*+,;=:]+$/i.test(address) ? bracket + 1 : 0
}

/** RFC 3986 §3.2.2: eight groups, or fewer around one `::`; an IPv4 address may stand for the last two. */
function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.map(half => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)!.at(-1)
  const hasIPv4 = last !== undefined && last.includes('.')
  if (hasIPv4 && !isIPv4(last)) return false
  const hex = groups.flat().slice(0, hasIPv4 ? -1 : undefined)
  const count = hex.length + (hasIPv4 ? 2 : 0)
  return hex.every(group => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count <= 7 : count === 8)
}

function isIPv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** RFC 3986 §2.1: `%` and two hexadecimal digits. */
export function isEscape(text: string, at: number): boolean {
  return text.charCodeAt(at) === PERCENT && isHexOctet(text.charCodeAt(at + 1)) && isHexOctet(text.charCodeAt(at + 2))
}

/** Whether each `%` of the text begins an escape. */
export function hasWholeEscapes(text: string): boolean {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 3)) if (!isEscape(text, at)) return false
  return true
}
