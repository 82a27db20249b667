// Text as a transcript keeps it: one char a byte, so that any bytes can be matched.

import { latin1From } from '../http/index.ts'

const encoder = new TextEncoder()

/** The UTF-8 bytes of any text, one char a byte. */
export function utf8AsLatin1(text: string): string {
  return isAscii(text) ? text : latin1From(encoder.encode(text))
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false
  return true
}
