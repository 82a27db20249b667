// A stream of bytes given to a reader step by step: pushes, pauses, the peer's end, handing over. Knows nothing of what
// the steps read, no sockets and no time.

import type { Reader, ReaderPhase } from './events.ts'
import { HttpError, type MessageKind } from './http-error.ts'
import type { RefusalRule } from './refusals.ts'
import { Source } from './source.ts'
import { isOver, transitions, type State } from './states.ts'

/** Whether another step may follow: false is for want of bytes, or because nothing follows. */
export type Step = boolean

export abstract class ByteReader implements Reader {
  isPaused = false
  protected readonly source = new Source()
  protected state: State = 'start-line'
  private isRunning = false
  private hasPeerEnded = false
  private readonly kind: MessageKind
  private readonly errorHandler: { onError(error: HttpError): void }
  private readonly maxHeldBytes: number

  constructor(kind: MessageKind, errorHandler: { onError(error: HttpError): void }, maxHeldBytes: number) {
    this.kind = kind
    this.errorHandler = errorHandler
    this.maxHeldBytes = maxHeldBytes
  }

  /** Reads what the state asks for. The state is moved before the handler is called: it may detach. */
  protected abstract step(): Step

  get phase(): ReaderPhase {
    const { state } = this
    if (state === 'start-line') return this.source.isEmpty ? 'idle' : 'head'
    if (state === 'field-line') return 'head'
    if (state === 'detached') return 'handed-over'
    return state === 'handed-over' || state === 'closed' || state === 'refused' ? state : 'body'
  }

  push(bytes: Uint8Array): boolean {
    if (this.isRunning) throw new Error('A reader was given bytes from within its own handler.')
    if (isOver(this.state)) return true
    if (this.isPaused || this.state === 'handed-over') return this.keep(bytes)
    this.source.open(bytes)
    this.run()
    return !this.isPaused
  }

  end(): void {
    this.hasPeerEnded = true
    if (!this.isPaused && !this.isRunning) this.finish()
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    if (!this.isPaused) return
    this.isPaused = false
    // Within the handler the loop that called it goes on by itself.
    if (this.isRunning || isOver(this.state)) return
    this.source.openHeld()
    this.run()
  }

  detach(): Uint8Array {
    this.state = transitions['handed-over'].detach
    return this.source.takeRest()
  }

  private keep(bytes: Uint8Array): false {
    const { source } = this
    if (source.heldBytes + bytes.length <= this.maxHeldBytes) source.keep(bytes)
    else {
      this.refuse('held-too-much', source.at)
      source.drop()
    }
    return false
  }

  /** The peer has ended its side, and all that came before has been read. */
  private finish(): void {
    const { state, source } = this
    if (state === 'start-line' && source.isEmpty) this.state = transitions[state]['peer-end']
    else if (state === 'unsized-body') {
      this.state = transitions[state]['peer-end']
      this.run()
    } else if (!isOver(state) && state !== 'handed-over') this.refuse('cut-off', source.until + source.heldBytes)
  }

  private run(): void {
    const { source } = this
    this.isRunning = true
    try {
      while (!this.isPaused && (source.at < source.until || this.state === 'complete') && this.step());
    } finally {
      this.isRunning = false
      if (isOver(this.state)) source.drop()
      source.close()
    }
    if (this.hasPeerEnded && !this.isPaused) this.finish()
  }

  protected refuse(rule: RefusalRule, at: number): false {
    this.state = 'refused'
    this.errorHandler.onError(new HttpError(rule, this.source.offsetOf(at), this.kind))
    return false
  }
}
