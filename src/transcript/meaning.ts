// One `#!means: CODE LINE` line: what it says about a server when an answer is wrong. Knows the form of codes, not which there are.

import { foundText, parseEndedPattern } from './parse-text.ts'
import { faultAt, sliceOf, sliceText, type SourceLine } from './source-line.ts'
import type { Meaning } from './transcript.ts'

export function isMeaning(line: SourceLine): boolean {
  return /^#!means(?![^:\s])/.test(line.text)
}

const form = '#!means: CODE, or #!means: CODE LINE'

/** Throws TranscriptError for a line without a code, or with one that is not lower-case words and hyphens. */
export function parseMeaning(line: SourceLine): Meaning {
  const match = /^#!means(:?)[ \t]*(\S*)/.exec(line.text)!
  const start = match[0].length - match[2]!.length
  const code = sliceOf(line, start, match[0].length)
  if (match[1] === '' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(sliceText(code)))
    throw faultAt(line, start, { problem: 'no code of a diagnosis', expected: form, found: foundText(code) })
  const column = start + 1
  const rest = sliceOf(line, match[0].length + 1)
  const pattern = sliceText(rest).trim() === '' ? undefined : parseEndedPattern(rest).pattern
  return { line: line.number, column, code: sliceText(code), pattern }
}
