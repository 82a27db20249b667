// The data of a course: what a pack says once it has been read and its snippets woven in.

import type { Argument } from '../runner/index.ts'
import type { Transcript } from '../transcript/index.ts'

export type Course = {
  /** The folder that holds `course.json`, `lessons/` and `fixtures/`. */
  readonly directory: string
  readonly title: string
  readonly lessons: readonly LessonEntry[]
}

/** A row of the map. A lesson that is announced but not yet written has no folder. */
export type LessonEntry = {
  readonly number: number
  readonly slug: string
  readonly title: string
  readonly minutes: number | undefined
  readonly isWritten: boolean
  /** One of its steps is the contract. */
  readonly hasContract?: true
  /** What the learner's program can do once it is passed, in a sentence. */
  readonly built?: string
}

/** Languages a text may be written in; `en` is `text.md`, another is `text.LANGUAGE.md`. */
export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** A lesson without its prose and its wrong programs: all that a check needs. */
export type Exercise = Omit<Lesson, 'text' | 'attempts'>

export type Lesson = {
  readonly number: number
  readonly slug: string
  readonly title: string
  readonly minutes: number
  readonly steps: readonly LessonStep[]
  readonly checks: readonly LessonCheck[]
  readonly hints: readonly Hint[]
  /** What the program is started with, unless a check says otherwise. */
  readonly argv: readonly Argument[]
  /** File name to content: the applications that the program is started with, as learners get them. */
  readonly apps: ReadonlyMap<string, string>
  readonly text: readonly Block[]
  /** File name to content: what a learner starts from (the overlay of earlier lessons included). */
  readonly start: ReadonlyMap<string, string>
  /** The start, and over it what the lesson makes of it. */
  readonly solution: ReadonlyMap<string, string>
  readonly attempts: readonly Attempt[]
}

export type LessonStep = {
  readonly id: string
  readonly title: string
  readonly checks: readonly string[]
  /** Its checks are the cases of the contract. */
  readonly contract?: true
}

export type LessonCheck = {
  readonly id: string
  readonly title: string
  readonly fixture: string
  readonly transcript: Transcript
  readonly needs: readonly string[]
  /** The slug of the first lesson in which it no longer holds; absent when it holds to the end. */
  readonly until?: string
  /** What the program is started with for this check; absent: what the lesson says. */
  readonly argv?: readonly Argument[]
  /** `last`: only once all others have passed. */
  readonly runs?: 'last'
}

/** Levels run from a nudge to a worked fragment. A hint hangs on a step, a check or a diagnosis code. */
export type Hint = {
  readonly on: { readonly type: 'step' | 'check' | 'code'; readonly id: string }
  readonly levels: readonly string[]
}

/** A half-way or wrong program that must fail `check` with `code`. `files` lie over the solution. */
export type Attempt = {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
  readonly check: string
  readonly code: string
  readonly why: string
}

/** A piece of lesson text, ready to be wrapped to any width. */
export type Block =
  | { readonly type: 'heading'; readonly depth: number; readonly text: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string; readonly caption: string | undefined }
  | {
      readonly type: 'table'
      readonly header: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly type: 'predict'; readonly question: readonly Block[]; readonly answer: readonly Block[] }
  | { readonly type: 'quiz'; readonly question: readonly Block[]; readonly choices: readonly QuizChoice[] }
  | { readonly type: 'rule' }
export type Inline = {
  readonly type: 'text' | 'strong' | 'emphasis' | 'code' | 'link'
  readonly text: string
  readonly href?: string
}
export type QuizChoice = {
  readonly text: readonly Inline[]
  readonly isRight: boolean
  readonly explanation: readonly Inline[]
}
