// One run from request to report: launches, lets the checks be played, and whatever happens ends every process.

import { createPauses } from '../conversation/pauses.ts'
import { limitsFrom } from '../limits.ts'
import { createLauncher } from '../programs/launch.ts'
import type { Launchpad } from '../programs/launch.ts'
import type { CheckResult, CheckToRun, RunReport, RunRequest } from '../run.ts'
import { asksProgramAlone } from '../../transcript/index.ts'
import { createAttempts } from './attempts.ts'
import type { Attempt } from './attempt.ts'
import { createCancellation, RunCancelled } from './cancellation.ts'
import { playProgramFacts } from './program-facts.ts'
import { programEventsOf, resultOf, resultsOf, verdictOf } from './report.ts'
import { runChecks } from './run-checks.ts'
import type { Decided } from './run-checks.ts'
import { createStarts } from './starts.ts'
import type { Starts } from './starts.ts'

/** Never rejects: a fault of ours is a report with verdict `error`. */
export async function judgeRun(request: RunRequest, pad: Launchpad): Promise<RunReport> {
  const { now } = pad
  const startedAt = now()
  const limits = limitsFrom(request.limits)
  const pauses = createPauses(now)
  const told = createTold(request.onProgress)
  const launcher = createLauncher(request.program, limits, pad)
  const { givenUp, giveUp } = createCancellation()
  const attempts = createStarts({
    attemptsFor: argv =>
      createAttempts({
        launch: () => launcher.launch(argv),
        limits,
        now,
        clock: pad.clock,
        pauses,
        givenUp,
        onListening: port => request.onProgress?.({ type: 'listening', port }),
        onFailed: attempt => told.failure(attempt),
      }),
    playProgramFacts: job =>
      playProgramFacts(job, { launch: () => launcher.launch(job.check.argv), limits, now, givenUp }),
  })
  const halt = (): void => {
    giveUp()
    attempts.halt()
  }
  request.signal?.addEventListener('abort', halt)
  if (request.signal?.aborted === true) halt()

  let found: Found
  try {
    found = await findings(request, attempts, { limits, now, told })
  } finally {
    request.signal?.removeEventListener('abort', halt)
    await attempts.stop()
  }
  const address = attempts.address()
  return {
    ...found,
    seed: request.seed,
    durationMs: now() - startedAt,
    pausedMs: pauses.totalMs(),
    program: programEventsOf(attempts.facts(), startedAt),
    ...(address === undefined ? {} : { address }),
  }
}

type Found = Pick<RunReport, 'verdict' | 'checks' | 'error'>
type Conditions = {
  readonly limits: ReturnType<typeof limitsFrom>
  readonly now: () => number
  readonly told: Told
}

async function findings(request: RunRequest, attempts: Starts, { told, ...conditions }: Conditions): Promise<Found> {
  const { checks, seed, onProgress, hasPassedBefore = false } = request
  const decided: Decided = new Map()
  const isUnstartable = unstartableAt(request)
  const onStarted = ({ id }: CheckToRun): void => onProgress?.({ type: 'check-started', id })
  const known = { attempts: decided, blockedBy: attempts.blockedBy, isUnstartable }
  try {
    const isPlayable = (check: CheckToRun): boolean => !isUnstartable(check)
    const onSettled = (settled: readonly CheckToRun[]): void =>
      told.rest(resultsOf(settled, { ...known, programFailure: undefined, isCancelled: false }))
    const run = {
      checks,
      isPlayable,
      seed,
      attempts,
      hasPassedBefore,
      onStarted,
      onFailed: told.failure,
      onSettled,
      ...conditions,
    }
    const programFailure = await runChecks(run, decided)
    const results = resultsOf(checks, { ...known, programFailure, isCancelled: false })
    told.rest(results)
    const verdict = verdictOf(results)
    return { verdict, checks: results, ...(verdict === 'error' ? { error: 'There was no check to run.' } : {}) }
  } catch (error) {
    const isCancelled = error instanceof RunCancelled
    const results = resultsOf(checks, { ...known, programFailure: undefined, isCancelled: true })
    return isCancelled
      ? { verdict: 'cancelled', checks: results }
      : { verdict: 'error', checks: results, error: wordsOf(error) }
  }
}

/** Whoever is at an address was started by somebody else, with arguments that nobody can change. */
function unstartableAt({ program }: RunRequest): (check: CheckToRun) => boolean {
  return ({ argv, transcript }) => program.type === 'address' && (argv !== undefined || asksProgramAlone(transcript))
}

/** Tells each check once: a failure as soon as it is known, all others at the end. */
type Told = { readonly failure: (attempt: Attempt) => void; readonly rest: (results: readonly CheckResult[]) => void }

function createTold(onProgress: RunRequest['onProgress']): Told {
  const told = new Set<string>()
  const tell = (result: CheckResult): void => {
    if (told.has(result.id)) return
    told.add(result.id)
    onProgress?.({ type: 'check-finished', result })
  }
  return { failure: attempt => tell(resultOf(attempt)), rest: results => results.forEach(tell) }
}

/** The words of an error of ours: whoever reads the report is told, and asked to pass them on. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
