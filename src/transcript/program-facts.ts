// Which transcripts ask nothing of a connection: only what the program prints, and how it ends. Knows no text.

import type { ActStep, Step, Transcript } from './transcript.ts'

export type ProgramStep = ActStep & { readonly type: 'prints' | 'exits' }

export function isAboutProgram(step: Step): step is ProgramStep {
  return step.type === 'prints' || step.type === 'exits'
}

/** `* prints` and `* exits` stand beside no line about a connection: one of them speaks for all. */
export function asksProgramAlone({ steps }: Transcript): boolean {
  return steps.some(isAboutProgram)
}
