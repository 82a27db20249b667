// How much of its response an expectation speaks of: the fact that follows it says so. Knows nothing of what came.

import type { ActStep, Step, Transcript } from './transcript.ts'

/** All of the response; as far as it comes before the server ends the connection within it; as far as it has come by now. */
export type Extent = 'whole' | 'cut-off' | 'unfinished'

/** Of the expectation that is the step `index`. */
export function extentOf({ steps }: Pick<Transcript, 'steps'>, index: number): Extent {
  const next = steps.slice(index + 1).find(step => step.type !== 'comment')
  return next !== undefined && saysHowFar(next) ? next.type : 'whole'
}

export function saysHowFar(step: Step): step is ActStep & { readonly type: 'cut-off' | 'unfinished' } {
  return step.type === 'cut-off' || step.type === 'unfinished'
}

/** Whether the step expects an interim response (RFC 9110 §15.2): the final one is still to come. */
export function isInterim(step: Step): boolean {
  if (step.type !== 'expect') return false
  const [only, ...others] = step.status?.code.parts ?? []
  return only?.type === 'literal' && others.length === 0 && /^1\d\d$/.test(only.text)
}
