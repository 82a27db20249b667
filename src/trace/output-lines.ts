// What a program printed, as lines, however it was written; a long run is folded.

import { joinBytes } from '../http/index.ts'
import { lineRanges, textEndOf } from './body-lines.ts'
import { foldLine, foldedRanges } from './fold.ts'
import { emptyLine, type TraceLine } from './line.ts'
import type { Range } from './message.ts'
import { clipped, partsOf } from './parts.ts'
import type { Output, OutputRun } from './runs.ts'

export type OutputLook = { readonly foldAfterBytes: number; readonly unfolded: ReadonlySet<string> }

export function outputLines({ events, index }: OutputRun, look: OutputLook): readonly TraceLine[] {
  const bytes = joinBytes(events.map(event => event.bytes))
  const id = `|${index}`
  const whole = { start: 0, end: bytes.length }
  const [shown, hidden] = foldedRanges(bytes, whole, { ...look, id, fault: undefined })
  const writes = writesOf(events)
  const lines = stretchesOf(writes).flatMap(stretch => {
    const range = clipped(stretch, shown!)
    return range === undefined ? [] : printedLines(bytes, range, writes)
  })
  if (hidden === undefined) return lines
  const { parts, fold } = foldLine(id, hidden.end - hidden.start)
  const { atMs, connection } = events.at(-1)!
  return [...lines, { ...emptyLine, role: '|', parts, fold, atMs, connection }]
}

type Write = Range & { readonly event: Output }

function writesOf(events: readonly Output[]): readonly Write[] {
  let end = 0
  return events.map(event => {
    const start = end
    end += event.bytes.length
    return { start, end, event }
  })
}

/** What was written to one stream without anything else in between: a line may come in several writes. */
function stretchesOf(writes: readonly Write[]): readonly Range[] {
  const stretches: Write[] = []
  for (const write of writes) {
    const last = stretches.at(-1)
    const goesOn = last?.event.stream === write.event.stream && last.event.connection === write.event.connection
    if (goesOn) stretches[stretches.length - 1] = { ...last, end: write.end }
    else stretches.push(write)
  }
  return stretches
}

function printedLines(bytes: Uint8Array, range: Range, writes: readonly Write[]): readonly TraceLine[] {
  return lineRanges(bytes, range).map(({ start, end }) => {
    const { event } = writes.find(write => start >= write.start && start < write.end)!
    return {
      ...emptyLine,
      role: '|',
      parts: partsOf(bytes, [{ start, end: textEndOf(bytes, { start, end }), style: event.stream }], undefined),
      atMs: event.atMs,
      connection: event.connection,
      event,
    }
  })
}
