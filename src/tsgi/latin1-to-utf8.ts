// The bytes that an environ holds as latin-1 text, read as the text they most likely are (PEP 3333, "Unicode Issues").
// Written out, since not every place this runs in has a TextDecoder.

const REPLACEMENT = 0xfffd

/** `cafÃ©` is `café`. What is no UTF-8 becomes U+FFFD, by the rules of the WHATWG Encoding Standard. */
export function latin1ToUtf8(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  let decoded = ''
  for (let at = 0; at < text.length;) {
    const { codePoint, length } = characterAt(text, at)
    decoded += String.fromCodePoint(codePoint)
    at += length
  }
  return decoded
}

type Character = { readonly codePoint: number; readonly length: number }

/** RFC 3629 §4: how many octets follow, and what the first of them may be, by the leading octet. */
const leads = [
  { from: 0xc2, to: 0xdf, following: 1, low: 0x80, high: 0xbf },
  { from: 0xe0, to: 0xe0, following: 2, low: 0xa0, high: 0xbf },
  { from: 0xe1, to: 0xec, following: 2, low: 0x80, high: 0xbf },
  { from: 0xed, to: 0xed, following: 2, low: 0x80, high: 0x9f },
  { from: 0xee, to: 0xef, following: 2, low: 0x80, high: 0xbf },
  { from: 0xf0, to: 0xf0, following: 3, low: 0x90, high: 0xbf },
  { from: 0xf1, to: 0xf3, following: 3, low: 0x80, high: 0xbf },
  { from: 0xf4, to: 0xf4, following: 3, low: 0x80, high: 0x8f },
] as const

function characterAt(text: string, at: number): Character {
  const lead = text.charCodeAt(at)
  if (lead < 0x80) return { codePoint: lead, length: 1 }
  const row = leads.find(({ from, to }) => lead >= from && lead <= to)
  if (row === undefined) return { codePoint: REPLACEMENT, length: 1 }
  let codePoint = lead & (0x3f >> row.following)
  for (let count = 1; count <= row.following; count++) {
    const octet = text.charCodeAt(at + count)
    const { low, high } = count === 1 ? row : { low: 0x80, high: 0xbf }
    // Not a number at the end of the text: neither comparison holds.
    if (!(octet >= low && octet <= high)) return { codePoint: REPLACEMENT, length: count }
    codePoint = (codePoint << 6) | (octet & 0x3f)
  }
  return { codePoint, length: row.following + 1 }
}
