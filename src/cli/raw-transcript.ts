// Bytes that are no transcript, as one: sent in one piece, exactly as they are, and then whatever answer comes.

import { parseTranscript, type Transcript } from '../transcript/index.ts'

export const rawTranscript = (bytes: Uint8Array): Transcript => {
  const lines = splitLines(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
  return parseTranscript(`${lines.map(line => `> ${escaped(line)}\\\n`).join('')}< {any} {any}\n`)
}

/** A transcript line for each line, so that messages about it can name one. */
const splitLines = (text: string): readonly string[] => text.split(/(?<=\n)/)

/** `text` has one character a byte. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]|[{}]/g, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
