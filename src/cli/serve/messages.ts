// What the process that was started and the workers it starts say to each other. Types only.

import type { AccessLogOptions } from '../../server/index.ts'

export type ApplicationFile = {
  /** The module, as a path. */
  readonly file: string
  /** The name of an export; dots lead into it. */
  readonly callable: string
}

export type AccessLogFile = {
  /** A path, or `-` for stdout. */
  readonly file: string
  readonly format: AccessLogOptions['format']
}

export type WorkerOrder =
  | {
      readonly type: 'serve'
      readonly application: ApplicationFile
      readonly host: string
      readonly port: number
      readonly isMultiprocess: boolean
      readonly accessLog: AccessLogFile | undefined
    }
  | { readonly type: 'stop'; readonly graceMs: number }
  /** Nothing comes after this: no connection is on its way to the worker, and it may end. */
  | { readonly type: 'leave' }

/**
 * A worker says first that it hears: what is sent before is lost while an ES module is loaded. And, when it is told to stop,
 * that no connection comes to it any more.
 */
export type WorkerMessage = { readonly type: 'hears' } | { readonly type: 'closed' } | WorkerReport

export type WorkerReport =
  | {
      readonly type: 'listening'
      readonly port: number
      /** Files of CommonJS modules that were loaded: who they are is only known once they are. */
      readonly files: readonly string[]
    }
  | WorkerFault

/** `name`: there is no such export, or it is no application. `load`: the module itself fails. `listen`: the port. */
export type WorkerFault = {
  readonly type: 'failed'
  readonly reason: 'name' | 'load' | 'listen'
  readonly text: string
}
