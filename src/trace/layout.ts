// One side of a connection cut into head lines and bodies, without a gap, before any of it becomes text.

import { latin1From } from '../http/index.ts'
import { lineAt } from './dissect-head.ts'
import type { PartStyle } from './line.ts'
import type { FieldLine, Message, Piece, Range, RequestDissection, ResponseDissection } from './message.ts'
import { clipped, type Span } from './parts.ts'

/** A line of a head: its spans, and the bytes that end it. */
export type HeadBlock = Range & { readonly type: 'head'; readonly spans: readonly Span[]; readonly lineEnd: Range }

/** The body of a message with any framing of chunks, or bytes that belong to no message. */
export type BodyBlock = Range & {
  readonly type: 'body'
  readonly pieces: readonly Piece[]
  readonly message: Message | undefined
}
export type Block = HeadBlock | BodyBlock

type Dissection = RequestDissection | ResponseDissection

/** The blocks of all bytes of a side. `messages` in order of offset. */
export function blocksOf(bytes: Uint8Array, messages: readonly Dissection[]): readonly Block[] {
  const blocks: Block[] = []
  for (const message of messages) {
    const taken = blocks.at(-1)?.end ?? 0
    if (message.range.start > taken) blocks.push(unclaimed({ start: taken, end: message.range.start }))
    blocks.push(...headBlocks(bytes, message), ...bodyBlocks(message))
  }
  const taken = blocks.at(-1)?.end ?? 0
  return taken < bytes.length ? [...blocks, unclaimed({ start: taken, end: bytes.length })] : blocks
}

function unclaimed(range: Range): BodyBlock {
  return { type: 'body', ...range, message: undefined, pieces: [{ kind: 'body', ...range }] }
}

const headKinds: ReadonlySet<Piece['kind']> = new Set(['leading', 'start-line', 'field-line', 'blank-line'])

function headBlocks(bytes: Uint8Array, message: Dissection): readonly HeadBlock[] {
  return message.pieces.filter(piece => headKinds.has(piece.kind)).map(piece => headBlock(bytes, message, piece))
}

function headBlock(bytes: Uint8Array, message: Dissection, piece: Piece): HeadBlock {
  const line = lineAt(bytes, piece.start)
  const lineEnd = { start: Math.min(line.textEnd, piece.end), end: piece.end }
  const text = { start: piece.start, end: lineEnd.start }
  return { type: 'head', start: piece.start, end: piece.end, lineEnd, spans: filled(styledSpans(message, piece), text) }
}

function bodyBlocks(message: Dissection): readonly BodyBlock[] {
  const pieces = message.pieces.filter(piece => !headKinds.has(piece.kind))
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (first === undefined || last === undefined) return []
  return [{ type: 'body', start: first.start, end: last.end, pieces, message }]
}

function styledSpans(message: Dissection, piece: Piece): readonly Span[] {
  if (piece.kind === 'start-line') return startLineSpans(message)
  const field = message.fields.find(one => one.range.start === piece.start)
  return field === undefined ? [] : fieldSpans(field)
}

function startLineSpans(message: Dissection): readonly Span[] {
  if (message.type === 'request') {
    const line = message.requestLine
    return line === undefined
      ? []
      : [styled(line.method, 'method'), styled(line.target, 'target'), styled(line.version, 'version')]
  }
  const line = message.statusLine
  if (line === undefined) return []
  return [styled(line.version, 'version'), styled(line.code, styleOfStatus(line.status)), styled(line.reason, 'reason')]
}

function styleOfStatus(status: number | undefined): PartStyle {
  switch (Math.floor((status ?? 0) / 100)) {
    case 1:
      return 'status-1xx'
    case 2:
      return 'status-2xx'
    case 3:
      return 'status-3xx'
    case 4:
      return 'status-4xx'
    default:
      return 'status-5xx'
  }
}

/** The spans of a field line, a trailer's too. */
export function fieldSpans({ name, value }: FieldLine): readonly Span[] {
  return value === undefined ? [styled(name, 'field-name')] : [styled(name, 'field-name'), styled(value, 'field-value')]
}

function styled({ start, end }: Range, style: PartStyle): Span {
  return { start, end, style }
}

/** The spans with what lies between them, so that every byte of `range` is in one. */
export function filled(spans: readonly Span[], range: Range): readonly Span[] {
  const whole: Span[] = []
  let at = range.start
  for (const span of spans) {
    const within = clipped(span, { start: at, end: range.end })
    if (within === undefined) continue
    if (within.start > at) whole.push({ start: at, end: within.start, style: 'punctuation' })
    whole.push(within)
    at = within.end
  }
  return at < range.end ? [...whole, { start: at, end: range.end, style: 'punctuation' }] : whole
}

/** The text of a field of this message, without case; undefined when it has none. */
export function fieldValue(message: Message | undefined, name: string): string | undefined {
  return message?.fields.find(field => field.name.text.toLowerCase() === name)?.value?.text
}

/** Whether most of these bytes are text to read. */
export function isReadable(bytes: Uint8Array): boolean {
  const text = latin1From(bytes.subarray(0, 1024))
  // eslint-disable-next-line no-control-regex -- control characters are what is counted
  const strange = text.match(/[\x00-\x08\x0e-\x1f\x7f]/g)?.length ?? 0
  return strange * 20 <= text.length
}
