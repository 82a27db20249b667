// Writes down what happens in one exchange, with its time. Keeps everything as it was; caps what a program prints.

import type { Trace, TraceEvent } from '../../trace/index.ts'
import type { ProgramFact } from '../programs/program.ts'

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'atMs'> : never

export type Recorder = {
  add(event: WithoutTime<TraceEvent>): void
  /** A fact of the program; output beyond the cap is counted and not kept. */
  addFact(fact: ProgramFact, connection: string | undefined): void
  /** Everything up to now; what is added later is in the next one. */
  trace(): Trace
}

export type RecorderOptions = { readonly now: () => number; readonly outputBytes: number }

export function createRecorder({ now, outputBytes }: RecorderOptions): Recorder {
  const startedAt = now()
  const events: TraceEvent[] = []
  const kept = { stdout: 0, stderr: 0 }
  const dropped = { stdout: 0, stderr: 0 }
  const stopped = { stdout: false, stderr: false }

  // The spread of a union loses which member it was; every member is an event once it has its time.
  const timed = (event: WithoutTime<TraceEvent>): TraceEvent => ({ atMs: now() - startedAt, ...event }) as TraceEvent

  function addOutput(fact: Extract<ProgramFact, { type: 'output' }>, connection: string | undefined): void {
    const bytes = fact.bytes.subarray(0, Math.max(0, outputBytes - kept[fact.stream]))
    kept[fact.stream] += bytes.length
    dropped[fact.stream] += fact.bytes.length - bytes.length
    if (bytes.length > 0) events.push(timed(withConnection({ ...fact, bytes }, connection)))
  }

  function capped(): readonly TraceEvent[] {
    return (['stdout', 'stderr'] as const)
      .filter(stream => dropped[stream] > 0 || stopped[stream])
      .map(stream => timed({ type: 'output-capped', stream, droppedBytes: dropped[stream], stopped: stopped[stream] }))
  }

  return {
    add: event => void events.push(timed(event)),
    addFact: (fact, connection) => {
      if (fact.type === 'output') addOutput(fact, connection)
      else if (fact.type === 'output-capped') stopped[fact.stream] = true
      else events.push(timed(withConnection(fact, connection)))
    },
    trace: () => ({ events: [...events, ...capped()] }),
  }
}

function withConnection(fact: ProgramFact, connection: string | undefined): WithoutTime<TraceEvent> {
  return connection === undefined ? fact : { ...fact, connection }
}
