// What the learner's program printed, to lines: escaped, capped again for the screen, told apart by stream.

import { joinBytes } from '../../http/index.ts'
import type { TraceEvent } from '../../trace/index.ts'
import { escapeControls } from '../text/escape.ts'
import { lineOf, seg, type Line } from '../text/line.ts'
import { foldLine } from '../text/wrap.ts'

/** At most `rows` lines, the last ones; a line in front says how many are left out. Empty when nothing was printed. */
export const outputLines = (events: readonly TraceEvent[], columns: number, rows: number): readonly Line[] => {
  const lines = printedLines(events).flatMap(({ text, stream }) =>
    foldLine([seg(escapeControls(text), stream === 'stderr' ? 'notice' : 'text')], columns, {
      first: [seg('| ', 'dim')],
      rest: [seg('| ', 'dim')],
    }),
  )
  const capped = events.flatMap(cappedLines)
  if (lines.length <= rows) return [...lines, ...capped]
  return [lineOf(`| ${lines.length - rows + 1} lines before these`, 'dim'), ...lines.slice(1 - rows), ...capped]
}

type Printed = { readonly text: string; readonly stream: 'stdout' | 'stderr' }

const printedLines = (events: readonly TraceEvent[]): readonly Printed[] =>
  (['stdout', 'stderr'] as const).flatMap(stream => {
    const parts = events.flatMap(event => (event.type === 'output' && event.stream === stream ? [event.bytes] : []))
    if (parts.length === 0) return []
    const text = new TextDecoder().decode(joinBytes(parts)).replace(/\r?\n$/, '')
    return text.split(/\r?\n/).map(line => ({ text: line, stream }))
  })

const cappedLines = (event: TraceEvent): readonly Line[] =>
  event.type === 'output-capped'
    ? [
        lineOf(
          `| ${event.droppedBytes} more bytes of ${event.stream} were not kept${event.stopped ? '; the program was stopped' : ''}`,
          'dim',
        ),
      ]
    : []
