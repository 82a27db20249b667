// One job and what playing it came to: its verdict, and what its trace says of how the program ended. Plays nothing.

import { judge } from '../../check/index.ts'
import type { Verdict } from '../../check/index.ts'
import type { Trace } from '../../trace/index.ts'
import type { Segmentation } from '../../transcript/index.ts'
import type { TimedFact } from '../programs/program.ts'
import type { CheckToRun, Limits } from '../run.ts'

/** One check, cut one way. */
export type Job = {
  readonly check: CheckToRun
  readonly segmentation: Segmentation
  /** Those of the run when absent. */
  readonly limits?: Limits
}

/** A job that was played. `trace` grows while the program says more that belongs to it. */
export type Attempt = {
  readonly job: Job
  readonly verdict: Verdict
  readonly ms: number
  trace(): Trace
}

export function verdictOn({ check, segmentation }: Job, trace: Trace): Verdict {
  const isAsWritten = segmentation.name === 'as written'
  return isAsWritten ? judge(check.transcript, trace) : judge(check.transcript, trace, segmentation)
}

const endTypes: ReadonlySet<string> = new Set(['threw', 'exited', 'blocked', 'out-of-memory', 'port-taken'])

export function isEnd({ fact }: TimedFact): boolean {
  return endTypes.has(fact.type)
}

export function isFailed({ verdict }: Attempt): boolean {
  return verdict.type === 'failed'
}

/** The code of the diagnosis; undefined when the attempt did not fail. */
export function codeOf({ verdict }: Attempt): string | undefined {
  return verdict.type === 'failed' ? verdict.diagnosis.code : undefined
}

export function failedFirst(one: Attempt, other: Attempt): number {
  return Number(isFailed(other)) - Number(isFailed(one))
}

/** The program accepted the connection. */
export function wasReached(attempt: Attempt): boolean {
  return attempt.trace().events.some(event => event.type === 'opened')
}

/** What the program reported about its end says that it was serving this one. */
export function isNamed(attempt: Attempt): boolean {
  return attempt
    .trace()
    .events.some(event => endTypes.has(event.type) && 'connection' in event && event.connection !== undefined)
}

/** Whether another way of cutting has already failed the check of this job. */
function isFailing({ check }: Job, attempts: readonly Attempt[]): boolean {
  return attempts.some(attempt => attempt.job.check === check && isFailed(attempt))
}

/** What has still to be asked: a check that fails one way need not be asked the other ways. */
export function leftOf(jobs: readonly Job[], attempts: ReadonlyMap<Job, Attempt>): readonly Job[] {
  const played = [...attempts.values()]
  return jobs.filter(job => !attempts.has(job) && !isFailing(job, played))
}
