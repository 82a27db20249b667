// What crosses between us and the process that runs a learner's program: the order to start, and what it tells.
// Shapes only; both sides import them.

import type { SourceLocation } from '../../trace/index.ts'
import type { Originals } from '../strip/original-names.ts'

/** The one order a booted process waits for. */
export type StartOrder = {
  /** The module to import: the stripped copy, as a file URL. */
  readonly moduleUrl: string
  /** In whose names the program's side tells and prints where things are. */
  readonly originals: Originals
  /** The learner's own file, for `process.argv[1]`. */
  readonly path: string
  readonly argv: readonly string[]
  /** Files that it was given to load, by the names of the originals. */
  readonly applications: readonly string[]
  readonly port: number
  readonly directory: string
  readonly blockedMs: number
  readonly memoryBytes: number
}

/** Told over the report pipe, in the order in which things happened. */
export type Fact =
  /** Booted, warmed, and waiting for the order. */
  | { readonly type: 'ready' }
  | { readonly type: 'listening'; readonly address: string; readonly port: number }
  | { readonly type: 'port-taken'; readonly port: number; readonly at: SourceLocation | undefined }
  /** An error nobody caught; the process is about to end. */
  | ThrownError
  /** The program asked to end: `process.exit`, `process.abort`, a signal to itself. */
  | { readonly type: 'exiting'; readonly at: SourceLocation | undefined }

export type ThrownError = {
  readonly type: 'threw'
  readonly name: string
  readonly message: string
  readonly code: string | undefined
  readonly at: SourceLocation | undefined
  readonly stack: readonly string[]
}

/** Told by the thread that watches, one line of JSON each; it can speak when the main thread cannot. */
export type WatchFact =
  | {
      readonly type: 'blocked'
      readonly ms: number
      readonly at: SourceLocation | undefined
      readonly port: number
      /** Printed since the main thread was last seen. */
      readonly printedBytes: number
    }
  | {
      readonly type: 'out-of-memory'
      readonly bytes: number
      readonly limit: number
      readonly at: SourceLocation | undefined
      readonly port: number
    }

/** The extra file descriptors of the process: reports go out on one, the order comes in and the watcher speaks on the other. */
export const reportFd = 3
export const orderFd = 4
