// The order of a run: the first check alone, the others together, then every other way of cutting; what failed among
// others is asked again alone. Plays nothing itself and knows no processes.

import { asksProgramAlone, segmentationsOf } from '../../transcript/index.ts'
import type { Segmentation } from '../../transcript/index.ts'
import type { CheckToRun, Limits } from '../run.ts'
import { codeOf, isFailed } from './attempt.ts'
import type { Attempt, Job } from './attempt.ts'
import type { Starts } from './starts.ts'
import { shrunk } from './shrinking.ts'

export type CheckRun = {
  readonly checks: readonly CheckToRun[]
  /** What is left out is known to have come to nothing, and so has what needs it. */
  readonly isPlayable: (check: CheckToRun) => boolean
  readonly seed: number
  readonly limits: Limits
  readonly attempts: Starts
  readonly now: () => number
  readonly hasPassedBefore: boolean
  readonly onStarted: (check: CheckToRun) => void
  /** The check has failed: nothing that follows will change that. */
  readonly onFailed: (attempt: Attempt) => void
  /** Nothing will change what these came to, while others are still to come. */
  readonly onSettled: (checks: readonly CheckToRun[]) => void
}

/** The attempt that decided each check. A check without one was not run. */
export type Decided = Map<CheckToRun, Attempt>

/** Checks as written, and replays, under way at once. */
const writtenLanes = 8
const hopefulLanes = 24
const replayLanes = 60
/** A replay is waited for at least as long as this. */
const fewestReplayMs = 400
/** A failure that came faster than any limit. */
const fastMs = 150
/** Enough for an answer from a server that has nothing else to do. */
const retryMs = 300
/** For making failing cuts fewer, in the whole run. */
const shrinkingMs = 700

/** Fills `decided` as it goes, so that what a cancelled run has found is not lost. Gives the check that shows that the program cannot be run. */
export async function runChecks(run: CheckRun, decided: Decided): Promise<CheckToRun | undefined> {
  const before = run.checks.filter(check => check.runs !== 'last')
  const failure = await runStage(run, before, decided)
  if (failure !== undefined || !before.every(check => hasPassed(check, decided))) return failure
  const last = run.checks.filter(check => check.runs === 'last')
  if (last.length > 0) run.onSettled(before)
  return runStage(run, last, decided)
}

/** The checks of a run that are played now, with all ways of cutting each. */
type Stage = CheckRun & { readonly playing: readonly CheckToRun[]; readonly ways: Ways }
type Ways = ReadonlyMap<CheckToRun, readonly Segmentation[]>

async function runStage(
  run: CheckRun,
  checks: readonly CheckToRun[],
  decided: Decided,
): Promise<CheckToRun | undefined> {
  const playing = checks.filter(run.isPlayable)
  const ways = new Map(playing.map(check => [check, segmentationsOf(check.transcript, run.seed)]))
  const stage: Stage = { ...run, playing, ways }
  const first = playing.find(check => !asksProgramAlone(check.transcript) && areNeedsPassed(check, run.checks, decided))
  if (first !== undefined) {
    run.onStarted(first)
    const failure = await run.attempts.start(writtenJob(first, ways))
    if (failure !== undefined) {
      decided.set(first, failure)
      return first
    }
    decide(run, decided, await run.attempts.together([writtenJob(first, ways)], 1))
  }
  const isHopeful = run.hasPassedBefore && (first === undefined || hasPassed(first, decided))
  if (!(isHopeful && (await playHopefully(stage, decided)))) {
    await playWritten(stage, decided)
    if (!isSequential(decided)) await playReplays(stage, decided)
  }
  for (const attempt of await run.attempts.aftermath()) decided.set(attempt.job.check, attempt)
  return undefined
}

function decide(run: CheckRun, decided: Decided, attempts: readonly Attempt[]): void {
  for (const attempt of attempts) {
    decided.set(attempt.job.check, attempt)
    if (isFailed(attempt)) run.onFailed(attempt)
  }
}

/** Replays are many clients at once. A server that takes one at a time would fail them all for that reason alone. */
function isSequential(decided: Decided): boolean {
  return [...decided.values()].some(attempt => codeOf(attempt) === 'sequential-only')
}

function writtenJob(check: CheckToRun, ways: Ways): Job {
  return { check, segmentation: ways.get(check)![0]! }
}

function isAsWritten({ check, segmentation }: Job, ways: Ways): boolean {
  return ways.get(check)![0] === segmentation
}

function replaysOf(check: CheckToRun, ways: Ways): readonly Job[] {
  return ways
    .get(check)!
    .slice(1)
    .map(segmentation => ({ check, segmentation }))
}

/**
 * All at once with all replays, as if all would pass: gives whether they did. When one does not, nothing of this counts:
 * everything is asked again in its order, of a new process, so that what is found is what is always found.
 */
async function playHopefully(run: Stage, decided: Decided): Promise<boolean> {
  const checks = run.playing.filter(check => !decided.has(check))
  checks.forEach(run.onStarted)
  const limits = hurried(run.limits)
  const written = checks.toSorted(byPauses).map(check => ({ ...writtenJob(check, run.ways), limits }))
  const replays = run.playing
    .toSorted(byPauses)
    .flatMap(check => replaysOf(check, run.ways).map(job => ({ ...job, limits })))
  const jobs = [...written, ...replays]
  const passed = await run.attempts.glance(jobs, hopefulLanes)
  if (passed.length < jobs.length) {
    run.playing.forEach(check => decided.delete(check))
    return false
  }
  const asWritten = passed.filter(({ job }) => isAsWritten(job, run.ways))
  decide(run, decided, asWritten)
  return true
}

/** In rounds: a check waits for those it needs. One that holds several connections is asked alone: it may hold up others. */
async function playWritten(run: Stage, decided: Decided): Promise<void> {
  let waiting = run.playing.filter(check => !decided.has(check))
  while (waiting.length > 0) {
    const ready = waiting.filter(check => areNeedsPassed(check, run.checks, decided))
    if (ready.length === 0) return
    waiting = waiting.filter(check => !ready.includes(check))
    ready.forEach(run.onStarted)
    const together = ready.filter(check => !holdsOthers(check))
    const jobs = together.toSorted(byPauses).map(check => writtenJob(check, run.ways))
    decide(run, decided, await playTogether(run, jobs, writtenLanes))
    for (const check of ready.filter(holdsOthers)) {
      decide(run, decided, await run.attempts.together([writtenJob(check, run.ways)], 1))
    }
  }
}

async function playReplays(run: Stage, decided: Decided): Promise<void> {
  const jobs = run.playing
    .filter(check => hasPassed(check, decided))
    .toSorted(byPauses)
    .flatMap(check =>
      replaysOf(check, run.ways).map(job => ({ ...job, limits: replayLimits(run, decided.get(check)!) })),
    )
  const failed = (await playTogether(run, jobs, replayLanes)).filter(isFailed)
  const until = run.now() + shrinkingMs
  for (const check of run.playing) {
    const order = run.ways.get(check)!.map(way => way.name)
    const own = failed.filter(attempt => attempt.job.check === check)
    const firstWay = own.toSorted((one, other) => wayOf(one, order) - wayOf(other, order))[0]
    if (firstWay === undefined) continue
    decide(run, decided, [await shrunk(firstWay, { attempts: run.attempts, limits: run.limits, now: run.now, until })])
  }
}

/** The bytes as written have been answered: the same bytes in pieces need not be waited for much longer. */
function replayLimits({ limits }: CheckRun, asWritten: Attempt): Limits {
  const enoughMs = Math.max(fewestReplayMs, 3 * asWritten.ms)
  return { ...limits, firstByteMs: Math.min(limits.firstByteMs, enoughMs) }
}

function wayOf({ job }: Attempt, order: readonly string[]): number {
  return order.indexOf(job.segmentation.name)
}

/**
 * Together; when something fails, it is asked again alone: only when it passes then may the company of others be to blame,
 * and everything that failed is asked alone.
 */
async function playTogether(run: CheckRun, jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]> {
  const attempts = await run.attempts.together(jobs, lanes)
  const doubtful = attempts.find(attempt => mayBeOfCompany(run, attempt))
  if (doubtful === undefined || jobs.length === 1) return attempts
  const again = await askAgain(run, doubtful)
  if (isFailed(again)) return attempts.map(attempt => (attempt === doubtful ? again : attempt))
  // It may also be that the program answers its first client only.
  if (codeOf(await run.attempts.alone(doubtful.job, hurried(run.limits))) === codeOf(doubtful)) return attempts
  const settled: Attempt[] = []
  for (const attempt of attempts)
    settled.push(mayBeOfCompany(run, attempt) ? await withoutCompany(run, attempt) : attempt)
  return settled
}

/** Most pass now, so the process that served the last one is good enough for the next. */
async function withoutCompany(run: CheckRun, failed: Attempt): Promise<Attempt> {
  const again = await run.attempts.alone(failed.job, hurried(run.limits))
  return isFailed(again) ? askAgain(run, failed) : again
}

/** A program that nobody connects to, or could, has no company. */
function mayBeOfCompany({ attempts }: CheckRun, attempt: Attempt): boolean {
  const { check } = attempt.job
  return isFailed(attempt) && !asksProgramAlone(check.transcript) && attempts.blockedBy(check) === undefined
}

/** Alone. A program that let a client wait may be stuck for good, so it is started again; and now it need not wait long. */
async function askAgain({ attempts, limits }: CheckRun, failed: Attempt): Promise<Attempt> {
  if (failed.ms < fastMs) return attempts.alone(failed.job)
  await attempts.renew(failed.job)
  const again = await attempts.alone(failed.job, hurried(limits))
  return isFailed(again) && codeOf(again) === codeOf(failed) ? failed : again
}

/** The limits for asking what has been waited for once before. */
function hurried(limits: Limits): Limits {
  return { ...limits, firstByteMs: Math.min(limits.firstByteMs, retryMs) }
}

function areNeedsPassed(check: CheckToRun, checks: readonly CheckToRun[], decided: Decided): boolean {
  return needsOf(check, checks).every(one => hasPassed(one, decided))
}

function needsOf({ needs }: CheckToRun, checks: readonly CheckToRun[]): readonly CheckToRun[] {
  return checks.filter(one => needs.includes(one.id))
}

function hasPassed(check: CheckToRun, decided: Decided): boolean {
  return decided.get(check)?.verdict.type === 'passed'
}

function holdsOthers({ transcript }: CheckToRun): boolean {
  return transcript.steps.some(step => step.type === 'connection')
}

/** The longest first: they wait while the others work. */
function byPauses(one: CheckToRun, other: CheckToRun): number {
  return pausesOf(other) - pausesOf(one)
}

function pausesOf({ transcript }: CheckToRun): number {
  return transcript.steps.reduce(
    (sum, step) => sum + (step.type === 'pause' || step.type === 'waiting' ? step.ms : 0),
    0,
  )
}
