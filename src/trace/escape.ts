// Bytes of the wire as text that any terminal may be given: no control character survives. Knows no lines and no roles.

import { bytesFromLatin1 } from '../http/index.ts'
import { visibleAt } from '../transcript/index.ts'

/** Readable UTF-8 as it is, every other byte with the escapes of a transcript: `\r`, `\n`, `\t`, `\0`, `\\`, `\xHH`. */
export function escapeBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const visible = visibleAt(bytes, at)
    text += visible.text
    at += visible.length
  }
  return text
}

/** As escapeBytes, for text that has one character a byte. */
export function escapeText(text: string): string {
  return escapeBytes(bytesFromLatin1(text))
}
