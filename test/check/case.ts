// What a hand-made trace proves: what a check asks for, what happened, and the diagnosis. Has no cases of its own.

import type { DiagnosisCode } from '../../src/check/index.ts'
import type { Trace } from '../../src/trace/index.ts'
import { traceOf, type Event } from '../trace/events.ts'

export type Case = {
  readonly code: DiagnosisCode
  /** What is special about it, where a code has several. */
  readonly when?: string
  /** The lines of the check; the echo of `get` when absent. */
  readonly asks?: readonly string[]
  readonly events: readonly Event[]
  /** What time it is, where it matters. */
  readonly clockMs?: number
  /** The offset of the byte at fault, in what was received. */
  readonly at?: number
  readonly facts?: Readonly<Record<string, unknown>>
}

export function traceOfCase({ events, clockMs }: Case): Trace {
  return { ...traceOf(...events), ...(clockMs === undefined ? {} : { clockMs }) }
}
