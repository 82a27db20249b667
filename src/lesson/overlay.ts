// What a lesson's programs are made of: each state of a lesson lies over the one before it. Knows no check and no text.

import type { Files } from './pack.ts'

/** The folders of one lesson as written, file name to content. */
export type LessonLayers = { readonly start: Files; readonly solution: Files }

export type LessonStates = {
  /** The solution of the lesson before, and over it this lesson's start. */
  readonly start: Files
  /** That, and over it this lesson's solution. */
  readonly solution: Files
}

/** `lessons` are all from the first to the one asked for; of the first, only its own files exist. */
export const overlay = (lessons: readonly LessonLayers[]): LessonStates =>
  lessons.reduce<LessonStates>(
    (before, { start, solution }) => {
      const started = over(before.solution, start)
      return { start: started, solution: over(started, solution) }
    },
    { start: new Map(), solution: new Map() },
  )

/** `upper` over `lower`: where both have a file, the upper one's counts. */
export const over = (lower: Files, upper: Files): Files => new Map([...lower, ...upper])
