// Plays checks against the program: several at once, or one alone with a fresh process whenever the last one broke.
// Finds out which request broke it. Orders nothing: what is played, and what follows, is asked by the run.

import type { Trace } from '../../trace/index.ts'
import { startExchange } from '../conversation/exchange.ts'
import type { Exchange } from '../conversation/exchange.ts'
import type { Pauses } from '../conversation/pauses.ts'
import type { Launch } from '../programs/launch.ts'
import { traceOfFacts } from '../programs/launch.ts'
import type { RunningProgram, TimedFact } from '../programs/program.ts'
import type { Limits } from '../run.ts'
import { failedFirst, isEnd, isFailed, isNamed, leftOf, verdictOn, wasReached } from './attempt.ts'
import type { Attempt, Job } from './attempt.ts'
import { inLanes } from './lanes.ts'

export type Attempts = {
  /** Starts the program for the first time; a failure comes back as the attempt of the check that shows it. */
  start(first: Job): Promise<Attempt | undefined>
  /** Every job, `lanes` at a time; those that were under way when the program broke are settled one by one. */
  together(jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]>
  /**
   * Every job, `lanes` at a time, until one fails: gives those that passed before that. Says nothing of the others, asks
   * nothing again, and ends a process that something failed in.
   */
  glance(jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]>
  /** One job, and time for the program to break of it. */
  alone(job: Job, limits?: Limits): Promise<Attempt>
  /** Ends the process that the job is asked of: whatever is asked next is asked of a new one. */
  renew(job: Job): Promise<void>
  /** What broke the program after everything had been played, when something did. */
  aftermath(): Promise<readonly Attempt[]>
  /** Ends what is under way. Called when the run is given up, which rejects it and whatever is asked later. */
  halt(): void
  /** Ends every process of this run. */
  stop(): Promise<void>
  facts(): readonly TimedFact[]
  address(): { readonly address: string; readonly port: number } | undefined
}

export type AttemptsOptions = {
  readonly launch: () => Promise<Launch>
  readonly limits: Limits
  readonly now: () => number
  readonly clock: (() => number) | undefined
  readonly pauses: Pauses
  /** Rejects when the run is given up. */
  readonly givenUp: Promise<never>
  readonly onListening: (port: number) => void
  /** A request broke the program, and this is the one. */
  readonly onFailed: (attempt: Attempt) => void
}

/** How long a program may take to break after the bytes that broke it, when it is asked alone. */
const lingerMs = 30
/** Of the jobs that were over when the program broke, how many may have caused it. */
const suspectsKept = 8

export function createAttempts(options: AttemptsOptions): Attempts {
  const { limits, now, pauses, givenUp } = options
  const startedAt = now()
  const launches: Launch[] = []
  const underWay = new Set<Exchange>()
  /** The last jobs that were over, newest last. */
  let finished: Attempt[] = []
  let current: RunningProgram | undefined
  /** It is known who broke the program that is down now. */
  let isExplained = false
  let address: { readonly address: string; readonly port: number } | undefined

  /** Gives the trace of the failure when the program cannot be talked to. */
  async function launch(tries = 2): Promise<Trace | undefined> {
    finished = []
    isExplained = false
    const launched = await options.launch()
    launches.push(launched)
    const outcome = await Promise.race([launched.outcome, givenUp])
    current = launched.program
    if (outcome.type === 'failed' && outcome.wasTaken && tries > 1) {
      await current?.stop()
      return launch(tries - 1)
    }
    if (outcome.type === 'failed') return failedTrace(launched)
    address ??= { address: outcome.address, port: outcome.port }
    options.onListening(outcome.port)
    return undefined
  }

  async function failedTrace(launched: Launch): Promise<Trace> {
    const trace = traceOfFacts(launched.facts(), startedAt)
    const canTell = trace.events.some(event => event.type === 'listening') || launched.facts().some(isAbsent)
    if (!canTell || launched.program === undefined || launched.program.state() === 'down') return trace
    return { events: [...trace.events, ...(await dialled(launched.program))] }
  }

  /** What a client sees that dials where the program should be. */
  async function dialled(program: RunningProgram): Promise<Trace['events']> {
    const transcript = { path: undefined, title: undefined, why: [], properties: {}, steps: [] }
    const exchange = startExchange({ transcript, cuts: [], program, limits, now, pauses, lingerMs: 0 })
    await exchange.done
    return exchange.trace().events.filter(event => event.type === 'refused')
  }

  async function play(job: Job, played: Pick<AttemptsOptions, 'limits'> & { lingerMs: number }): Promise<Attempt> {
    const { transcript } = job.check
    const began = now()
    const clockMs = options.clock?.()
    const exchange = startExchange({
      transcript,
      cuts: job.segmentation.cuts,
      program: current!,
      now,
      pauses,
      ...played,
    })
    underWay.add(exchange)
    await Promise.race([exchange.done, givenUp])
    underWay.delete(exchange)
    // A program that goes down may have said why before this exchange began to listen.
    const before = isUp() ? [] : traceOfFacts((current?.unheard() ?? []).filter(isEnd), began).events
    const trace = (): Trace => ({
      events: [...before, ...exchange.trace().events],
      ...(clockMs === undefined ? {} : { clockMs }),
    })
    const attempt = { job, verdict: verdictOn(job, trace()), ms: now() - began, trace }
    finished = [...finished.slice(1 - suspectsKept), attempt]
    return attempt
  }

  function isUp(): boolean {
    return current !== undefined && current.state() === 'up'
  }

  async function alone(job: Job, aloneLimits: Limits = limits): Promise<Attempt> {
    const failure = isUp() ? undefined : await relaunch()
    if (failure !== undefined) return unplayed(job, failure)
    const attempt = await play(job, { limits: aloneLimits, lingerMs })
    if (isUp() || wasReached(attempt)) return attempt
    // It had broken before it was asked, and nobody knew yet.
    const second = await relaunch()
    return second === undefined ? play(job, { limits: aloneLimits, lingerMs }) : unplayed(job, second)
  }

  async function relaunch(): Promise<Trace | undefined> {
    await current?.stop()
    return launch()
  }

  /** The attempt of a job that could not be played. */
  function unplayed(job: Job, trace: Trace): Attempt {
    return { job, verdict: verdictOn(job, trace), ms: 0, trace: () => trace }
  }

  async function together(jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]> {
    if (jobs.length === 0) return []
    const down = isUp() ? undefined : await relaunch()
    if (down !== undefined) return jobs.map(job => unplayed(job, down))
    const attempts = new Map<Job, Attempt>()
    const interrupted: Attempt[] = []
    await inLanes(
      jobs,
      lanes,
      async job => {
        const attempt = await play(job, { limits: job.limits ?? limits, lingerMs: 0 })
        if (isUp()) attempts.set(job, attempt)
        else interrupted.push(attempt)
      },
      isUp,
    )
    if (isUp()) return [...attempts.values()]
    for (const attempt of await culprits(interrupted)) {
      attempts.set(attempt.job, attempt)
      if (!isFailed(attempt)) continue
      isExplained = true
      options.onFailed(attempt)
    }
    return [
      ...attempts.values(),
      ...(await afterBreak(leftOf(jobs, attempts), { lanes, hasPlayed: attempts.size > 0 })),
    ]
  }

  async function glance(jobs: readonly Job[], lanes: number): Promise<readonly Attempt[]> {
    const passed: Attempt[] = []
    let isGood = isUp()
    await inLanes(
      jobs,
      lanes,
      async job => {
        const attempt = await play(job, { limits: job.limits ?? limits, lingerMs: 0 })
        if (isGood && isUp() && !isFailed(attempt)) return void passed.push(attempt)
        isGood = false
        for (const exchange of underWay) exchange.halt()
      },
      () => isGood,
    )
    if (!isGood) await current?.stop()
    return passed
  }

  /** Goes on with a new process. One that breaks before anything can be asked of it would break for ever. */
  async function afterBreak(
    rest: readonly Job[],
    { lanes, hasPlayed }: { readonly lanes: number; readonly hasPlayed: boolean },
  ): Promise<readonly Attempt[]> {
    if (hasPlayed) return together(rest, lanes)
    const ended = traceOfFacts(current?.unheard() ?? [], startedAt)
    return rest.map(job => unplayed(job, ended))
  }

  /** Whose request broke the program: its report names it, or nobody else was there, or each is asked alone. */
  async function culprits(interrupted: readonly Attempt[]): Promise<readonly Attempt[]> {
    const isOnly = interrupted.length === 1 && finished.length === 1
    const named = interrupted.filter(one => isFailed(one) && wasReached(one) && (isOnly || isNamed(one)))
    if (named.length > 0) return named
    // Who came to a program that was already down cannot have broken it: someone before them has.
    const reached = [interrupted, finished].map(some => some.filter(wasReached)).find(some => some.length > 0)
    return settle(reached ?? interrupted)
  }

  /** One by one, each with a program that lives: who breaks it again has broken it before. */
  async function settle(suspects: readonly Attempt[]): Promise<readonly Attempt[]> {
    const facts = current?.unheard() ?? []
    const settled: Attempt[] = []
    for (const { job } of suspects.toSorted(failedFirst)) {
      settled.push(await alone(job))
      // Found: the others are asked together again, by whoever has what is left.
      if (settled.some(isFailed)) break
    }
    const isFound = settled.some(isFailed)
    return isFound ? settled : [...settled, ...blamed(suspects, facts)]
  }

  /** Nobody breaks it alone: it broke all the same, under the last of them as far as can be told. */
  function blamed(suspects: readonly Attempt[], facts: readonly TimedFact[]): readonly Attempt[] {
    const failed = suspects.find(isFailed)
    if (failed !== undefined) return [failed]
    const last = suspects.at(-1)
    if (last === undefined) return []
    const events = [...last.trace().events, ...traceOfFacts(facts.filter(isEnd), startedAt).events]
    return [{ ...last, verdict: verdictOn(last.job, { events }), trace: () => ({ events }) }]
  }

  return {
    start: async first => {
      const failure = await launch()
      return failure === undefined ? undefined : unplayed(first, failure)
    },
    together,
    glance,
    alone,
    renew: async () => void (await current?.stop()),
    aftermath: async () => {
      if (isUp() || isExplained || finished.length === 0) return []
      return (await settle([...finished])).filter(isFailed).slice(0, 1)
    },
    halt: () => {
      for (const exchange of underWay) exchange.halt()
    },
    stop: async () => void (await Promise.all(launches.map(launched => launched.program?.stop()))),
    facts: () => launches.flatMap(launched => launched.facts()),
    address: () => address,
  }
}

/** A server that somebody else runs is not there. */
function isAbsent({ fact }: TimedFact): boolean {
  return fact.type === 'never-listened' && fact.ms === 0
}
