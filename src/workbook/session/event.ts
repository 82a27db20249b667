// Everything that can happen to a session, and everything it can ask for in return.

import type { CheckToRun, RunProgress, RunReport } from '../../runner/index.ts'
import type { RequestPath } from '../request-path.ts'
import type { Key } from './key.ts'
import type { Judged, LessonMemory, OpenedLesson, Size } from './state.ts'

export type SessionEvent =
  /** `sinceSameMs`: since the same key came before; undefined when another key, or none, was the last. */
  | { readonly type: 'key'; readonly key: Key; readonly page: PageFacts; readonly sinceSameMs: number | undefined }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'file-saved'; readonly mine: ReadonlyMap<string, string> }
  | { readonly type: 'run-progress'; readonly run: number; readonly progress: RunProgress }
  | { readonly type: 'run-finished'; readonly run: number; readonly judged: Judged }
  /** Our own failure, not the learner's: the run could not be made. */
  | { readonly type: 'run-broke'; readonly run: number; readonly problem: string }
  /** `path`: undefined when the request could not be followed. */
  | { readonly type: 'request-followed'; readonly run: number; readonly path: RequestPath | undefined }
  | { readonly type: 'tick'; readonly run: number; readonly elapsedMs: number }
  | { readonly type: 'editor-closed'; readonly problem: string | undefined }
  | { readonly type: 'lesson-opened'; readonly opened: OpenedLesson }
  /** Something outside went wrong and the session goes on: a file that cannot be written. */
  | { readonly type: 'trouble'; readonly sentence: string }

/** What the view looked like when the key was pressed: the session scrolls by it and lays nothing out itself. */
export type PageFacts = {
  /** Rows on screen. */
  readonly rows: number
  /** Rows there are. */
  readonly height: number
  readonly anchors: readonly { readonly id: string; readonly top: number; readonly height: number }[]
  /** Rows that have what is searched for. */
  readonly matches: readonly number[]
}

export type Effect =
  | { readonly type: 'run-checks'; readonly run: number; readonly checks: readonly CheckToRun[] }
  | { readonly type: 'cancel-run' }
  /** Follows one request through the program, beside what `report` already shows. */
  | { readonly type: 'follow-request'; readonly run: number; readonly report: RunReport }
  | { readonly type: 'open-editor'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly type: 'open-lesson'; readonly number: number }
  | { readonly type: 'save-progress'; readonly slug: string; readonly memory: LessonMemory }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' }

export const noPage: PageFacts = { rows: 1, height: 1, anchors: [], matches: [] }
