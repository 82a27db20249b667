// What went wrong, sorted by who can act: whoever typed (2), whoever wrote the pack (3), or us (not a value of ours).

import { exitCode, type ExitCode } from './exit-code.ts'
import { UsageError } from './usage-error.ts'

export type Trouble = { readonly text: string; readonly code: ExitCode }

/** undefined for a bug of ours. Goes by name, so that a plain command does not load the layers that throw the others. */
export const troubleFrom = (error: unknown): Trouble | undefined => {
  if (!(error instanceof Error)) return undefined
  if (error instanceof UsageError) {
    const next = error.next === undefined ? '' : `\n  ${error.next}`
    return { text: `${error.message}${next}`, code: exitCode.usage }
  }
  if (error.name === 'FileProblem' || error.name === 'TranscriptError')
    return { text: error.message, code: exitCode.usage }
  if (error.name === 'PackError') return { text: error.message, code: exitCode.brokenPack }
  return undefined
}
