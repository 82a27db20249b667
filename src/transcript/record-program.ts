// What a program printed and how it ended, to a transcript that asks for the same. Knows no connection.

import { latin1From } from '../http/index.ts'
import { escapeBytes } from './escape.ts'
import { parseTranscript } from './parse.ts'
import { headingLines, type RecordingHeading } from './record.ts'
import type { Transcript } from './transcript.ts'

export type RecordedProgram = {
  /** All of each stream. */
  readonly printed: readonly Uint8Array[]
  /** undefined when it did not end by itself. */
  readonly exitCode: number | undefined
}

/** Every line that is not blank, and the end. */
export function transcriptFromProgram({ printed, exitCode }: RecordedProgram, heading: RecordingHeading): Transcript {
  const lines = printed.flatMap(bytes => printedLinesOf(latin1From(bytes))).filter(line => line.trim() !== '')
  const acts = [
    ...lines.map(line => `* prints ${lineText(line)}`),
    ...(exitCode === undefined ? [] : [`* exits ${exitCode}`]),
  ]
  return parseTranscript([...headingLines(heading), ...acts].map(line => `${line}\n`).join(''), heading.path)
}

/** The lines of what a program printed, without their ends, CRLF or LF. One character a byte. */
export function printedLinesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  // After the last line end there is no line.
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** What stands at the end of a line of a transcript is dropped, or read as a line end. */
function lineText(line: string): string {
  const text = escapeBytes(
    Uint8Array.from(line, char => char.charCodeAt(0)),
    'expect',
  )
  return text.replace(/\\r$/, '\\x0d').replace(/[ \t]$/, blank => (blank === ' ' ? '\\x20' : '\\x09'))
}
