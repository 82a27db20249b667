// Bytes to text and back, one char a byte. Knows nothing of what the bytes mean.

const charsAtOnce = 8192
const encoder = new TextEncoder()

/** One char (U+0000 to U+00FF) for each byte. Not TextDecoder('latin1'): that is windows-1252, which moves 0x80 to 0x9F. */
export function latin1From(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += charsAtOnce) {
    text += String.fromCharCode(...bytes.subarray(start, start + charsAtOnce))
  }
  return text
}

/** The bytes of a latin-1 text: the low byte of each char. */
export function bytesFrom(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length)
  for (let index = 0; index < latin1.length; index++) bytes[index] = latin1.charCodeAt(index)
  return bytes
}

/** The UTF-8 bytes of any text, one char a byte. */
export function utf8AsLatin1(text: string): string {
  return isAscii(text) ? text : latin1From(encoder.encode(text))
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false
  return true
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    joined.set(piece, offset)
    offset += piece.length
  }
  return joined
}
