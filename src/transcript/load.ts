// A transcript from disk: the one file of this layer that touches node:fs.

import { readFile } from 'node:fs/promises'
import { latin1From } from '../http/index.ts'
import { parseTranscript } from './parse.ts'
import { TranscriptError } from './transcript-error.ts'
import type { Transcript } from './transcript.ts'

/** Throws TranscriptError for what is not a transcript or not UTF-8, and the error of node:fs for a file that cannot be read. */
export async function loadTranscript(path: string): Promise<Transcript> {
  return parseTranscript(decodeUtf8(await readFile(path), path), path)
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8(bytes, path)
  }
}

function notUtf8(bytes: Uint8Array, path: string): TranscriptError {
  const good = validPrefix(bytes)
  const lines = good.split('\n')
  const lineStart = bytes.lastIndexOf(0x0a, Math.max(new TextEncoder().encode(good).length - 1, 0)) + 1
  const lineEnd = bytes.indexOf(0x0a, lineStart)
  const rest = new TextDecoder().decode(bytes.subarray(lineStart, lineEnd < 0 ? undefined : lineEnd))
  const column = lines.at(-1)!.length
  const byte = bytes[new TextEncoder().encode(good).length] ?? 0
  const hex = byte.toString(16).padStart(2, '0')
  return new TranscriptError({
    path,
    line: lines.length,
    column: column + 1,
    problem: 'bytes that are not UTF-8',
    expected: `UTF-8, or the escape \\x${hex}`,
    found: `the byte 0x${hex}`,
    sourceLine: rest,
  })
}

/** The text before the first byte that is not UTF-8. */
function validPrefix(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
    const length = new TextEncoder().encode(text.slice(0, at)).length
    if (latin1From(bytes.subarray(length, length + 3)) !== '\xef\xbf\xbd') return text.slice(0, at)
  }
  return text
}
