// The ways in which the checks of a run start the program, each with a process of its own: hands every job to the process
// that its check asks for. Checks that connect to nobody get one each. Plays nothing itself.

import { asksProgramAlone } from '../../transcript/index.ts'
import type { CheckToRun } from '../run.ts'
import { isFailed } from './attempt.ts'
import type { Attempt, Job } from './attempt.ts'
import type { Attempts } from './attempts.ts'

export type Starts = Attempts & {
  /** The check that showed that the program cannot be run as this one needs it; undefined when it can, or nobody has tried. */
  blockedBy(check: CheckToRun): CheckToRun | undefined
}

export type StartsOptions = {
  /** For checks that start the program in the same way. */
  readonly attemptsFor: (argv: CheckToRun['argv']) => Attempts
  readonly playProgramFacts: (job: Job) => Promise<Attempt>
}

type Start = { readonly attempts: Attempts; hasBegun: boolean; failure: CheckToRun | undefined }

export function createStarts({ attemptsFor, playProgramFacts }: StartsOptions): Starts {
  const starts = new Map<string, Start>()

  function startOf({ argv }: CheckToRun): Start {
    const key = keyOf(argv)
    const known = starts.get(key)
    if (known !== undefined) return known
    const start: Start = { attempts: attemptsFor(argv), hasBegun: false, failure: undefined }
    starts.set(key, start)
    return start
  }

  /** The first time, a program that cannot be run is the fault of one check, and keeps the others from being played. */
  async function begin(first: Job): Promise<Attempt | undefined> {
    const start = startOf(first.check)
    if (start.hasBegun) return undefined
    start.hasBegun = true
    const failure = await start.attempts.start(first)
    if (failure !== undefined) start.failure = first.check
    return failure
  }

  /** `jobs` start the program in the same way. */
  async function togetherOn(jobs: readonly [Job, ...Job[]], lanes: number): Promise<readonly Attempt[]> {
    const start = startOf(jobs[0].check)
    if (start.failure !== undefined) return []
    const failure = await begin(jobs[0])
    return failure === undefined ? start.attempts.together(jobs, lanes) : [failure]
  }

  async function oneAfterAnother(jobs: readonly Job[]): Promise<readonly Attempt[]> {
    const attempts: Attempt[] = []
    for (const job of jobs) attempts.push(await playProgramFacts(job))
    return attempts
  }

  const together = (jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]> =>
    everyStart(jobs, own => togetherOn(own, lanes))

  /** Each start by itself, all at once: they share nothing. */
  async function everyStart(
    jobs: readonly Job[],
    playOn: (own: readonly [Job, ...Job[]]) => Promise<readonly Attempt[]>,
  ): Promise<readonly Attempt[]> {
    const connecting = jobs.filter(job => !isOfProgram(job))
    const played = await allOf([...startsIn(connecting).map(playOn), oneAfterAnother(jobs.filter(isOfProgram))])
    return played.flat()
  }

  async function glance(jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]> {
    const glanced = await everyStart(jobs, own => glanceOn(own, lanes))
    return glanced.filter(attempt => !isFailed(attempt))
  }

  async function glanceOn(jobs: readonly [Job, ...Job[]], lanes: number): Promise<readonly Attempt[]> {
    const start = startOf(jobs[0].check)
    if ((await begin(jobs[0])) === undefined) return start.attempts.glance(jobs, lanes)
    // Whoever asks next finds out for good.
    start.hasBegun = false
    start.failure = undefined
    return []
  }

  const all = (): readonly Attempts[] => [...starts.values()].map(({ attempts }) => attempts)

  return {
    start: begin,
    together,
    glance,
    alone: (job, limits) => (isOfProgram(job) ? playProgramFacts(job) : startOf(job.check).attempts.alone(job, limits)),
    renew: job => (isOfProgram(job) ? Promise.resolve() : startOf(job.check).attempts.renew(job)),
    aftermath: async () => (await allOf(all().map(attempts => attempts.aftermath()))).flat(),
    halt: () => all().forEach(attempts => attempts.halt()),
    stop: async () => void (await allOf(all().map(attempts => attempts.stop()))),
    facts: () => all().flatMap(attempts => attempts.facts()),
    address: () =>
      all()
        .map(attempts => attempts.address())
        .find(address => address !== undefined),
    blockedBy: check => (asksProgramAlone(check.transcript) ? undefined : starts.get(keyOf(check.argv))?.failure),
  }
}

function isOfProgram({ check }: Job): boolean {
  return asksProgramAlone(check.transcript)
}

function startsIn(jobs: readonly Job[]): readonly (readonly [Job, ...Job[]])[] {
  const starts = new Map<string, [Job, ...Job[]]>()
  for (const job of jobs) {
    const known = starts.get(keyOf(job.check.argv))
    if (known === undefined) starts.set(keyOf(job.check.argv), [job])
    else known.push(job)
  }
  return [...starts.values()]
}

/** Absent is what the program is started with anyway. */
function keyOf(argv: CheckToRun['argv']): string {
  return argv === undefined ? '' : JSON.stringify(argv)
}

/** As Promise.all, but nothing is still under way when it rejects: whoever stops what was started stops all of it. */
async function allOf<Value>(promises: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
