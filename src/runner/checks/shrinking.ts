// A failing way of cutting to the fewest cuts that still fail, within a budget of tries and time.

import { shrinkCuts } from '../../transcript/index.ts'
import type { Limits } from '../run.ts'
import { codeOf } from './attempt.ts'
import type { Attempt } from './attempt.ts'
import type { Attempts } from './attempts.ts'

export type ShrinkOptions = {
  readonly attempts: Attempts
  readonly limits: Limits
  readonly now: () => number
  /** A reading of the clock after which nothing more is tried. */
  readonly until: number
}

const mostTries = 40
/** A server that stays silent is not waited for as long in each try: it has already been, once. */
const silentMs = 150

/** Gives the failing attempt with fewer cuts, or the one it was given. */
export async function shrunk(failing: Attempt, options: ShrinkOptions): Promise<Attempt> {
  const { attempts, now, until } = options
  const limits = hurried(options.limits)
  let smallest = failing

  async function fails(cuts: readonly number[]): Promise<boolean> {
    if (now() > until) return false
    const segmentation = { name: failing.job.segmentation.name, cuts }
    const attempt = await attempts.alone({ check: failing.job.check, segmentation }, limits)
    const isSame = codeOf(attempt) === codeOf(failing)
    if (isSame && cuts.length <= smallest.job.segmentation.cuts.length) smallest = attempt
    return isSame
  }

  const cuts = await shrinkCuts(failing.job.segmentation.cuts, fails, mostTries)
  return cuts.length === smallest.job.segmentation.cuts.length ? smallest : failing
}

function hurried(limits: Limits): Limits {
  return {
    ...limits,
    firstByteMs: Math.min(limits.firstByteMs, silentMs),
    exchangeMs: Math.min(limits.exchangeMs, 2 * silentMs),
    closeMs: Math.min(limits.closeMs, silentMs),
  }
}
