// Bytes to the text of a line that stands for exactly these bytes. Knows the escapes, not the roles.

import { latin1From } from '../http/index.ts'
import type { Dialect } from './tokens.ts'

const named: ReadonlyMap<number, string> = new Map([
  [0x0d, '\\r'],
  [0x0a, '\\n'],
  [0x09, '\\t'],
  [0x00, '\\0'],
  [0x5c, '\\\\'],
])
const openBrace = 0x7b
const space = 0x20

/** A run of one letter or digit as long as this is written `{repeat x N}`. */
const repeatFromBytes = 200

/** Readable UTF-8 and ASCII as they are, everything else escaped; never ends in a blank, which editors drop. */
export function escapeBytes(bytes: Uint8Array, dialect: Dialect): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const piece = escapeAt(bytes, at, dialect)
    text += piece.text
    at += piece.length
  }
  return text.endsWith(' ') ? `${text.slice(0, -1)}\\x20` : text
}

function escapeAt(bytes: Uint8Array, at: number, dialect: Dialect): Visible {
  const byte = bytes[at]!
  const repeats = runLength(bytes, at)
  if (repeats >= repeatFromBytes) return { text: `{repeat ${String.fromCharCode(byte)} ${repeats}}`, length: repeats }
  if (byte === openBrace && opensPlaceholder(bytes, at, dialect)) return { text: '\\{', length: 1 }
  return visibleAt(bytes, at)
}

/** The text that shows the byte at `at`: a readable character with all its bytes, or an escape. */
export function visibleAt(bytes: Uint8Array, at: number): Visible {
  const byte = bytes[at]!
  const escape = named.get(byte)
  if (escape !== undefined) return { text: escape, length: 1 }
  if (byte >= space && byte < 0x7f) return { text: String.fromCharCode(byte), length: 1 }
  return printableAt(bytes, at) ?? { text: hexEscape(byte), length: 1 }
}

/** `length` is the number of bytes that the text stands for. */
export type Visible = { readonly text: string; readonly length: number }

export function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`
}

/** How often the letter or digit at `at` stands there; 0 for any other byte. */
function runLength(bytes: Uint8Array, at: number): number {
  if (!/[A-Za-z0-9]/.test(String.fromCharCode(bytes[at]!))) return 0
  let end = at + 1
  while (end < bytes.length && bytes[end] === bytes[at]) end++
  return end - at
}

/** In a send only `{repeat ` and `{repeat}` would be read as more than a brace. */
function opensPlaceholder(bytes: Uint8Array, at: number, dialect: Dialect): boolean {
  return dialect === 'expect' || /^\{repeat[ }]/.test(latin1From(bytes.subarray(at, at + 8)))
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The readable character whose UTF-8 starts at `at`; undefined for other bytes and for characters that show nothing. */
function printableAt(bytes: Uint8Array, at: number): Visible | undefined {
  const lead = bytes[at]!
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  const sequence = bytes.subarray(at, at + length)
  if (lead < 0xc2 || lead > 0xf4 || sequence.length < length || !sequence.subarray(1).every(isContinuation))
    return undefined
  const text = decodedOr(sequence)
  return text !== undefined && /^[^\p{C}\p{Z}]$/u.test(text) ? { text, length } : undefined
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0
}

function decodedOr(sequence: Uint8Array): string | undefined {
  try {
    return decoder.decode(sequence)
  } catch {
    // Overlong forms and surrogates look like UTF-8 and are not.
    return undefined
  }
}
