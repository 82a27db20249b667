// Lines of a text with their numbers, and pieces of such lines: the places that errors point at. Knows no grammar.

import { TranscriptError } from './transcript-error.ts'

/** One line of a text, without its end. `number` is 1-based. */
export type SourceLine = { readonly path: string | undefined; readonly number: number; readonly text: string }

/** A piece of a line: chars `start` to `end`, 0-based, `end` not included. */
export type Slice = { readonly line: SourceLine; readonly start: number; readonly end: number }

/** The lines of a text. A byte order mark and the CR of a CRLF are not part of a line; nor is the end of the last line. */
export function sourceLinesOf(text: string, path: string | undefined): readonly SourceLine[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line, index) => ({ path, number: index + 1, text: line.endsWith('\r') ? line.slice(0, -1) : line }))
}

export function sliceOf(line: SourceLine, start: number, end: number = line.text.length): Slice {
  return { line, start: Math.min(start, end), end }
}

export function sliceText(slice: Slice): string {
  return slice.line.text.slice(slice.start, slice.end)
}

export type Problem = { readonly problem: string; readonly expected: string; readonly found: string }

/** The error for a problem at char `index` (0-based) of a line. */
export function faultAt(line: SourceLine, index: number, problem: Problem): TranscriptError {
  return new TranscriptError({
    path: line.path,
    line: line.number,
    column: index + 1,
    sourceLine: line.text,
    ...problem,
  })
}

/** The error for a problem at char `index` of a whole text, which may have many lines. */
export function faultInText(text: string, path: string | undefined, index: number, problem: Problem): TranscriptError {
  const before = text.slice(0, index).split('\n')
  const number = before.length
  const line = text.split('\n')[number - 1]?.replace(/\r$/, '') ?? ''
  return faultAt({ path, number, text: line }, before.at(-1)!.length, problem)
}
