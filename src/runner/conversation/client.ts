// What the parts of one exchange share: who waits, who writes down, and whom it is about.

import type { RunningProgram } from '../programs/program.ts'
import type { Limits } from '../run.ts'
import type { Recorder } from './recorder.ts'
import type { Waiting } from './waiting.ts'

export type Client = {
  readonly program: RunningProgram
  readonly limits: Limits
  readonly now: () => number
  readonly recorder: Recorder
  readonly waiting: Waiting
}

/** Whether the rest of the transcript can still tell something. */
export type Next = 'go-on' | 'stop'

/** How long reports of reads and writes may lag behind the bytes. */
export const reportLagMs = 20
