// What a command is given: what was typed, and the world outside as values and functions.

import type { ParsedCommand } from './arguments/parse.ts'
import type { ExitCode } from './exit-code.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Context = {
  readonly typed: ParsedCommand
  readonly directory: string
  readonly env: Environment
  readonly console: Console
  readonly now: () => Date
  readonly newSeed: () => number
  /** The folder of this package: course, template, `dist`. */
  readonly packageFolder: string
  readonly cache: Cache
  /** Fires when the user or the system wants the command to end. Listening starts with the first call. */
  readonly interruption: () => AbortSignal
  /** Loads a bundle that is kept apart because few commands need it. */
  readonly load: LoadBundle
}

export type Console = {
  /** Results: to stdout. */
  readonly write: (text: string) => void
  /** Everything else: to stderr. Ends the line. */
  readonly note: (text: string) => void
  readonly isInputTerminal: boolean
  readonly isOutputTerminal: boolean
  readonly columns: number | undefined
  /** Asks a question that Enter answers with yes. */
  readonly ask: (question: string) => Promise<boolean>
  readonly readInput: () => Promise<Uint8Array>
}

/** Where things may be kept that can be made again. */
export type Cache = {
  /** undefined when there is no such place. */
  readonly folder: string | undefined
  /** Names the running code: what other code kept is not used. */
  readonly build: string
}

export type LoadBundle = (file: string) => unknown

export type Command = (context: Context) => Promise<ExitCode>
