// The text after a role as tokens: plain text, escapes, placeholders. Knows neither roles nor HTTP.

import { utf8AsLatin1 } from './latin1.ts'
import { faultAt, sliceOf, sliceText, type Slice } from './source-line.ts'
import type { PatternPart } from './transcript.ts'

/** What braces mean: in `send` only `{repeat ...}` is special, so that JSON needs no escapes; in `expect` all are. */
export type Dialect = 'send' | 'expect'

/** `start` and `end` are places in the line; `text` is one char a byte. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'escape'; readonly text: string }
  | { readonly type: 'repeat'; readonly text: string }
  /** The backslash that ends a line: no line end here. */
  | { readonly type: 'join' }
  | { readonly type: 'placeholder'; readonly part: PatternPart }
)

/** More than this from one `{repeat}` is a slip of the keyboard. */
const repeatLimitBytes = 16 * 1024 * 1024

// prettier-ignore
const escapes: ReadonlyMap<string, string> = new Map([
  ['r', '\r'], ['n', '\n'], ['t', '\t'], ['0', '\0'], ['\\', '\\'], ['{', '{'], ['}', '}'], ['|', '|'],
])
const special = /[\\{]/g
const escapesInWords = '\\r \\n \\t \\0 \\\\ \\{ \\} \\| or \\xHH'
const plain = ['any', 'number', 'http-date', 'now', 'port', 'client-port'] as const
const placeholdersInWords = `${plain.map(name => `{${name}}`).join(', ')}, {one of A|B}, {repeat TEXT N}, or \\{ for a brace`

/** Throws TranscriptError for an unknown escape, an unknown placeholder, a brace that is not closed, a bad `{repeat}`. */
export function readTokens(slice: Slice, dialect: Dialect): readonly Token[] {
  const tokens: Token[] = []
  for (let at = slice.start; at < slice.end; at = tokens.at(-1)!.end) tokens.push(readToken(slice, at, dialect))
  return tokens
}

function readToken(slice: Slice, at: number, dialect: Dialect): Token {
  const char = slice.line.text[at]
  if (char === '\\') return readEscape(slice, at)
  if (char === '{' && (dialect === 'expect' || isRepeat(slice, at))) return readPlaceholder(slice, at)
  special.lastIndex = at + 1
  const end = Math.min(special.exec(slice.line.text)?.index ?? slice.end, slice.end)
  return { type: 'text', start: at, end, text: utf8AsLatin1(slice.line.text.slice(at, end)) }
}

function isRepeat(slice: Slice, at: number): boolean {
  return /^\{repeat[ }]/.test(slice.line.text.slice(at, at + 8))
}

function readEscape(slice: Slice, at: number): Token {
  const { line } = slice
  if (at + 1 === line.text.length) return { type: 'join', start: at, end: at + 1 }
  const char = String.fromCodePoint(line.text.codePointAt(at + 1)!)
  const text = escapes.get(char)
  if (text !== undefined) return { type: 'escape', start: at, end: at + 2, text }
  if (char === 'x') return readHexEscape(slice, at)
  throw faultAt(line, at, { problem: 'unknown escape', expected: escapesInWords, found: `\\${char}` })
}

function readHexEscape(slice: Slice, at: number): Token {
  const digits = slice.line.text.slice(at + 2, Math.min(at + 4, slice.end))
  if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
    throw faultAt(slice.line, at, {
      problem: 'bad \\x escape',
      expected: 'two hexadecimal digits after \\x',
      found: `\\x${digits}`,
    })
  }
  return { type: 'escape', start: at, end: at + 4, text: String.fromCharCode(Number.parseInt(digits, 16)) }
}

function readPlaceholder(slice: Slice, at: number): Token {
  const close = closingBrace(slice, at)
  const inner = sliceOf(slice.line, at + 1, close)
  const name = sliceText(inner)
  const place = { start: at, end: close + 1 }
  if (/^repeat( |$)/.test(name)) return { type: 'repeat', ...place, text: repeatedText(inner, at) }
  const type = plain.find(one => one === name)
  if (type !== undefined) return { type: 'placeholder', ...place, part: { type } }
  if (/^one of( |$)/.test(name))
    return { type: 'placeholder', ...place, part: { type: 'one-of', choices: choicesOf(inner, at) } }
  throw faultAt(slice.line, at, { problem: 'unknown placeholder', expected: placeholdersInWords, found: `{${name}}` })
}

/** A brace inside a placeholder is escaped. */
function closingBrace(slice: Slice, open: number): number {
  const { text } = slice.line
  for (let at = open + 1; at < slice.end; at++) {
    if (text[at] === '}') return at
    if (text[at] === '{')
      throw faultAt(slice.line, at, { problem: 'a brace inside a placeholder', expected: '} or \\{', found: '{' })
    if (text[at] === '\\') at++
  }
  throw faultAt(slice.line, open, {
    problem: 'a brace that is not closed',
    expected: '} on the same line, or \\{ for a brace',
    found: 'the end of the line',
  })
}

/** `inner` is `repeat TEXT N`; N is what follows its last space. */
function repeatedText(inner: Slice, open: number): string {
  const written = sliceText(inner)
  const match = /^repeat (.+) ([0-9]{1,9})$/.exec(written)
  if (match === null) throw badRepeat(inner, open, '{repeat TEXT N}, N a whole number')
  const start = inner.start + 'repeat '.length
  const text = literalOf(sliceOf(inner.line, start, start + match[1]!.length))
  const times = Number(match[2])
  if (times === 0) throw badRepeat(inner, open, 'a number from 1')
  if (text.length * times > repeatLimitBytes) throw badRepeat(inner, open, `at most ${repeatLimitBytes} bytes in all`)
  return text.repeat(times)
}

function badRepeat(inner: Slice, open: number, expected: string): Error {
  return faultAt(inner.line, open, { problem: 'bad {repeat}', expected, found: `{${sliceText(inner)}}` })
}

function choicesOf(inner: Slice, open: number): readonly string[] {
  const start = inner.start + 'one of '.length
  if (start >= inner.end) {
    throw faultAt(inner.line, open, {
      problem: 'a choice of nothing',
      expected: '{one of A|B|C}',
      found: `{${sliceText(inner)}}`,
    })
  }
  const choices: string[] = []
  let from = start
  for (let at = start; at <= inner.end; at++) {
    if (at < inner.end && inner.line.text[at] === '\\') at++
    else if (at === inner.end || inner.line.text[at] === '|') {
      choices.push(literalOf(sliceOf(inner.line, from, at)))
      from = at + 1
    }
  }
  return choices
}

function literalOf(slice: Slice): string {
  return readTokens(slice, 'send').map(tokenText).join('')
}

/** The bytes a token stands for; a placeholder that matches stands for none. */
export function tokenText(token: Token): string {
  return token.type === 'join' || token.type === 'placeholder' ? '' : token.text
}
