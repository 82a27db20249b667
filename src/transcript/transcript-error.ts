// The one error of this layer: a text that is not what it should be, with the place and the two sides as facts.

/** What is wrong in a transcript, or in a text to import, and where. Lines and columns are 1-based; columns count chars. */
export type TranscriptFault = {
  readonly path: string | undefined
  readonly line: number
  readonly column: number
  /** What is wrong, in a few words. */
  readonly problem: string
  readonly expected: string
  readonly found: string
  /** The whole line of the file. */
  readonly sourceLine: string
}

/** Thrown for a file that cannot be read as what it should be. The message shows the place, the line with a caret, and both sides. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError'
  readonly path: string | undefined
  readonly line: number
  readonly column: number
  readonly problem: string
  readonly expected: string
  readonly found: string
  readonly sourceLine: string

  constructor(fault: TranscriptFault) {
    super(formatFault(fault))
    this.path = fault.path
    this.line = fault.line
    this.column = fault.column
    this.problem = fault.problem
    this.expected = fault.expected
    this.found = fault.found
    this.sourceLine = fault.sourceLine
  }
}

function formatFault(fault: TranscriptFault): string {
  const excerpt = excerptOf(fault.sourceLine, fault.column - 1)
  return [
    `${fault.path ?? 'transcript'}:${fault.line}:${fault.column}: ${fault.problem}`,
    `  ${excerpt.text}`,
    `  ${' '.repeat(excerpt.index)}^`,
    `  expected  ${visible(fault.expected)}`,
    `  found     ${visible(fault.found)}`,
  ].join('\n')
}

const shownChars = 96

/** The part of a line around `index` that fits a screen, and where `index` is in it. */
function excerptOf(line: string, index: number): { readonly text: string; readonly index: number } {
  const start = line.length <= shownChars ? 0 : Math.max(0, Math.min(index - shownChars / 2, line.length - shownChars))
  const from = start > 0 ? '…' : ''
  const till = start + shownChars < line.length ? '…' : ''
  const text = from + line.slice(start, start + shownChars) + till
  return { text: visible(text), index: index - start + from.length }
}

/** Control characters as their pictures, one for one, so that columns stay and nothing reaches the terminal raw. */
function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, char => {
    const code = char.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'
  })
}
