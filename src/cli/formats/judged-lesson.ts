// What a format is given: a lesson or the contract, the report of its run, and the explanations of what failed.

import type { Explanation } from '../../check/index.ts'
import type { RunReport } from '../../runner/index.ts'

export type JudgedLesson = {
  /** The contract has no number. */
  readonly lesson: { readonly number: number | undefined; readonly slug: string; readonly title: string }
  readonly report: RunReport
  /** By the id of the check. */
  readonly explanations: ReadonlyMap<string, Explanation>
}

/** `lesson 1 echo`, `contract` */
export const nameOf = ({ number, slug }: JudgedLesson['lesson']): string =>
  number === undefined ? slug : `lesson ${number} ${slug}`

/** Why a check did not run, in words. */
export const notRunText = (result: RunReport['checks'][number]): string | undefined => {
  if (result.verdict.type !== 'not-run') return undefined
  const { because } = result.verdict
  switch (because.type) {
    case 'needs':
      return `needs ${because.check}, which failed`
    case 'program':
      return `the program could not be run: see ${because.check}`
    case 'other-arguments':
      return 'it starts the server with other arguments, and what is at an address runs already'
    case 'not-selected':
      return 'not selected'
    case 'cancelled':
      return 'cancelled'
  }
}
