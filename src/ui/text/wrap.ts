// Wraps styled text to a width in columns. Breaks at spaces and beside wide characters; a longer word is cut.

import type { Line, Segment } from './line.ts'
import type { Role } from './roles.ts'
import { graphemes, takeColumns, widthOf } from './width.ts'

/** What stands before the first line and before each further one. Both count towards the width. */
export type Prefixes = { readonly first?: Line; readonly rest?: Line }

type Piece = { readonly text: string; readonly role: Role; readonly width: number; readonly isSpace: boolean }
type Word = { readonly pieces: readonly Piece[]; readonly width: number; readonly isSpace: boolean }

/** Lines no wider than `columns`. Nothing but spaces at line ends is dropped. Empty text is one empty line. */
export const wrapLine = (line: Line, columns: number, prefixes: Prefixes = {}): readonly Line[] => {
  const first = prefixes.first ?? []
  const rest = prefixes.rest ?? []
  const room = Math.max(1, columns - Math.max(columnsOf(first), columnsOf(rest)))
  const rows = fill(wordsOf(line), room)
  return rows.map((row, index) => merge([...(index === 0 ? first : rest), ...row]))
}

/** The same for plain text of one role. */
export const wrapText = (text: string, role: Role, columns: number, prefixes: Prefixes = {}): readonly Line[] =>
  text
    .split('\n')
    .flatMap((part, index) =>
      wrapLine([{ text: part, role }], columns, index === 0 ? prefixes : { ...prefixes, first: prefixes.rest ?? [] }),
    )

/** Cuts at exactly `columns`, spaces kept: for code, bytes and all that must not be reflowed. */
export const foldLine = (line: Line, columns: number, prefixes: Prefixes = {}): readonly Line[] => {
  const first = prefixes.first ?? []
  const rest = prefixes.rest ?? []
  const room = Math.max(1, columns - Math.max(columnsOf(first), columnsOf(rest)))
  const rows: Segment[][] = [[]]
  let left = room
  for (const segment of line) {
    for (const grapheme of graphemes(segment.text)) {
      const width = widthOf(grapheme)
      if (width > left) {
        rows.push([])
        left = room
      }
      rows.at(-1)?.push({ text: grapheme, role: segment.role })
      left -= width
    }
  }
  return rows.map((row, index) => merge([...(index === 0 ? first : rest), ...row]))
}

const columnsOf = (line: Line): number => line.reduce((sum, segment) => sum + widthOf(segment.text), 0)

const fill = (words: readonly Word[], room: number): readonly (readonly Segment[])[] => {
  const rows: Segment[][] = []
  let row: Piece[] = []
  let used = 0
  const end = (): void => {
    while (row.at(-1)?.isSpace === true) row.pop()
    rows.push(row.map(({ text, role }) => ({ text, role })))
    row = []
    used = 0
  }
  for (const word of words) {
    if (used + word.width <= room) {
      row.push(...word.pieces)
      used += word.width
      continue
    }
    if (used > 0) end()
    if (word.isSpace) continue
    for (const piece of cutWord(word, room)) {
      if (used + piece.width > room) end()
      row.push(piece)
      used += piece.width
    }
  }
  if (row.length > 0 || rows.length === 0) end()
  return rows
}

const cutWord = (word: Word, room: number): readonly Piece[] => {
  if (word.width <= room) return word.pieces
  return word.pieces.flatMap(piece => cutPiece(piece, room))
}

const cutPiece = (piece: Piece, room: number): readonly Piece[] => {
  const cut: Piece[] = []
  let rest = piece.text
  while (rest !== '') {
    const text = takeColumns(rest, room) || (graphemes(rest)[0] ?? rest)
    cut.push({ ...piece, text, width: widthOf(text) })
    rest = rest.slice(text.length)
  }
  return cut
}

/** Words across segments: `**bold**,` is one word of two pieces. */
const wordsOf = (line: Line): readonly Word[] => {
  const words: { pieces: Piece[]; width: number; isSpace: boolean }[] = []
  let isOpen = false
  for (const piece of line.flatMap(piecesOf)) {
    const last = words.at(-1)
    if (last !== undefined && isOpen && joins(last.pieces.at(-1), piece)) {
      last.pieces.push(piece)
      last.width += piece.width
    } else words.push({ pieces: [piece], width: piece.width, isSpace: piece.isSpace })
    isOpen = true
  }
  return words
}

const joins = (before: Piece | undefined, piece: Piece): boolean => {
  if (before === undefined || before.isSpace || piece.isSpace) return false
  if (closing.test(piece.text)) return true
  return !isWide(before.text.slice(-1)) && !isWide(piece.text)
}

// Chinese may break between any two characters, but a line never starts with one of these.
const closing = /^[,.;:!?)\]}、。，．；：？！）」』】》”’…]/

const isWide = (text: string): boolean => text !== '' && text.codePointAt(0)! > 0x2e7f && widthOf(text.slice(0, 2)) > 1

const piecesOf = (segment: Segment): readonly Piece[] =>
  (segment.text.match(/ +|[^ \u2e80-\u{10ffff}]+|[\u2e80-\u{10ffff}]\p{M}*/gu) ?? []).map(text => ({
    text,
    role: segment.role,
    width: widthOf(text),
    isSpace: text.startsWith(' '),
  }))

/** Neighbours of one role become one segment: fewer of them to paint. */
const merge = (segments: readonly Segment[]): Line => {
  const merged: Segment[] = []
  for (const segment of segments) {
    const last = merged.at(-1)
    if (last !== undefined && last.role === segment.role)
      merged[merged.length - 1] = { role: last.role, text: last.text + segment.text }
    else if (segment.text !== '') merged.push(segment)
  }
  return merged
}
