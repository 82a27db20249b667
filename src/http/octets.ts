// The character classes of HTTP/1.1 (RFC 9110 §5.6.2, RFC 9112 §2), one octet at a time. Knows nothing of messages.

export const CR = 13
export const LF = 10
export const SP = 32
export const HTAB = 9
export const COLON = 58
export const DEL = 127

const tokenOctets = octetTable("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

/** `tchar`: what a method or a field name is made of. */
export const isTokenOctet = (octet: number): boolean => tokenOctets[octet] === 1

/** `0` to `9`. */
export const isDigitOctet = (octet: number): boolean => octet >= 48 && octet <= 57

/** Hexadecimal digits, as in a chunk size. */
export const isHexOctet = (octet: number): boolean =>
  isDigitOctet(octet) || (octet >= 65 && octet <= 70) || (octet >= 97 && octet <= 102)

/** Control octets: C0 and DEL. A tab is one of them; whoever allows tabs says so. */
export const isControlOctet = (octet: number): boolean => octet < 32 || octet === 127

/** Optional whitespace (OWS): a space or a tab. */
export const isBlankOctet = (octet: number): boolean => octet === SP || octet === HTAB

/** What a field value or a reason phrase may hold: visible octets, space, tab and obs-text. */
export const isTextOctet = (octet: number): boolean => octet === HTAB || !isControlOctet(octet)

/** A table with 1 for each of these characters. */
export function octetTable(characters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}
