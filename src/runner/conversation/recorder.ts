// Writes down what happens in one exchange, with its time. Keeps everything as it was; caps what a program prints.

import type { Trace, TraceEvent } from '../../trace/index.ts'
import { createOutputCap } from '../programs/output-cap.ts'
import type { ProgramFact } from '../programs/program.ts'

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'atMs'> : never

export type Recorder = {
  add(event: WithoutTime<TraceEvent>): void
  /** A fact of the program; output beyond the cap is counted and not kept. */
  addFact(fact: ProgramFact, connection: string | undefined): void
  /** Since the recorder was made. */
  elapsedMs(): number
  /** Everything up to now; what is added later is in the next one. */
  trace(): Trace
}

export type RecorderOptions = { readonly now: () => number; readonly outputBytes: number }

export function createRecorder({ now, outputBytes }: RecorderOptions): Recorder {
  const startedAt = now()
  const events: TraceEvent[] = []
  const cap = createOutputCap(outputBytes)

  // The spread of a union loses which member it was; every member is an event once it has its time.
  const timed = (event: WithoutTime<TraceEvent>): TraceEvent => ({ atMs: now() - startedAt, ...event }) as TraceEvent

  return {
    add: event => void events.push(timed(event)),
    addFact: (fact, connection) => {
      if (fact.type === 'output-capped') return cap.stop(fact.stream)
      const kept = fact.type === 'output' ? cap.keep(fact) : fact
      if (kept !== undefined) events.push(timed(withConnection(kept, connection)))
    },
    elapsedMs: () => now() - startedAt,
    trace: () => ({ events: [...events, ...cap.capped().map(timed)] }),
  }
}

function withConnection(fact: ProgramFact, connection: string | undefined): WithoutTime<TraceEvent> {
  return connection === undefined ? fact : { ...fact, connection }
}
