// Plays one transcript against a program, cut as asked, and records everything. Judges nothing: it only stops where
// going on would tell no more.

import { extentOf, firstConnection, isInterim, segmentsOf } from '../../transcript/index.ts'
import type { ActStep, SegmentedRun, SendStep, Step, Transcript } from '../../transcript/index.ts'
import type { Trace } from '../../trace/index.ts'
import type { Listener, RunningProgram } from '../programs/program.ts'
import type { Limits } from '../run.ts'
import { awaitAnswer, awaitClose, awaitInterim } from './answers.ts'
import { reportLagMs, type Client, type Next } from './client.ts'
import { Connection } from './connection.ts'
import { linger, settle, untilDialled } from './ending.ts'
import type { Pauses } from './pauses.ts'
import { createRecorder } from './recorder.ts'
import type { Recorder } from './recorder.ts'
import { startSender } from './sender.ts'
import type { Sender } from './sender.ts'
import { createWaiting } from './waiting.ts'

export type ExchangeOptions = {
  readonly transcript: Transcript
  /** Offsets of the sent bytes at which segments end. */
  readonly cuts: readonly number[]
  readonly program: RunningProgram
  readonly limits: Limits
  readonly now: () => number
  readonly pauses: Pauses
  /** How long to wait afterwards for a program that its last bytes may have broken. */
  readonly lingerMs: number
}

export type Exchange = {
  /** Resolves when it is over, one way or another; never rejects for what the program does. */
  readonly done: Promise<void>
  trace(): Trace
  /** Ends it as soon as it can. */
  halt(): void
}

export function startExchange(options: ExchangeOptions): Exchange {
  const player = new Player(options)
  return { done: player.play(), trace: () => player.trace(), halt: () => player.halt() }
}

/** How long a connection must stay quiet where a transcript says `open`. */
const openMs = 30
/**
 * How long the program may take to read before a reset. Longer than for any other act: bytes and a reset that are met together
 * are told to it as bytes and an end.
 */
const resetLagMs = 300

class Player implements Listener {
  readonly #options: ExchangeOptions
  readonly #recorder: Recorder
  readonly #client: Client
  readonly #waiting = createWaiting()
  readonly #connections = new Map<string, Connection>()
  readonly #byPort = new Map<number, Connection>()
  #sender: Sender | undefined
  #current: Connection | undefined

  constructor(options: ExchangeOptions) {
    this.#options = options
    const { now, limits, program } = options
    this.#recorder = createRecorder({ now, outputBytes: limits.outputBytes })
    this.#client = { program, limits, now, recorder: this.#recorder, waiting: this.#waiting }
  }

  async play(): Promise<void> {
    const { program, pauses, lingerMs } = this.#options
    const leave = program.join(this)
    const exit = pauses.enter()
    void program.down.then(() => this.halt())
    this.#current = this.#connect(firstConnection)
    const ending = await this.#playSteps()
    const connections = [...this.#connections.values()]
    await untilDialled(this.#client, connections)
    await settle(this.#client, connections, ending)
    for (const connection of connections) connection.close()
    await linger(this.#client, connections, lingerMs)
    exit()
    leave()
  }

  trace(): Trace {
    return this.#recorder.trace()
  }

  halt(): void {
    this.#waiting.halt()
    this.#sender?.advance()
  }

  // What the program reports.

  read(port: number, bytes: number): void {
    const connection = this.#byPort.get(port)
    if (connection === undefined) return
    connection.readSentBytes += bytes
    this.#changed()
  }

  wrote(port: number, bytes: number, at: Parameters<Listener['wrote']>[2]): void {
    const connection = this.#byPort.get(port)
    if (connection === undefined) return
    connection.wroteBytes += bytes
    this.#recorder.add({ type: 'wrote', connection: connection.name, bytes, at })
    this.#waiting.check()
  }

  readElsewhere(port: number): void {
    const connection = this.#byPort.get(port)
    if (connection === undefined) return
    connection.isReadElsewhere = true
    this.#changed()
  }

  gone(port: number): void {
    const connection = this.#byPort.get(port)
    if (connection === undefined) return
    connection.isGone = true
    this.#waiting.check()
  }

  fact(fact: Parameters<Listener['fact']>[0], port: number | undefined): void {
    this.#recorder.addFact(fact, port === undefined ? undefined : this.#byPort.get(port)?.name)
    this.#changed()
  }

  #changed(): void {
    this.#sender?.advance()
    this.#waiting.check()
  }

  #connect(name: string): Connection {
    const { host, port } = this.#options.program
    const connection = new Connection({
      name,
      host,
      port,
      recorder: this.#recorder,
      onOpened: (opened, localPort) => {
        this.#byPort.set(localPort, opened)
        this.#options.program.claim(localPort, this)
      },
      onChange: () => this.#changed(),
    })
    this.#connections.set(name, connection)
    return connection
  }

  // Steps.

  async #playSteps(): Promise<Next> {
    const { transcript, cuts } = this.#options
    const runs = segmentsOf(transcript, cuts)
    for (let index = 0; index < transcript.steps.length; index++) {
      if (this.#waiting.isHalted()) return 'stop'
      const step = transcript.steps[index]!
      if (step.type === 'comment' || step.type === 'split') continue
      const run = step.type === 'send' ? runs.find(one => one.firstStep === index) : undefined
      const last = run?.lastStep ?? index
      this.#mark(index, last, 'begin')
      const next = run === undefined ? await this.#perform(step, index) : await this.#send(run)
      this.#mark(index, last, 'end')
      if (next === 'stop') return 'stop'
      index = last
    }
    return 'go-on'
  }

  #mark(first: number, last: number, phase: 'begin' | 'end'): void {
    for (let step = first; step <= last; step++) {
      const { type } = this.#options.transcript.steps[step]!
      if (type !== 'comment' && type !== 'split') this.#recorder.add({ type: 'step', step, phase })
    }
  }

  async #send(run: SegmentedRun): Promise<Next> {
    const connection = this.#connection()
    const { program, limits, transcript } = this.#options
    await this.#waiting.until(() => connection.isOpen || connection.isOver, limits.firstByteMs)
    if (!connection.isOpen) return 'stop'
    for (const method of methodsIn(transcript.steps.slice(run.firstStep, run.lastStep + 1))) {
      connection.expectAnswerTo(method)
    }
    const seesReads = program.reports === 'reads'
    const { isHalted } = this.#waiting
    this.#sender = startSender({ connection, segments: run.segments, seesReads, isHalted })
    await this.#sender.done
    this.#sender = undefined
    return 'go-on'
  }

  async #perform(step: Step, index: number): Promise<Next> {
    if (isInterim(step)) return awaitInterim(this.#client, this.#connection())
    const extent = extentOf(this.#options.transcript, index)
    if (step.type === 'expect') return awaitAnswer(this.#client, this.#connection(), { body: step.body, extent })
    if (step.type === 'send' || step.type === 'comment') return 'go-on'
    if (step.type === 'closed' || step.type === 'cut-off') return awaitClose(this.#client, this.#connection())
    await this.#untilRead(step.type === 'reset' ? resetLagMs : reportLagMs)
    return this.#act(step)
  }

  async #act(step: ActStep): Promise<Next> {
    switch (step.type) {
      case 'pause':
        return this.#rest(step.ms)
      case 'waiting':
        return this.#stayQuiet(step.ms)
      case 'open':
        return this.#stayQuiet(openMs)
      case 'half-close':
        this.#connection().halfClose('asked')
        return 'go-on'
      case 'reset':
        this.#connection().abort()
        return 'go-on'
      case 'connection':
        this.#current = this.#connections.get(step.name) ?? this.#connect(step.name)
        return 'go-on'
      case 'stop-reading':
        this.#connection().stopReading()
        return 'go-on'
      case 'read-on':
        this.#connection().readOn()
        return 'go-on'
      case 'closed':
      case 'cut-off':
      case 'unfinished':
      case 'split':
      case 'within':
      case 'prints':
      case 'exits':
        return 'go-on'
    }
  }

  /** The connection the transcript speaks of now. */
  #connection(): Connection {
    return (this.#current ??= this.#connect(firstConnection))
  }

  async #rest(ms: number): Promise<Next> {
    const resume = this.#options.pauses.pause()
    await this.#waiting.until(() => false, ms)
    resume()
    return 'go-on'
  }

  async #stayQuiet(ms: number): Promise<Next> {
    const connection = this.#connection()
    const resume = this.#options.pauses.pause()
    const isDisturbed = (): boolean => connection.hasBegun || connection.isEnded || connection.isOver
    const result = await this.#waiting.until(isDisturbed, ms)
    resume()
    return result === 'limit' ? 'go-on' : 'stop'
  }

  /** An act comes after the bytes before it, in the program's eyes too. */
  async #untilRead(limitMs: number): Promise<void> {
    const connection = this.#connection()
    if (this.#options.program.reports !== 'reads' || connection.isReadElsewhere) return
    await this.#waiting.until(
      () => connection.isOver || connection.isReadElsewhere || connection.readSentBytes >= connection.sentBytes,
      limitMs,
    )
  }
}

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) \S+ HTTP\/\d/

/** The methods of the requests that begin in these steps. */
function methodsIn(steps: readonly Step[]): readonly string[] {
  return steps
    .filter((step): step is SendStep => step.type === 'send')
    .flatMap(step => requestLine.exec(Buffer.from(step.bytes.subarray(0, 64)).toString('latin1'))?.[1] ?? [])
}
