// Plays one transcript against a program, cut as asked, and records everything. Judges nothing: it only stops where
// going on would tell no more.

import { firstConnection, segmentsOf } from '../../transcript/index.ts'
import type { ActStep, ExpectStep, SegmentedRun, SendStep, Step, Transcript } from '../../transcript/index.ts'
import type { Trace } from '../../trace/index.ts'
import type { Listener, RunningProgram } from '../programs/program.ts'
import type { Limits } from '../run.ts'
import { Connection } from './connection.ts'
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

/** After a limit the client half-closes: a server that waited for that answers within this time. */
const probeMs = 250
/** How long a connection must stay quiet where a transcript says `open`. */
const openMs = 30
/** How long reports of reads and writes may lag behind the bytes. */
const reportLagMs = 20
/** How long the end of a program may take after it has been announced, or after its connections broke. */
const endingMs = 400
const suddenEndMs = 100
/** How long a program may take to notice that a connection was reset. */
const goneMs = 50
/** How long a connection that was asked for last may take to come about, or to be refused. */
const dialMs = 50

const limitKeys = { exchange: 'exchangeMs', close: 'closeMs' } as const

/** Whether the rest of the transcript can still tell something. */
type Next = 'go-on' | 'stop'

class Player implements Listener {
  readonly #options: ExchangeOptions
  readonly #recorder: Recorder
  readonly #waiting = createWaiting()
  readonly #connections = new Map<string, Connection>()
  readonly #byPort = new Map<number, Connection>()
  #sender: Sender | undefined
  #current: Connection | undefined

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#recorder = createRecorder({ now: options.now, outputBytes: options.limits.outputBytes })
  }

  async play(): Promise<void> {
    const { program, pauses } = this.#options
    const leave = program.join(this)
    const exit = pauses.enter()
    void program.down.then(() => this.halt())
    this.#current = this.#connect(firstConnection)
    const ending = await this.#playSteps()
    await this.#untilDialled()
    await this.#settle(ending)
    for (const connection of this.#connections.values()) connection.close()
    await this.#linger()
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

  left(port: number): void {
    const connection = this.#byPort.get(port)
    if (connection === undefined) return
    connection.isLeft = true
    this.#waiting.check()
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
      const next = run === undefined ? await this.#perform(step) : await this.#send(run)
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

  async #perform(step: Step): Promise<Next> {
    if (step.type === 'expect') return this.#expectAnswer(step)
    if (step.type === 'send' || step.type === 'comment') return 'go-on'
    if (step.type === 'closed') return this.#expectClose()
    await this.#untilRead()
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
      case 'closed':
      case 'split':
      case 'within':
        return 'go-on'
    }
  }

  /** The connection the transcript speaks of now. */
  #connection(): Connection {
    return (this.#current ??= this.#connect(firstConnection))
  }

  async #expectAnswer({ body }: ExpectStep): Promise<Next> {
    const connection = this.#connection()
    const { firstByteMs } = this.#options.limits
    const isOver = (): boolean => connection.isAnswered || connection.isEnded || connection.isOver
    const first = await this.#waiting.until(() => connection.hasBegun || isOver(), firstByteMs)
    if (first === 'limit') return this.#probe(connection, firstByteMs)
    const passed = await this.#untilAnswered(connection, { body, isOver })
    if (passed !== undefined) return this.#limit(connection, passed, this.#options.limits[limitKeys[passed]])
    if (!connection.isAnswered) return 'stop'
    connection.answered += 1
    return 'go-on'
  }

  /** Gives the limit that passed first. An answer that is all there but for its end is not waited for as long as one that grows. */
  async #untilAnswered(
    connection: Connection,
    { body, isOver }: { readonly body: ExpectStep['body']; readonly isOver: () => boolean },
  ): Promise<'exchange' | 'close' | undefined> {
    const { now, limits } = this.#options
    const until = now() + limits.exchangeMs
    for (let left = limits.exchangeMs; left > 0; left = until - now()) {
      const seen = connection.receivedBytes
      const changed = (): boolean => isOver() || connection.receivedBytes > seen
      const result = await this.#waiting.until(changed, Math.min(left, limits.closeMs))
      if (isOver() || this.#waiting.isHalted()) return undefined
      if (result === 'limit' && left > limits.closeMs && connection.lacksOnlyItsEnd(body)) return 'close'
    }
    return 'exchange'
  }

  async #probe(connection: Connection, ms: number): Promise<Next> {
    this.#limit(connection, 'first-byte', ms)
    if (!connection.isOpen || connection.isOver) return 'stop'
    connection.halfClose('probe')
    await this.#waiting.until(() => connection.isAnswered || connection.isEnded || connection.isOver, probeMs)
    return 'stop'
  }

  async #expectClose(): Promise<Next> {
    const connection = this.#connection()
    const { closeMs } = this.#options.limits
    const result = await this.#waiting.until(() => connection.isEnded || connection.isOver, closeMs)
    if (result === 'limit') return this.#limit(connection, 'close', closeMs)
    await this.#untilTaken(connection)
    if (connection.isEnded) connection.endToo()
    return 'go-on'
  }

  #limit({ name }: Connection, limit: 'first-byte' | 'exchange' | 'close', ms: number): Next {
    this.#recorder.add({ type: 'limit', connection: name, limit, ms })
    return 'stop'
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

  /** Bytes that are still on their way when the server has ended its side: it reads them, or resets the connection. */
  async #untilTaken(connection: Connection): Promise<void> {
    const seesReads = this.#options.program.reports === 'reads' && !connection.isReadElsewhere
    const isTaken = (): boolean =>
      connection.isOver || (seesReads ? connection.readSentBytes >= connection.sentBytes : connection.unsentBytes === 0)
    await this.#waiting.until(isTaken, reportLagMs)
  }

  /** An act comes after the bytes before it, in the program's eyes too. */
  async #untilRead(): Promise<void> {
    const connection = this.#connection()
    if (this.#options.program.reports !== 'reads' || connection.isReadElsewhere) return
    await this.#waiting.until(
      () => connection.isOver || connection.isReadElsewhere || connection.readSentBytes >= connection.sentBytes,
      reportLagMs,
    )
  }

  // The end.

  /** What is closed before it is open tells nothing, not even that it was refused. */
  async #untilDialled(): Promise<void> {
    const isDialled = (connection: Connection): boolean => connection.isOpen || connection.isOver
    await this.#waiting.until(() => [...this.#connections.values()].every(isDialled), dialMs)
  }

  /** Waits for what the program has still to say about what happened. */
  async #settle(ending: Next): Promise<void> {
    const { program } = this.#options
    if (program.reports === 'reads') await this.#waiting.until(() => this.#areReportsComplete(), reportLagMs)
    if (ending === 'go-on' || program.state() === 'down') return
    if (program.reports === 'reads') await turnOfLoop()
    const isEnding = (): boolean => !this.#isBroken() || program.state() !== 'up'
    await this.#waiting.until(isEnding, suddenEndMs)
    if (program.state() === 'ending') await this.#waiting.until(() => program.state() === 'down', endingMs)
  }

  /** A connection ended, and the program did not say that it was its doing: it may itself be over. */
  #isBroken(): boolean {
    return [...this.#connections.values()].some(one => (one.isEnded || one.isOver) && !one.isLeft && !one.isAborted)
  }

  /** A connection we reset: the program must notice, and live. */
  async #linger(): Promise<void> {
    const { program, lingerMs } = this.#options
    const aborted = [...this.#connections.values()].filter(connection => connection.isAborted)
    if (program.reports === 'reads' && aborted.length > 0) {
      await this.#waiting.until(() => aborted.every(one => one.isGone) || program.state() !== 'up', goneMs)
    }
    if (lingerMs > 0) await this.#waiting.until(() => program.state() !== 'up', lingerMs)
    if (program.state() === 'ending') await this.#waiting.until(() => program.state() === 'down', endingMs)
  }

  /** Each byte that came was reported as written, and each that was reported has come. */
  #areReportsComplete(): boolean {
    for (const connection of this.#connections.values()) {
      const isLagging = connection.wroteBytes < connection.receivedBytes
      const isComing = connection.wroteBytes > connection.receivedBytes && !connection.isEnded
      if (!connection.isOver && (isLagging || isComing)) return false
    }
    return true
  }
}

const requestLine = /^([A-Z]+) \S+ HTTP\/\d/

/** The methods of the requests that begin in these steps. */
function methodsIn(steps: readonly Step[]): readonly string[] {
  return steps
    .filter((step): step is SendStep => step.type === 'send')
    .flatMap(step => requestLine.exec(Buffer.from(step.bytes.subarray(0, 64)).toString('latin1'))?.[1] ?? [])
}

/** Long enough for what has already arrived on the report pipe to be heard. */
async function turnOfLoop(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve))
}
