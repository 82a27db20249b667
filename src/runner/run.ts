// What can be asked of the runner and what it answers: the shapes, without how.

import type { Transcript, Segmentation } from '../transcript/index.ts'
import type { ProgramEvent, Trace } from '../trace/index.ts'
import type { Verdict } from '../check/index.ts'

/** Where the server under test comes from. `argv` is what it is started with unless a check says otherwise. */
export type Program =
  | { readonly type: 'file'; readonly path: string; readonly argv: readonly Argument[] }
  /**
   * A shell command; `{port}` is replaced by the port, which is also in $PORT, and `{application}` by the arguments, which
   * otherwise stand at its end.
   */
  | {
      readonly type: 'command'
      readonly command: string
      readonly directory: string
      readonly argv?: readonly Argument[]
    }
  | { readonly type: 'address'; readonly host: string; readonly port: number }

/** A word that a program is started with. */
export type Argument = string | Application

/**
 * An application that the program loads: a file, and the name that it exports. The program is given `PATH:NAME`, where
 * PATH is a module that it can import: a copy without types where the file has some.
 */
export type Application = { readonly path: string; readonly name: string }

/** Limits of one run; times in milliseconds, sizes in bytes. */
export type Limits = {
  readonly startMs: number
  readonly firstByteMs: number
  readonly exchangeMs: number
  /** How long a connection may stay open after a response that must end in a close. */
  readonly closeMs: number
  /** Between SIGTERM and SIGKILL. */
  readonly stopMs: number
  /** How long the event loop may stay away before it counts as blocked. */
  readonly blockedMs: number
  /** Kept output, for each stream. */
  readonly outputBytes: number
  /** A program that prints more than this while it serves one connection, or before it serves any, is stopped. */
  readonly floodBytes: number
  readonly memoryBytes: number
}

export type CheckToRun = {
  readonly id: string
  readonly title: string
  readonly transcript: Transcript
  /** Ids of checks that must pass before this one says anything. */
  readonly needs: readonly string[]
  /** What the program is started with for this check; absent: what it is started with anyway. */
  readonly argv?: readonly Argument[]
  /** `last`: played only once every check that does not say so has passed. */
  readonly runs?: 'last'
}

export type RunRequest = {
  readonly program: Program
  readonly checks: readonly CheckToRun[]
  readonly seed: number
  readonly limits?: Partial<Limits>
  /** The last run of this program passed, so most likely this one does: its checks need not wait for one another. Changes no verdict. */
  readonly hasPassedBefore?: boolean
  /** Ends the run early; the report then has verdict `cancelled`. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: RunProgress) => void
}

export type RunProgress =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'check-started'; readonly id: string }
  | { readonly type: 'check-finished'; readonly result: CheckResult }

export type CheckResult = {
  readonly id: string
  readonly title: string
  readonly verdict: Verdict
  /** The exchange that decided the verdict: as written when it passed, the shrunk failing one when it failed. */
  readonly trace: Trace
  /** The way of cutting that failed; undefined when the bytes as written failed, or nothing did. */
  readonly replay: Segmentation | undefined
  readonly ms: number
}

export type RunReport = {
  readonly verdict: 'passed' | 'failed' | 'error' | 'cancelled'
  readonly seed: number
  readonly durationMs: number
  /** Milliseconds that fixtures themselves ask to wait, summed over what was run one after another. */
  readonly pausedMs: number
  readonly checks: readonly CheckResult[]
  /** What the program said outside any check: start-up output, warnings. */
  readonly program: readonly ProgramEvent[]
  /** Why the verdict is `error`, in words for the learner. */
  readonly error?: string
  /** The address the program listened on. */
  readonly address?: { readonly address: string; readonly port: number }
}

/** The one interface the screen and the commands use. */
export type Runner = {
  /** Runs the checks against the program and stops it. Never rejects for a fault of the program. */
  run(request: RunRequest): Promise<RunReport>
  /** Plays one transcript, or raw bytes, against an address; for `send` and the REPL. */
  send(
    target: { readonly host: string; readonly port: number },
    transcript: Transcript,
    options?: { readonly limits?: Partial<Limits> },
  ): Promise<Trace>
  /** Boots what the next run will need now, so that it need not wait for it: as many processes as the last one took. */
  warm(): Promise<void>
  /** Stops every process this runner started. Safe to call twice. */
  close(): Promise<void>
}
