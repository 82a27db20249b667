// Plays a check that connects to nobody: starts the program as it asks, and lets it run until the judge has seen enough,
// it has ended, or it clearly will not.

import type { Trace } from '../../trace/index.ts'
import { createRecorder } from '../conversation/recorder.ts'
import type { Recorder } from '../conversation/recorder.ts'
import { createWaiting } from '../conversation/waiting.ts'
import { traceOfFacts } from '../programs/launch.ts'
import type { Launch } from '../programs/launch.ts'
import type { RunningProgram } from '../programs/program.ts'
import type { Limits } from '../run.ts'
import { isFailed, verdictOn } from './attempt.ts'
import type { Attempt, Job } from './attempt.ts'

export type ProgramFactsOptions = {
  readonly launch: () => Promise<Launch>
  readonly limits: Limits
  readonly now: () => number
  /** Rejects when the run is given up. */
  readonly givenUp: Promise<never>
}

/** A program that listens will not end by itself: what it has to say, it says before. */
const afterListeningMs = 250
/** How soon what was printed is looked at. */
const lookMs = 10
/** How long the end of a program that has begun to end may take. */
const endingMs = 500

export async function playProgramFacts(job: Job, options: ProgramFactsOptions): Promise<Attempt> {
  const { limits, now, givenUp } = options
  const began = now()
  const attemptOn = (trace: Trace): Attempt => {
    return { job, verdict: verdictOn(job, trace), ms: now() - began, trace: () => trace }
  }
  const launched = await options.launch()
  const { program } = launched
  if (program === undefined) return attemptOn(traceOfFacts(launched.facts(), began))
  const recorder = createRecorder({ now, outputBytes: limits.outputBytes })
  const isSeen = (): boolean => !isFailed(attemptOn(recorder.trace()))
  try {
    await Promise.race([watch({ program, launched, recorder, isSeen }), givenUp])
  } finally {
    await program.stop()
  }
  return attemptOn(recorder.trace())
}

type Watched = {
  readonly program: RunningProgram
  readonly launched: Launch
  readonly recorder: Recorder
  readonly isSeen: () => boolean
}

async function watch({ program, launched, recorder, isSeen }: Watched): Promise<void> {
  const waiting = createWaiting()
  const ignore = (): void => undefined
  let looking: NodeJS.Timeout | undefined
  const leave = program.join({
    read: ignore,
    wrote: ignore,
    readElsewhere: ignore,
    gone: ignore,
    fact: fact => {
      recorder.addFact(fact, undefined)
      // All that was printed is looked at each time: not for each of ten thousand lines.
      looking ??= setTimeout(look, lookMs)
    },
  })
  function look(): void {
    looking = undefined
    waiting.check()
  }
  const isOver = (): boolean => program.state() === 'down' || isSeen()
  void program.down.then(waiting.check)
  const outcome = launched.outcome.then(({ type }) => {
    if (type === 'failed') waiting.halt()
    else setTimeout(waiting.halt, afterListeningMs).unref()
    return new Promise<never>(() => undefined)
  })
  // What ends the wait is the program, or the limit on its start; or that it could not even be started.
  await Promise.race([waiting.until(isOver, longestMs), outcome])
  if (program.state() === 'ending') await endOf(program)
  if (program.state() !== 'down' && !isSeen()) recorder.add({ type: 'still-running', ms: recorder.elapsedMs() })
  leave()
  clearTimeout(looking)
}

/** The longest that a timer can be set to. */
const longestMs = 2 ** 31 - 1

async function endOf(program: RunningProgram): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([program.down, new Promise(resolve => (timer = setTimeout(resolve, endingMs)))])
  clearTimeout(timer)
}
