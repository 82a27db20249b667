// A shell command line as words: quotes, escapes, continued lines. Runs and expands nothing.

import type { TranscriptError } from './transcript-error.ts'

export type ShellFault = (
  index: number,
  problem: { readonly problem: string; readonly expected: string; readonly found: string },
) => TranscriptError

/** A word and where it starts in the text. */
export type ShellWord = { readonly text: string; readonly index: number }

type Piece = { readonly text: string; readonly end: number }

/** The words of a command as POSIX sh would split it, with bash's `$'...'` too. `fault` makes the error for a place in the text. */
export function splitShellWords(text: string, fault: ShellFault): readonly ShellWord[] {
  const words: ShellWord[] = []
  let at = 0
  for (;;) {
    at = skipBlanks(text, at)
    if (at >= text.length) return words
    const word = readWord(text, at, fault)
    words.push({ text: word.text, index: at })
    at = word.end
  }
}

function skipBlanks(text: string, start: number): number {
  const blanks = /(?:[ \t\r\n]|\\\r?\n)*/y
  blanks.lastIndex = start
  blanks.exec(text)
  return blanks.lastIndex
}

function readWord(text: string, start: number, fault: ShellFault): Piece {
  let word = ''
  let at = start
  while (at < text.length && !/[ \t\r\n]/.test(text[at]!)) {
    const piece = readPiece(text, at, fault)
    word += piece.text
    at = piece.end
  }
  return { text: word, end: at }
}

function readPiece(text: string, at: number, fault: ShellFault): Piece {
  if (text[at] === "'") return readSingleQuoted(text, at, fault)
  if (text[at] === '"') return readDoubleQuoted(text, at, fault)
  if (text.startsWith("$'", at)) return readAnsiQuoted(text, at, fault)
  if (text[at] === '\\') {
    const isContinued = /^\\\r?\n/.exec(text.slice(at, at + 3))
    return isContinued ? { text: '', end: at + isContinued[0].length } : { text: text[at + 1] ?? '', end: at + 2 }
  }
  return { text: text[at]!, end: at + 1 }
}

function readSingleQuoted(text: string, at: number, fault: ShellFault): Piece {
  const close = text.indexOf("'", at + 1)
  if (close < 0) throw notClosed(at, "'", fault)
  return { text: text.slice(at + 1, close), end: close + 1 }
}

function readDoubleQuoted(text: string, start: number, fault: ShellFault): Piece {
  let word = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return { text: word, end: at + 1 }
    const next = text[at + 1] ?? ''
    if (text[at] === '\\' && /["\\$`\n]/.test(next)) {
      word += next === '\n' ? '' : next
      at++
    } else word += text[at]
  }
  throw notClosed(start, '"', fault)
}

const ansiEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['v', '\v'],
])

function readAnsiQuoted(text: string, start: number, fault: ShellFault): Piece {
  const piece = /'|\\(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([^]))|[^'\\]+/y
  piece.lastIndex = start + 2
  let word = ''
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    if (match[0] === "'") return { text: word, end: piece.lastIndex }
    word += ansiText(match)
  }
  throw notClosed(start, "$'", fault)
}

function ansiText([whole, unicode, hex, octal, other]: RegExpExecArray): string {
  if (unicode !== undefined || hex !== undefined) return String.fromCharCode(Number.parseInt((unicode ?? hex)!, 16))
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
  if (other !== undefined) return ansiEscapes.get(other) ?? other
  return whole
}

function notClosed(index: number, quote: string, fault: ShellFault): TranscriptError {
  return fault(index, {
    problem: 'a quote that is not closed',
    expected: quote === "$'" ? "'" : quote,
    found: 'the end of the text',
  })
}

/** A word as the shell needs it to read it back; quoted only where it must be. */
export function quoteShellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
