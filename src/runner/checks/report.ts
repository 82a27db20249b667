// What a run came to, as the report that others read. Runs nothing.

import type { NotRunReason, Verdict } from '../../check/index.ts'
import type { ProgramEvent } from '../../trace/index.ts'
import type { TimedFact } from '../programs/program.ts'
import { traceOfFacts } from '../programs/launch.ts'
import type { CheckResult, CheckToRun, RunReport } from '../run.ts'
import type { Attempt } from './attempt.ts'
import type { Decided } from './run-checks.ts'

/** What a run found, whole or cancelled. */
export type Outcome = {
  readonly attempts: Decided
  /** The check that shows that the program could not be run at all, or not as the checks that come last need it. */
  readonly programFailure: CheckToRun | undefined
  /** The one that shows that it could not be run as this one needs it. */
  readonly blockedBy: (check: CheckToRun) => CheckToRun | undefined
  /** What is at an address cannot be started in another way. */
  readonly isUnstartable: (check: CheckToRun) => boolean
  readonly isCancelled: boolean
}

/** One result for each check, in their order. What failed takes what needs it along. */
export function resultsOf(checks: readonly CheckToRun[], outcome: Outcome): readonly CheckResult[] {
  const failed = new Set<string>()
  for (const check of checks) {
    if (outcome.attempts.get(check)?.verdict.type === 'failed') failed.add(check.id)
  }
  return checks.map(check => {
    const attempt = outcome.attempts.get(check)
    const because = reasonOf(check, checks, { ...outcome, failed })
    return because === undefined && attempt !== undefined ? resultOf(attempt) : notRun(check, because)
  })
}

type Findings = Outcome & { readonly failed: ReadonlySet<string> }

function reasonOf(check: CheckToRun, checks: readonly CheckToRun[], findings: Findings): NotRunReason | undefined {
  const { attempts, programFailure, isCancelled } = findings
  if (findings.isUnstartable(check)) return { type: 'other-arguments' }
  const isPlayed = attempts.has(check)
  const failure = isPlayed ? undefined : (findings.blockedBy(check) ?? programFailure)
  if (failure !== undefined) return { type: 'program', check: failure.id }
  const root = failedNeedOf(check, checks, findings.failed, new Set())
  if (root !== undefined) return { type: 'needs', check: root }
  const before = isPlayed ? undefined : missingBefore(check, checks, findings)
  if (before !== undefined) return { type: 'needs', check: before }
  return !isPlayed && isCancelled ? { type: 'cancelled' } : undefined
}

/** What keeps a check from being played: one that it needs and nobody could play, or, where it comes last, any that has not passed. */
function missingBefore(
  check: CheckToRun,
  checks: readonly CheckToRun[],
  { attempts, isUnstartable, isCancelled, failed }: Findings,
): string | undefined {
  const needed = checks.find(one => check.needs.includes(one.id) && isUnstartable(one))
  if (needed !== undefined || check.runs !== 'last') return needed?.id
  const before = checks.filter(one => one.runs !== 'last')
  const missing =
    before.find(one => failed.has(one.id)) ?? (isCancelled ? undefined : before.find(one => !attempts.has(one)))
  return missing?.id
}

/** The failed check that others hang on, found through needs of needs. */
function failedNeedOf(
  check: CheckToRun,
  checks: readonly CheckToRun[],
  failed: ReadonlySet<string>,
  seen: Set<CheckToRun>,
): string | undefined {
  if (seen.has(check)) return undefined
  seen.add(check)
  for (const needed of checks.filter(one => check.needs.includes(one.id))) {
    const root = failedNeedOf(needed, checks, failed, seen) ?? (failed.has(needed.id) ? needed.id : undefined)
    if (root !== undefined) return root
  }
  return undefined
}

/** What an attempt came to, when it is the one that decides. */
export function resultOf(attempt: Attempt): CheckResult {
  const { check, segmentation } = attempt.job
  const { id, title } = check
  const isReplay = attempt.verdict.type === 'failed' && segmentation.name !== 'as written'
  return {
    id,
    title,
    verdict: attempt.verdict,
    trace: attempt.trace(),
    replay: isReplay ? segmentation : undefined,
    ms: attempt.ms,
  }
}

function notRun({ id, title }: CheckToRun, because: NotRunReason = { type: 'cancelled' }): CheckResult {
  return { id, title, verdict: { type: 'not-run', because }, trace: { events: [] }, replay: undefined, ms: 0 }
}

export function verdictOf(results: readonly { readonly verdict: Verdict }[]): RunReport['verdict'] {
  if (results.length === 0) return 'error'
  return results.every(({ verdict }) => verdict.type === 'passed') ? 'passed' : 'failed'
}

/** What the program said outside any check, with times from the start of the run. */
export function programEventsOf(facts: readonly TimedFact[], startedAt: number): readonly ProgramEvent[] {
  // Facts of a program become nothing but events of a program.
  return traceOfFacts(facts, startedAt).events as readonly ProgramEvent[]
}
