// Everything the screen knows, as one value. No layout, no IO, no clock.

import type { Explanation } from '../../check/index.ts'
import type { Course, Lesson } from '../../lesson/index.ts'
import type { CheckResult, RunReport } from '../../runner/index.ts'
import type { LineFault } from '../../trace/index.ts'
import type { RequestPath } from '../request-path.ts'

export const views = ['lesson', 'checks', 'trace', 'hints', 'solution', 'map'] as const
export type View = (typeof views)[number]

export type SessionState = {
  readonly course: Pick<Course, 'title' | 'lessons'>
  readonly opened: OpenedLesson
  /** By slug: what is remembered of each lesson, the open one included. */
  readonly memories: ReadonlyMap<string, LessonMemory>
  readonly size: Size
  readonly view: View
  /** Views to go back to, the oldest first: Esc takes the one at the end. Each is there once, and the open one never. */
  readonly trail: readonly View[]
  readonly mode: Mode
  readonly chosen: Chosen
  /** Steps whose checks are listed one by one, where the step has one row otherwise. */
  readonly openSteps: ReadonlySet<string>
  readonly trace: TraceChoices
  /** What was searched for last; undefined when nothing is. */
  readonly search: string | undefined
  readonly run: RunState
  /** The path of one request through the program as it was last run; undefined when nobody has asked for it. */
  readonly path: PathState | undefined
  /** A sentence about the last key, gone with the next one. */
  readonly notice: string | undefined
}

export type Size = { readonly columns: number; readonly rows: number }

/** A lesson and the learner's files for it. */
export type OpenedLesson = {
  readonly lesson: Lesson
  /** The folder that paths are shown relative to. */
  readonly directory: string
  /** The file the editor opens, absolute; undefined when the server under test is not a file. */
  readonly file: string | undefined
  /** What is checked, in words: `01-echo/server.ts`, `python3 server.py {port}`. */
  readonly subject: string
  /** The learner's files by their names in the lesson, as last read. */
  readonly mine: ReadonlyMap<string, string>
}

/** What outlives the session, for each lesson. */
export type LessonMemory = {
  /** Levels opened, by the hint's key. */
  readonly hints: Readonly<Record<string, number>>
  /** By the question's number in the text. */
  readonly answers: Readonly<Record<string, Answer>>
  /** First row shown, by view. */
  readonly places: Readonly<Partial<Record<View, number>>>
  readonly isSolutionSeen: boolean
  readonly isPassed: boolean
  /** Of the last finished run. */
  readonly lastRun: { readonly passed: number; readonly all: number } | undefined
}

/** Wrong choices tried before, the right one last; or what was predicted. */
export type Answer = { readonly tried: readonly number[]; readonly isDone: boolean; readonly text: string | undefined }

export const noMemory: LessonMemory = {
  hints: {},
  answers: {},
  places: {},
  isSolutionSeen: false,
  isPassed: false,
  lastRun: undefined,
}

/** What keys mean at the moment, above the view. */
export type Mode =
  | { readonly type: 'reading' }
  /** Closing it leads back to what it covers. */
  | { readonly type: 'help'; readonly top: number; readonly covers: Covered }
  | { readonly type: 'searching'; readonly text: string }
  /** A quiz question is being answered. */
  | { readonly type: 'choosing'; readonly question: number; readonly cursor: number }
  /** A prediction is being typed. */
  | { readonly type: 'typing'; readonly question: number; readonly text: string }
  /** One check, opened to the whole view. */
  | { readonly type: 'check'; readonly top: number }
  /** What has been built, once the lesson is passed. */
  | { readonly type: 'built'; readonly top: number }

/** What the help may be opened over. */
export type Covered = Extract<Mode, { readonly type: 'reading' | 'check' | 'built' }>

/** What the cursor is on in each view. undefined leaves it to the session: the first that failed, the first unread. */
export type Chosen = {
  /** A row of the checks. */
  readonly check: string | undefined
  readonly hint: string | undefined
  readonly lesson: number | undefined
  readonly question: number | undefined
}

export type TraceChoices = {
  readonly bodies: 'pretty' | 'hex'
  readonly lineEnds: 'shown' | 'hidden'
  readonly unfolded: ReadonlySet<string>
}

export type RunState = {
  /** Counts up with each run; results of any other are stale. 0 before the first. */
  readonly number: number
  readonly phase: 'idle' | 'checking'
  /** Of the run that is going on. */
  readonly finished: readonly CheckResult[]
  readonly running: ReadonlySet<string>
  /** Milliseconds the run has taken so far, as the last tick said. */
  readonly elapsedMs: number
  /** The last verdict: it stays until the next one. */
  readonly last: Judged | undefined
  /** Our own failure to run at all. */
  readonly problem: string | undefined
}

/** `unknown`: it could not be followed. */
export type PathState =
  { readonly type: 'looking' | 'unknown' } | { readonly type: 'found'; readonly path: RequestPath }

/** A report with all that a screen needs to explain it. By the ids of checks. */
export type Judged = {
  readonly report: RunReport
  readonly explanations: ReadonlyMap<string, Explanation>
  readonly faults: ReadonlyMap<string, LineFault>
}

export const noRun: RunState = {
  number: 0,
  phase: 'idle',
  finished: [],
  running: new Set(),
  elapsedMs: 0,
  last: undefined,
  problem: undefined,
}

export type SessionStart = {
  readonly course: Pick<Course, 'title' | 'lessons'>
  readonly opened: OpenedLesson
  readonly memories: ReadonlyMap<string, LessonMemory>
  readonly size: Size
}

/** A session as it begins: the lesson's text, at the place where it was left. */
export const initialState = (start: SessionStart): SessionState => ({
  ...start,
  view: 'lesson',
  trail: [],
  mode: { type: 'reading' },
  chosen: nothingChosen,
  openSteps: new Set(),
  trace: { bodies: 'pretty', lineEnds: 'hidden', unfolded: new Set() },
  search: undefined,
  run: noRun,
  path: undefined,
  notice: undefined,
})

export const nothingChosen: Chosen = { check: undefined, hint: undefined, lesson: undefined, question: undefined }

export const memoryOf = (state: SessionState): LessonMemory => state.memories.get(state.opened.lesson.slug) ?? noMemory

/** The state with something else remembered of the open lesson. */
export const remembering = (state: SessionState, change: Partial<LessonMemory>): SessionState => ({
  ...state,
  memories: new Map(state.memories).set(state.opened.lesson.slug, { ...memoryOf(state), ...change }),
})
