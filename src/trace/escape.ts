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

/** Text of a program, any characters: those that show nothing, move the cursor, or are none by themselves become `\n`, `\t` or `\u{1b}`. */
export function escapeCharacters(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    char => names[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`,
  )
}

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
