// What one line sends or matches: tokens to bytes, tokens to a pattern. Knows no roles.

import { bytesFromLatin1 } from '../http/index.ts'
import { sliceOf, sliceText, sourceLinesOf, type Slice } from './source-line.ts'
import { readTokens, tokenText, type Token } from './tokens.ts'
import type { BodyLine, Pattern, PatternPart } from './transcript.ts'

/** The bytes of a `>` line: CRLF is implied unless the line ends in `\n`, `\r` or a backslash. */
export function parseSendBytes(slice: Slice): Uint8Array {
  const tokens = readTokens(slice, 'send')
  return bytesFromLatin1(tokens.map(tokenText).join('') + (endsItself(slice, tokens.at(-1)) ? '' : '\r\n'))
}

function endsItself(slice: Slice, last: Token | undefined): boolean {
  return (
    last !== undefined &&
    (last.type === 'join' || escapeName(slice, last) === '\\n' || escapeName(slice, last) === '\\r')
  )
}

/** The escape as written; `\x0a` is a byte in the line, `\n` is its end. */
function escapeName(slice: Slice, token: Token | undefined): string | undefined {
  return token?.type === 'escape' ? slice.line.text.slice(token.start, token.end) : undefined
}

/** A pattern with the end its line writes. */
export type EndedPattern = { readonly pattern: Pattern; readonly end: BodyLine['end'] }

/** `\r\n` or `\r` at the end is CRLF, `\n` is LF, a backslash is no line end, nothing is either line end. */
export function parseEndedPattern(slice: Slice): EndedPattern {
  const tokens = readTokens(slice, 'expect')
  const last = tokens.at(-1)
  if (last?.type === 'join') return { pattern: patternWithout(slice, tokens, 1), end: 'none' }
  if (escapeName(slice, last) === '\\r') return { pattern: patternWithout(slice, tokens, 1), end: 'crlf' }
  if (escapeName(slice, last) !== '\\n') return { pattern: patternWithout(slice, tokens, 0), end: 'line' }
  const isCrlf = escapeName(slice, tokens.at(-2)) === '\\r'
  return { pattern: patternWithout(slice, tokens, isCrlf ? 2 : 1), end: isCrlf ? 'crlf' : 'lf' }
}

function patternWithout(slice: Slice, tokens: readonly Token[], endTokens: number): Pattern {
  const kept = tokens.slice(0, tokens.length - endTokens)
  const source = slice.line.text.slice(slice.start, kept.at(-1)?.end ?? slice.start)
  return { source, parts: partsOf(kept) }
}

/** A pattern without line end, blanks around it dropped: a field value, a piece of the status line. */
export function parseTrimmedPattern(slice: Slice): Pattern {
  const { source, parts } = parseEndedPattern(slice).pattern
  return { source: source.replace(/^[ \t]+|[ \t]+$/g, ''), parts: trimmed(parts) }
}

function trimmed(parts: readonly PatternPart[]): readonly PatternPart[] {
  return parts
    .map((part, index) => {
      if (part.type !== 'literal') return part
      const fromStart = index === 0 ? part.text.replace(/^[ \t]+/, '') : part.text
      return { type: part.type, text: index === parts.length - 1 ? fromStart.replace(/[ \t]+$/, '') : fromStart }
    })
    .filter(part => part.type !== 'literal' || part.text !== '')
}

/** Literals that touch become one. */
function partsOf(tokens: readonly Token[]): readonly PatternPart[] {
  const parts: PatternPart[] = []
  let literal = ''
  const flush = () => {
    if (literal !== '') parts.push({ type: 'literal', text: literal })
    literal = ''
  }
  for (const token of tokens) {
    if (token.type !== 'placeholder') literal += tokenText(token)
    else {
      flush()
      parts.push(token.part)
    }
  }
  flush()
  return parts
}

/** The pieces of a slice between spaces that stand outside braces, the last of `most` pieces taking the rest. */
export function splitAtSpaces(slice: Slice, most: number): readonly Slice[] {
  const pieces: Slice[] = []
  let from = slice.start
  for (const token of readTokens(slice, 'expect')) {
    if (token.type !== 'text') continue
    for (let at = token.start; at < token.end && pieces.length < most - 1; at++) {
      if (slice.line.text[at] !== ' ') continue
      pieces.push(sliceOf(slice.line, from, at))
      from = at + 1
    }
  }
  return [...pieces, sliceOf(slice.line, from, slice.end)]
}

/** A pattern from text that is in no file: `HTTP/1.1 {any}`. Throws TranscriptError as a file would. */
export function parsePattern(source: string): Pattern {
  const line = sourceLinesOf(source, undefined)[0] ?? { path: undefined, number: 1, text: '' }
  return parseEndedPattern(sliceOf(line, 0)).pattern
}

/** The text as a piece of an error: quoted, or named when there is none. */
export function foundText(slice: Slice): string {
  const text = sliceText(slice)
  return text === '' ? 'the end of the line' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
}
