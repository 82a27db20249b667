// What a started program is to those who talk to it, whether we started it or somebody else did. Shapes only.

import type { ProgramEvent, SourceLocation } from '../../trace/index.ts'

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'atMs' | 'connection'> : never

/** Something the program said or did, before anyone has put it into a trace. */
export type ProgramFact = WithoutTime<ProgramEvent>

/** Who hears of a program: one exchange. Ports are the client's ends of its connections. */
export type Listener = {
  /** The program has read `bytes` more of what was sent on the connection. */
  read(port: number, bytes: number): void
  wrote(port: number, bytes: number, at: SourceLocation | undefined): void
  /** The program reads this connection where its reads cannot be seen. */
  readElsewhere(port: number): void
  /** The program has noticed that the connection is over, and bore it. */
  gone(port: number): void
  fact(fact: ProgramFact, port: number | undefined): void
}

/** `ending`: it has said what will end it, the end itself is still to come. */
export type ProgramState = 'up' | 'ending' | 'down'

export type RunningProgram = {
  readonly host: string
  readonly port: number
  /** Whether reads and writes are reported, so that the next segment need not be left to chance. */
  readonly reports: 'reads' | 'nothing'
  state(): ProgramState
  /** Resolves once it is down and everything it said before has been heard. */
  readonly down: Promise<void>
  /** Hears what concerns everyone, and what no other listener owns when it is alone, until it leaves. */
  join(listener: Listener): () => void
  /** Resolves when its event loop has come round once more, and all it did before is told; at once where nobody can tell. */
  ask(): Promise<void>
  /** From now on this connection's reports are the listener's, also after it has left. */
  claim(port: number, listener: Listener): void
  /** How much it has printed, as far as that is heard. */
  printedBytes(): number
  /** Everything said so far that no listener got. */
  unheard(): readonly TimedFact[]
  stop(): Promise<void>
}

/** `at` is a reading of the runner's clock. */
export type TimedFact = { readonly at: number; readonly fact: ProgramFact }
