// A body as lines: decoded and indented, as it was sent, or in hexadecimal; a long one folded around what is wrong in it.

import { CR, LF } from '../http/index.ts'
import { contentOf } from './dissect.ts'
import { foldLine, foldedRanges } from './fold.ts'
import { hexColumnOf, hexParts, hexRanges } from './hex.ts'
import { indentJson } from './indent-json.ts'
import { fieldSpans, fieldValue, filled, isReadable, type BodyBlock } from './layout.ts'
import type { LinePart } from './line.ts'
import type { Piece, Range } from './message.ts'
import { clipped, partsOf, textOf, type Span } from './parts.ts'

/** A line of one side before it has a time and a role. */
export type SideLine = {
  readonly parts: readonly LinePart[]
  /** undefined where what is shown is not what was sent. */
  readonly range: Range | undefined
  readonly fold: { readonly id: string; readonly hiddenBytes: number } | undefined
  /** What stands before the fault, and the fault, as text. */
  readonly mark: { readonly before: string; readonly marked: string } | undefined
}

export type BodyLook = {
  readonly bodies: 'pretty' | 'wire' | 'hex'
  readonly lineEnds: 'shown' | 'hidden'
  readonly foldAfterBytes: number
  readonly unfolded: ReadonlySet<string>
  /** The bytes of this side that are wrong. */
  readonly fault: Range | undefined
  /** Names the side in the ids of its folds: `A<`. */
  readonly side: string
}

/** The part of the body that lies in `run`. */
export function bodyLines(bytes: Uint8Array, block: BodyBlock, run: Range, look: BodyLook): readonly SideLine[] {
  const shown = clipped(block, run)
  if (shown === undefined) return []
  const decoded = look.bodies === 'pretty' ? decodedLines(bytes, { block, shown, look }) : undefined
  if (decoded !== undefined) return decoded
  const range = { start: shown.start, end: shown.end }
  const id = `${look.side}${block.start}`
  const isHex =
    look.bodies === 'hex' || (look.bodies === 'pretty' && !isReadable(bytes.subarray(range.start, range.end)))
  return foldedRanges(bytes, range, { ...look, id }).flatMap(part => {
    if (part.type === 'hidden') return [foldLine(id, part.end - part.start)]
    if (isHex) return hexRanges(part).map(line => hexLine(bytes, line, look))
    return block.pieces.flatMap(piece => pieceLines(bytes, { block, piece, part, look }))
  })
}

/** Bytes of text as lines that end where the bytes end them. */
export function lineRanges(bytes: Uint8Array, { start, end }: Range): readonly Range[] {
  const ranges: Range[] = []
  for (let at = start; at < end;) {
    const lineFeed = bytes.indexOf(LF, at)
    const next = lineFeed < 0 || lineFeed >= end ? end : lineFeed + 1
    ranges.push({ start: at, end: next })
    at = next
  }
  return ranges
}

/** One line of bytes as they were sent. The line end is a part when it is asked for, when it is odd, and when it is wrong. */
export function wireLine(
  bytes: Uint8Array,
  { range, spans, lineEnd }: { readonly range: Range; readonly spans: readonly Span[]; readonly lineEnd: Range },
  look: Pick<BodyLook, 'lineEnds' | 'fault'> & { readonly oddLineEnds: 'shown' | 'hidden' },
): SideLine {
  const isOdd = lineEnd.end - lineEnd.start === 1 && look.oddLineEnds === 'shown'
  const isWrong = look.fault !== undefined && clipped(lineEnd, look.fault) !== undefined
  const isShown = lineEnd.end > lineEnd.start && (look.lineEnds === 'shown' || isOdd || isWrong)
  const all: readonly Span[] = isShown ? [...spans, { ...lineEnd, style: 'line-end' }] : spans
  return {
    parts: partsOf(bytes, all, look.fault),
    range,
    fold: undefined,
    mark: markOf(bytes, all, { range, fault: look.fault }),
  }
}

function markOf(
  bytes: Uint8Array,
  spans: readonly Span[],
  { range, fault }: { readonly range: Range; readonly fault: Range | undefined },
): SideLine['mark'] {
  if (fault === undefined || fault.start < range.start || fault.start >= range.end) return undefined
  const textIn = (part: Range): string =>
    textOf(
      partsOf(
        bytes,
        spans.flatMap(span => clipped(span, part) ?? []),
        undefined,
      ),
    )
  return { before: textIn({ start: range.start, end: fault.start }), marked: textIn(fault) || ' ' }
}

type PieceInPart = {
  readonly block: BodyBlock
  readonly piece: Piece
  readonly part: Range
  readonly look: BodyLook
}

function pieceLines(bytes: Uint8Array, { block, piece, part, look }: PieceInPart): readonly SideLine[] {
  const shown = clipped(piece, part)
  if (shown === undefined) return []
  // The CRLF after the data of a chunk is a line of its own only where line ends can be seen.
  if (piece.kind === 'chunk-end' && look.lineEnds === 'hidden' && !isMarked(shown, look)) return []
  const oddLineEnds = piece.kind === 'chunk-size' || piece.kind === 'trailer' ? 'shown' : 'hidden'
  return lineRanges(bytes, shown).map(range => {
    const lineEnd = { start: textEndOf(bytes, range), end: range.end }
    const spans = pieceSpans(block, piece, { start: range.start, end: lineEnd.start })
    return wireLine(bytes, { range, spans, lineEnd }, { ...look, oddLineEnds })
  })
}

function pieceSpans({ message }: BodyBlock, { kind, start }: Piece, text: Range): readonly Span[] {
  if (kind !== 'trailer') return [{ ...text, style: kind === 'chunk-size' ? 'chunk' : 'body' }]
  const field = message?.trailers.find(trailer => trailer.range.start === start)
  return filled(field === undefined ? [] : fieldSpans(field), text)
}

function isMarked(range: Range, { fault }: BodyLook): boolean {
  return fault !== undefined && fault.start >= range.start && fault.start < range.end
}

/** Where the text of a line ends, before its line end. */
export function textEndOf(bytes: Uint8Array, { start, end }: Range): number {
  if (bytes[end - 1] !== LF) return end
  return end - 2 >= start && bytes[end - 2] === CR ? end - 2 : end - 1
}

function hexLine(bytes: Uint8Array, range: Range, look: BodyLook): SideLine {
  const parts = hexParts(bytes, range)
  const { fault } = look
  const isHere = isMarked(range, look)
  if (fault === undefined || !isHere) return { parts, range, fold: undefined, mark: undefined }
  const text = textOf(parts)
  const column = hexColumnOf(range, fault.start)
  const end = hexColumnOf(range, Math.min(range.end, Math.max(fault.end, fault.start + 1)) - 1) + 2
  return { parts, range, fold: undefined, mark: { before: text.slice(0, column), marked: text.slice(column, end) } }
}

type Decoding = { readonly block: BodyBlock; readonly shown: Range; readonly look: BodyLook }

/** Chunks put together and JSON indented, when the whole body is here and nothing in it is wrong. */
function decodedLines(bytes: Uint8Array, { block, shown, look }: Decoding): readonly SideLine[] | undefined {
  const { message } = block
  const isWhole = shown.start === block.start && shown.end === block.end
  if (message === undefined || !message.isComplete || !isWhole || isMarked(block, look)) return undefined
  const content = contentOf(bytes, message)
  if (!isReadable(content)) return undefined
  const indented = /[/+]json\b/i.test(fieldValue(message, 'content-type') ?? '') ? indentedContent(content) : undefined
  if (message.framing.type !== 'chunked' && indented === undefined) return undefined
  const note = message.framing.type === 'chunked' ? [noteLine(chunksText(message.content.length, content.length))] : []
  const trailers = block.pieces.filter(({ kind }) => kind === 'trailer')
  return [
    ...note,
    ...foldedText(indented ?? content, `${look.side}${block.start}`, look),
    ...trailers.flatMap(piece => pieceLines(bytes, { block, piece, part: piece, look })),
  ]
}

function indentedContent(content: Uint8Array): Uint8Array | undefined {
  const text = indentJson(new TextDecoder().decode(content))
  return text === undefined ? undefined : new TextEncoder().encode(text)
}

function chunksText(chunks: number, bytes: number): string {
  return `${chunks} chunk${chunks === 1 ? '' : 's'}, ${bytes} byte${bytes === 1 ? '' : 's'} of content`
}

function noteLine(text: string): SideLine {
  return { parts: [{ text, style: 'chunk' }], range: undefined, fold: undefined, mark: undefined }
}

function foldedText(content: Uint8Array, id: string, look: BodyLook): readonly SideLine[] {
  const whole = { start: 0, end: content.length }
  return foldedRanges(content, whole, { ...look, id, fault: undefined }).flatMap(part => {
    if (part.type === 'hidden') return [foldLine(id, part.end - part.start)]
    return lineRanges(content, part).map(range => {
      const textEnd = textEndOf(content, range)
      const spans: readonly Span[] = [{ start: range.start, end: textEnd, style: 'body' }]
      const lineEnd = { start: textEnd, end: range.end }
      const line = wireLine(content, { range, spans, lineEnd }, { ...look, fault: undefined, oddLineEnds: 'hidden' })
      return { ...line, range: undefined }
    })
  })
}
