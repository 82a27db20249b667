// Which line of the learner's program wrote a byte, from what the program's runtime reported about its writes.

import type { SourceLocation, Trace } from './trace.ts'

/** One write: the bytes of the received side it made, and the line that made it. */
export type Write = { readonly start: number; readonly end: number; readonly at: SourceLocation | undefined }

/** The writes on one connection, in order. Empty when the program's runtime does not report. */
export function writesOf(trace: Trace, connection: string): readonly Write[] {
  const writes: Write[] = []
  let start = 0
  for (const event of trace.events) {
    if (event.type !== 'wrote' || event.connection !== connection) continue
    writes.push({ start, end: start + event.bytes, at: event.at })
    start += event.bytes
  }
  return writes
}

/** The line that wrote the received byte at `offset`; undefined when it is not known. */
export function sourceOf(trace: Trace, connection: string, offset: number): SourceLocation | undefined {
  return writesOf(trace, connection).find(({ start, end }) => offset >= start && offset < end)?.at
}
