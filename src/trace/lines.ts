// A trace as lines to show: the wire, what the program printed, the facts between them, and a mark at the byte that is wrong.

import { bodyLines, foldLine, foldedRanges, lineRanges, wireLine, type BodyLook, type SideLine } from './body-lines.ts'
import { conversationsOf, segmentAt } from './conversations.ts'
import type { Conversation, Segment, Side } from './exchanges.ts'
import { factOf, type FactEvent } from './fact-lines.ts'
import { blocksOf, type Block } from './layout.ts'
import type { LineFault, LineOptions, LineRole, TraceLine } from './line.ts'
import type { Range } from './message.ts'
import { clipped, partsOf, textOf } from './parts.ts'
import { writesOf, type Write } from './source.ts'
import type { ProgramEvent, Trace, TraceEvent } from './trace.ts'

const usualFold = 4096

/** Every line of a trace, in order of time. Bytes that follow one another in one direction are laid out together. */
export function linesOf(trace: Trace, options: LineOptions = {}): readonly TraceLine[] {
  const sides = new Map(conversationsOf(trace).flatMap(conversation => sidesOf(trace, conversation)))
  const lines = runsOf(trace, options).flatMap(run => linesOfRun(run, sides, options))
  return options.fault === undefined ? lines : withMark(lines, options.fault, sides)
}

/** One direction of one connection, laid out. */
type LaidSide = {
  readonly side: Side
  readonly blocks: readonly Block[]
  readonly writes: readonly Write[]
}

/** What happened without anything else in between: bytes of one side, output, or one fact. */
type Run =
  | {
      readonly type: 'wire'
      readonly role: '>' | '<'
      readonly connection: string
      readonly segments: readonly Segment[]
    }
  | { readonly type: 'output'; readonly events: readonly Output[]; readonly index: number }
  | { readonly type: 'fact'; readonly event: FactEvent }
type Output = ProgramEvent & { readonly type: 'output' }

function sidesOf(trace: Trace, conversation: Conversation): readonly (readonly [string, LaidSide])[] {
  const { connection, sent, received, exchanges } = conversation
  const requests = exchanges.flatMap(({ request }) => request ?? [])
  const responses = exchanges.flatMap(({ interim, response }) => [
    ...interim,
    ...(response === undefined ? [] : [response]),
  ])
  return [
    [`${connection}>`, { side: sent, blocks: blocksOf(sent.bytes, requests), writes: [] }],
    [
      `${connection}<`,
      { side: received, blocks: blocksOf(received.bytes, responses), writes: writesOf(trace, connection) },
    ],
  ]
}

/** Output that comes in the middle of an answer waits for its end: a line of the wire is not torn. */
function runsOf({ events }: Trace, options: LineOptions): readonly Run[] {
  const runs: Run[] = []
  const offsets = new Map<string, number>()
  let waiting: Output[] = []
  const release = (): void => {
    const [first] = waiting
    if (first !== undefined) runs.push({ type: 'output', events: waiting, index: events.indexOf(first) })
    waiting = []
  }
  for (const [index, event] of events.entries()) {
    if (event.type === 'step' || event.type === 'wrote') continue
    if (event.type === 'output') {
      if (options.output !== 'hidden') waiting.push(event)
      continue
    }
    const last = runs.at(-1)
    if (event.type !== 'sent' && event.type !== 'received') {
      release()
      if (!isSaid(event, events, index)) continue
      runs.push({ type: 'fact', event })
      continue
    }
    const role = event.type === 'sent' ? '>' : '<'
    const key = `${event.connection}${role}`
    const start = offsets.get(key) ?? 0
    const segment: Segment = { start, end: start + event.bytes.length, atMs: event.atMs, event: index }
    offsets.set(key, segment.end)
    if (last?.type === 'wire' && last.role === role && last.connection === event.connection) {
      runs[runs.length - 1] = { ...last, segments: [...last.segments, segment] }
      continue
    }
    release()
    runs.push({ type: 'wire', role, connection: event.connection, segments: [segment] })
  }
  release()
  return runs
}

/** That the client closes after the server has is said by the server's closing. */
function isSaid(event: FactEvent, events: readonly TraceEvent[], index: number): boolean {
  if (event.type !== 'closed') return true
  return !events
    .slice(0, index)
    .some(one => (one.type === 'ended' || one.type === 'reset') && one.connection === event.connection)
}

function linesOfRun(run: Run, sides: ReadonlyMap<string, LaidSide>, options: LineOptions): readonly TraceLine[] {
  switch (run.type) {
    case 'fact':
      return [factLine(run.event)]
    case 'output':
      return outputLines(run, options)
    case 'wire': {
      const laid = sides.get(`${run.connection}${run.role}`)
      return laid === undefined ? [] : wireLines(run, laid, options)
    }
  }
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

const emptyLine = {
  parts: [],
  connection: undefined,
  range: undefined,
  source: undefined,
  event: undefined,
  mark: undefined,
  fold: undefined,
} as const

type WireRun = Run & { readonly type: 'wire' }

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
    foldAfterBytes: options.foldAfterBytes ?? usualFold,
    unfolded: options.unfolded ?? new Set(),
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

function outputLines({ events, index }: Run & { readonly type: 'output' }, options: LineOptions): readonly TraceLine[] {
  const id = `|${index}`
  const whole = { start: 0, end: events.reduce((sum, { bytes }) => sum + bytes.length, 0) }
  const look = { foldAfterBytes: options.foldAfterBytes ?? usualFold, unfolded: options.unfolded ?? new Set<string>() }
  const [shown, hidden] = foldedRanges(whole, id, { ...look, fault: undefined })
  const lines: TraceLine[] = []
  let before = 0
  for (const event of events) {
    const room = Math.max(0, Math.min(event.bytes.length, shown!.end - before))
    lines.push(...printedLines(event, event.bytes.subarray(0, room)))
    before += event.bytes.length
  }
  const last = events.at(-1)!
  if (hidden === undefined) return lines
  const { parts, fold } = foldLine(id, hidden.end - hidden.start)
  return [...lines, { ...emptyLine, role: '|', parts, fold, atMs: last.atMs, connection: last.connection }]
}

function printedLines(event: Output, bytes: Uint8Array): readonly TraceLine[] {
  return lineRanges(bytes, { start: 0, end: bytes.length }).map(range => ({
    ...emptyLine,
    role: '|',
    parts: partsOf(bytes, [{ start: range.start, end: textEnd(bytes, range), style: event.stream }], undefined),
    atMs: event.atMs,
    connection: event.connection,
    event,
  }))
}

function textEnd(bytes: Uint8Array, { start, end }: Range): number {
  const text = bytes[end - 1] === 10 ? end - 1 : end
  return text > start && bytes[text - 1] === 13 ? text - 1 : text
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
