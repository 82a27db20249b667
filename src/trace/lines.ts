// A trace as lines to show: the wire, what the program printed, the facts between them, and a mark at the byte that is wrong.

import { bodyLines, wireLine, type BodyLook, type SideLine } from './body-lines.ts'
import { conversationsOf, segmentAt } from './conversations.ts'
import type { Conversation, Segment, Side } from './exchanges.ts'
import { factOf, type FactEvent } from './fact-lines.ts'
import { blocksOf, type Block } from './layout.ts'
import { emptyLine, type LineFault, type LineOptions, type LineRole, type TraceLine } from './line.ts'
import type { Range } from './message.ts'
import { outputLines, type OutputLook } from './output-lines.ts'
import { clipped, textOf } from './parts.ts'
import { runsOf, type Run, type WireRun } from './runs.ts'
import { writesOf, type Write } from './source.ts'
import type { Trace } from './trace.ts'

const usualFold = 4096

/** Every line of a trace, in order of time. Bytes that follow one another in one direction are laid out together. */
export function linesOf(trace: Trace, options: LineOptions = {}): readonly TraceLine[] {
  const sides = new Map(conversationsOf(trace).flatMap(conversation => sidesOf(trace, conversation)))
  const lines = runsOf(trace).flatMap(run => linesOfRun(run, sides, options))
  return options.fault === undefined ? lines : withMark(lines, options.fault, sides)
}

/** One direction of one connection, laid out. */
type LaidSide = {
  readonly side: Side
  readonly blocks: readonly Block[]
  readonly writes: readonly Write[]
}

function sidesOf(trace: Trace, conversation: Conversation): readonly (readonly [string, LaidSide])[] {
  const { connection, sent, received, exchanges } = conversation
  const requests = exchanges.flatMap(({ request }) => request ?? [])
  const responses = exchanges.flatMap(({ interim, response }) => interim.concat(response ?? []))
  return [
    [`${connection}>`, { side: sent, blocks: blocksOf(sent.bytes, requests), writes: [] }],
    [
      `${connection}<`,
      { side: received, blocks: blocksOf(received.bytes, responses), writes: writesOf(trace, connection) },
    ],
  ]
}

function linesOfRun(run: Run, sides: ReadonlyMap<string, LaidSide>, options: LineOptions): readonly TraceLine[] {
  switch (run.type) {
    case 'fact':
      return [factLine(run.event)]
    case 'output':
      return options.output === 'hidden' ? [] : outputLines(run, foldingOf(options))
    case 'wire': {
      const laid = sides.get(`${run.connection}${run.role}`)
      return laid === undefined ? [] : wireLines(run, laid, options)
    }
  }
}

function foldingOf({ foldAfterBytes = usualFold, unfolded = new Set() }: LineOptions): OutputLook {
  return { foldAfterBytes, unfolded }
}

function factLine(event: FactEvent): TraceLine {
  const { text, style, source } = factOf(event)
  return {
    ...emptyLine,
    role: '*',
    parts: [{ text, style }],
    atMs: event.atMs,
    connection: 'connection' in event ? event.connection : undefined,
    source,
    event,
  }
}

/** With a few segments each is shown by itself; many are counted. */
const shownSegments = 6

function wireLines(run: WireRun, laid: LaidSide, options: LineOptions): readonly TraceLine[] {
  const { segments, role, connection } = run
  const [first, last] = [segments[0]!, segments.at(-1)!]
  if (role === '<' || segments.length === 1)
    return rangeLines(run, { start: first.start, end: last.end }, laid, options)
  if (segments.length > shownSegments) {
    const lines = rangeLines(run, { start: first.start, end: last.end }, laid, options)
    return [...lines, noteLine(`that was ${segments.length} segments${sizesText(segments)}`, last.atMs, connection)]
  }
  return segments.flatMap((segment, index) => {
    const lines = rangeLines(run, segment, laid, options)
    if (segment === last) return lines
    const bytes = segment.end - segment.start
    const text = `cut: segment ${index + 1} ends here, after ${bytes} byte${bytes === 1 ? '' : 's'}`
    return [...lines, noteLine(text, segment.atMs, connection)]
  })
}

function sizesText(segments: readonly Segment[]): string {
  const sizes = segments.map(({ start, end }) => end - start)
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)]
  if (smallest !== largest) return ` of ${smallest} to ${largest} bytes`
  return ` of ${smallest} byte${smallest === 1 ? '' : 's'} each`
}

function noteLine(text: string, atMs: number, connection: string): TraceLine {
  return { ...emptyLine, role: '*', parts: [{ text, style: 'dim' }], atMs, connection }
}

function rangeLines(run: WireRun, range: Range, laid: LaidSide, options: LineOptions): readonly TraceLine[] {
  const look = lookOf(run, options)
  const lines = laid.blocks.flatMap(block => blockLines(laid.side.bytes, block, range, look))
  let at = range.start
  return lines.map(line => {
    at = line.range?.start ?? at
    return {
      ...emptyLine,
      role: run.role,
      parts: line.parts,
      atMs: segmentAt(laid.side, at)?.atMs ?? run.segments[0]!.atMs,
      connection: run.connection,
      range: line.range,
      source: line.range === undefined ? undefined : writeBegunIn(laid.writes, line.range)?.at,
      mark: line.mark,
      fold: line.fold,
    }
  })
}

function writeBegunIn(writes: readonly Write[], { start, end }: Range): Write | undefined {
  return writes.find(write => write.start >= start && write.start < end && write.end > write.start)
}

function lookOf({ connection, role }: WireRun, options: LineOptions): BodyLook {
  const { fault } = options
  const isHere = fault?.connection === connection && (fault.side === 'sent') === (role === '>')
  return {
    bodies: options.bodies ?? 'pretty',
    lineEnds: options.lineEnds ?? 'hidden',
    ...foldingOf(options),
    fault: isHere ? { start: fault.offset, end: fault.offset + Math.max(1, fault.length) } : undefined,
    side: `${connection}${role}`,
  }
}

function blockLines(bytes: Uint8Array, block: Block, run: Range, look: BodyLook): readonly SideLine[] {
  if (block.type === 'body') return bodyLines(bytes, block, run, look)
  const range = clipped({ start: block.start, end: block.end }, run)
  if (range === undefined) return []
  const spans = block.spans.flatMap(span => clipped(span, range) ?? [])
  const lineEnd = clipped(block.lineEnd, range) ?? { start: range.end, end: range.end }
  return [wireLine(bytes, { range, spans, lineEnd }, { ...look, oddLineEnds: 'shown' })]
}

/** A `!` line under the line with the byte; under the last line of its side when the byte never came. */
function withMark(
  lines: readonly TraceLine[],
  fault: LineFault,
  sides: ReadonlyMap<string, LaidSide>,
): readonly TraceLine[] {
  const role: LineRole = fault.side === 'sent' ? '>' : '<'
  const isOfSide = (line: TraceLine): boolean => line.role === role && line.connection === fault.connection
  const marked = lines.findIndex(line => isOfSide(line) && line.mark !== undefined)
  const isMissing = fault.offset >= (sides.get(`${fault.connection}${role}`)?.side.bytes.length ?? 0)
  const at = marked >= 0 || !isMissing ? marked : lines.findLastIndex(isOfSide)
  const line = lines[at]
  if (line === undefined) return lines
  const mark = line.mark ?? { before: textOf(line.parts), marked: ' ' }
  const text: TraceLine = { ...line, ...noBytes, role: '!', parts: [{ text: fault.sentence, style: 'fault' }], mark }
  return [...lines.slice(0, at), { ...line, mark: undefined }, text, ...lines.slice(at + 1)]
}

const noBytes = { range: undefined, source: undefined, event: undefined, fold: undefined } as const
