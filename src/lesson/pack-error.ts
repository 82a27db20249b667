// The one error of this layer: a pack that is not what it should be, with the place and both sides as facts.

/** What is wrong in a pack, and where. Lines and columns are 1-based; columns count chars. */
export type PackFault = {
  /** Relative to the folder of the course, with `/`. */
  readonly path: string
  /** undefined when the fault is the file itself: it is not there, or cannot be read. */
  readonly place: PackPlace | undefined
  /** What is wrong, in a few words. */
  readonly problem: string
  readonly expected: string
  readonly received: string
  /** What to do about it, one sentence. */
  readonly next: string
  /** The rule of the lint that is about such faults, where there is one; else the file breaks its schema. */
  readonly rule?: 'region' | 'include'
}

export type PackPlace = {
  readonly line: number
  readonly column: number
  /** The whole line of the file. */
  readonly sourceLine: string
}

/** Thrown for a pack that cannot be used as it is. The message has the place, the line with a caret, and what to do. */
export class PackError extends Error {
  override readonly name = 'PackError'
  readonly fault: PackFault

  /** `directory` is the folder of the course, as it was given. */
  constructor(directory: string, fault: PackFault) {
    super(formatFault(directory, fault))
    this.fault = fault
  }
}

/** The place of the char at `offset` of a file's text. */
export const placeAt = (text: string, offset: number): PackPlace => {
  // lastIndexOf takes an index below 0 for 0, where a line end may stand.
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const line = text.slice(0, start).split('\n').length
  return { line, column: offset - start + 1, sourceLine: sourceLineAt(text, start) }
}

/** The place of a 1-based line of a file's text. */
export const placeOfLine = (text: string, line: number): PackPlace => ({
  line,
  column: 1,
  sourceLine: (text.split('\n')[line - 1] ?? '').replace(/\r$/, ''),
})

const sourceLineAt = (text: string, start: number): string => {
  const end = text.indexOf('\n', start)
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '')
}

const formatFault = (directory: string, { path, place, problem, expected, received, next }: PackFault): string => {
  const file = directory === '' ? path : `${directory.replace(/\/+$/, '')}/${path}`
  return [
    visible(`${file}${place === undefined ? '' : `:${place.line}:${place.column}`}: ${problem}`),
    ...(place === undefined ? [] : excerptLines(place)),
    `  expected  ${visible(expected)}`,
    `  received  ${visible(received)}`,
    `  next      ${visible(next)}`,
  ].join('\n')
}

const shownChars = 96

const excerptLines = ({ column, sourceLine }: PackPlace): readonly string[] => {
  const start = Math.max(0, Math.min(column - 1 - shownChars / 2, sourceLine.length - shownChars))
  const from = start > 0 ? '…' : ''
  const till = start + shownChars < sourceLine.length ? '…' : ''
  const text = `${from}${sourceLine.slice(start, start + shownChars)}${till}`
  return [`  ${visible(text)}`, `  ${' '.repeat(column - 1 - start + from.length)}^`]
}

/**
 * Control characters as their pictures, one for one, and what has no form of its own or turns the direction of the rest
 * as a mark: a stranger's pack reaches no terminal raw.
 */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, char => {
    const code = char.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'.repeat(char.length)
  })

/** What was found in a file, short enough for a line of a message. */
export const quoted = (text: string): string => (text.length <= 60 ? `"${text}"` : `"${text.slice(0, 57)}…"`)
