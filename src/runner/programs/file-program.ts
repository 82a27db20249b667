// A learner's file in a booted process: gives the order, turns its reports into facts, knows when it is over.

import type { Booted } from '../processes/pool.ts'
import { frameTypes } from '../report/frame.ts'
import type { Frame } from '../report/frame.ts'
import type { Fact, StartOrder, ThrownError, WatchFact } from '../report/fact.ts'
import { believing, parseFact, parsePlace, parseWatchFact } from '../report/parse.ts'
import type { Limits } from '../run.ts'
import { originalPath } from '../strip/original-names.ts'
import type { SourceLocation } from '../../trace/index.ts'
import { createHub } from './hub.ts'
import { createOutputMeter, meteredJoin } from './output-meter.ts'
import type { ProgramFact, ProgramState, RunningProgram } from './program.ts'

export type FileProgramOptions = {
  readonly booted: Booted
  readonly order: StartOrder
  readonly limits: Limits
  readonly now: () => number
  /** A module could not be read or linked: the place and the advice are found in the text, which we do not have. */
  readonly explainThrown: (thrown: ThrownError) => Promise<ProgramFact>
}

/** Everything it says before a listener joins is in `unheard`, which `onFact` follows as it grows. */
export function startFileProgram(options: FileProgramOptions, onFact: (fact: ProgramFact) => void): RunningProgram {
  const { booted, order, limits, now } = options
  const { group } = booted
  const hub = createHub({ now, outputBytes: limits.outputBytes })
  const meter = createOutputMeter(limits.floodBytes)
  /** Asked, and not answered yet: the oldest first. */
  const questions: (() => void)[] = []
  const places = new Map<number, SourceLocation>()
  let state: ProgramState = 'up'
  let exitingAt: SourceLocation | undefined
  /** Why we, or the watching thread, ended it: then its end itself is no news. */
  let isEndedByUs = false
  let errors = Buffer.alloc(0)
  let explaining: Promise<void> = Promise.resolve()

  function announce(fact: ProgramFact, port: number): void {
    hub.announce(fact, port)
    onFact(fact)
  }

  function endBecause(fact: ProgramFact, port: number): void {
    if (isEndedByUs || state === 'down') return
    isEndedByUs = true
    state = 'ending'
    announce(fact, port)
    group.kill()
  }

  function hearOutput(stream: 'stdout' | 'stderr', bytes: Uint8Array, port: number): void {
    if (isEndedByUs) return
    hub.say({ type: 'output', stream, bytes }, port)
    if (!meter.add(stream, bytes.length, port)) return
    endBecause({ type: 'output-capped', ...flood(stream) }, port)
  }

  function hearFact(fact: Fact, port: number): void {
    if (fact.type === 'listening') announce({ ...fact, asked: order.port }, port)
    if (fact.type === 'port-taken') announce(fact, port)
    if (fact.type === 'exiting') {
      exitingAt = fact.at
      state = 'ending'
    }
    if (fact.type !== 'threw') return
    state = 'ending'
    explaining = options.explainThrown(fact).then(explained => announce(explained, port))
  }

  function hear(frame: Frame): void {
    const { type, port, value } = frame
    if (type === frameTypes.read) hub.deliver(port, listener => listener.read(port, value))
    else if (type === frameTypes.wrote) {
      const at = places.get(frame.place)
      hub.deliver(port, listener => listener.wrote(port, value, at))
    } else if (type === frameTypes.opaque) hub.deliver(port, listener => listener.readElsewhere(port))
    else if (type === frameTypes.there) questions.splice(0, value).forEach(answer => answer())
    else if (type === frameTypes.gone) hub.deliver(port, listener => listener.gone(port))
    else if (type === frameTypes.output) hearOutput(value === 1 ? 'stdout' : 'stderr', frame.payload.slice(), port)
    else if (type === frameTypes.place) places.set(value, parsePlace(textOf(frame.payload)))
    else if (type === frameTypes.fact) hearFact(parseFact(textOf(frame.payload)), port)
  }

  function hearWatcher(fact: WatchFact): void {
    const { port } = fact
    // The watching thread asks the debugger, which knows the copies alone.
    const at = fact.at && { ...fact.at, path: originalPath(fact.at.path, order.originals) }
    if (fact.type === 'out-of-memory') endBecause({ type: fact.type, bytes: fact.bytes, limit: fact.limit, at }, port)
    else {
      if (fact.printedBytes > limits.outputBytes) announce({ type: 'output-capped', ...flood(meter.fuller()) }, port)
      endBecause({ type: 'blocked', ms: fact.ms, at }, port)
    }
  }

  /** Ours are the only reports we can read: after others nothing more would be known of the program. */
  function endOfReports(): void {
    endBecause({ type: 'threw', name: 'Error', message: pipesAreOurs, at: undefined, stack: [] }, 0)
  }

  booted.setOnFrame(hear, endOfReports)
  onLines(booted.orders, line => believing(() => hearWatcher(parseWatchFact(line)), endOfReports))
  group.child.stdout?.on('data', (bytes: Buffer) => hearOutput('stdout', bytes, 0))
  group.child.stderr?.on('data', (bytes: Buffer) => {
    errors = Buffer.concat([errors, bytes]).subarray(-errorsKept)
    hearOutput('stderr', bytes, 0)
  })
  // A process that is killed says nothing: but this pipe closes before its connections do.
  void booted.reportsEnded.then(() => {
    if (state === 'up') state = 'ending'
  })
  void booted.ready.then(
    () => booted.orders.write(`${JSON.stringify(order)}\n`),
    () => undefined,
  )

  async function end(): Promise<void> {
    const exit = await group.exited
    await within(lastWordsMs, booted.reportsEnded)
    await explaining
    if (!isEndedByUs) {
      const isHeapFull = errors.includes('JavaScript heap out of memory')
      const memory = { bytes: limits.memoryBytes, limit: limits.memoryBytes, at: undefined }
      announce(isHeapFull ? { type: 'out-of-memory', ...memory } : exitedFact(exit, exitingAt), 0)
    }
    state = 'down'
  }

  return {
    host: '127.0.0.1',
    port: order.port,
    reports: 'reads',
    state: () => state,
    down: end(),
    ask: () =>
      new Promise(resolve => {
        questions.push(resolve)
        booted.orders.write('\n')
      }),
    join: listener => meteredJoin(hub, meter, listener),
    claim: hub.claim,
    printedBytes: meter.sum,
    unheard: hub.unheard,
    stop: async () => {
      isEndedByUs = true
      await group.stop(limits.stopMs)
    },
  }
}

/** The listener adds what it did not keep. */
function flood(stream: 'stdout' | 'stderr'): Omit<Extract<ProgramFact, { type: 'output-capped' }>, 'type'> {
  return { stream, droppedBytes: 0, stopped: true }
}

const pipesAreOurs =
  'The program wrote to file descriptor 3 or 4. On these the workbook hears what the program does; use those that you open.'

/** Of what is written past `process.stderr`, where V8's last words are found. */
const errorsKept = 16 * 1024
/** How long reports may lag behind the exit of the process that wrote them. */
const lastWordsMs = 200

function exitedFact(
  exit: { readonly code: number | undefined; readonly signal: string | undefined },
  at: SourceLocation | undefined,
): ProgramFact {
  return { type: 'exited', ...exit, ...(at === undefined ? {} : { at }) }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** No line of the watching thread is near it. */
const mostLineCharacters = 64 * 1024

function onLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (text + chunk.toString('utf8')).split('\n')
    text = (lines.pop() ?? '').slice(0, mostLineCharacters)
    lines.forEach(onLine)
  })
}

async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([promise, new Promise(resolve => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}
