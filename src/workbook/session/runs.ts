// A run's life in the session: begun by a save or a key, followed, and its verdict remembered. Older runs are cancelled.

import { checkToRun } from '../../lesson/index.ts'
import type { RunProgress } from '../../runner/index.ts'
import type { Effect, SessionEvent } from './event.ts'
import { fromItsStart } from './moving.ts'
import { memoryOf, remembering, type Judged, type SessionState } from './state.ts'

type Ran = readonly [SessionState, readonly Effect[]]

/** Begins run N+1. What was on screen stays until its verdict is there. */
export const startRun = (state: SessionState): Ran => {
  const number = state.run.number + 1
  const run = {
    ...state.run,
    number,
    phase: 'checking',
    finished: [],
    running: new Set<string>(),
    elapsedMs: 0,
    problem: undefined,
  } as const
  const checks = state.opened.lesson.checks.map(checkToRun)
  const cancel: readonly Effect[] = state.run.phase === 'checking' ? [{ type: 'cancel-run' }] : []
  return [
    fromItsStart(state, { ...state, run, path: undefined }),
    [...cancel, { type: 'run-checks', run: number, checks }],
  ]
}

type RunEvent = Extract<SessionEvent, { readonly type: 'run-progress' | 'run-finished' | 'run-broke' | 'tick' }>

/** Takes a run further. An event of a run that is over, or was never begun here, changes nothing. */
export const followRun = (state: SessionState, event: RunEvent): Ran => {
  if (event.run !== state.run.number || state.run.phase === 'idle') return [state, []]
  switch (event.type) {
    case 'run-progress':
      return [fromItsStart(state, noteProgress(state, event.progress)), []]
    case 'run-finished':
      return finishRun(state, event.judged)
    case 'run-broke':
      return [fromItsStart(state, { ...state, run: { ...ended(state), problem: event.problem } }), []]
    case 'tick':
      return [{ ...state, run: { ...state.run, elapsedMs: event.elapsedMs } }, []]
  }
}

const ended = ({ run }: SessionState): SessionState['run'] => ({
  ...run,
  phase: 'idle',
  running: new Set(),
  finished: [],
})

const noteProgress = (state: SessionState, progress: RunProgress): SessionState => {
  const { run } = state
  switch (progress.type) {
    case 'listening':
      return state
    case 'check-started':
      return { ...state, run: { ...run, running: new Set([...run.running, progress.id]) } }
    case 'check-finished': {
      const running = new Set(run.running)
      running.delete(progress.result.id)
      return { ...state, run: { ...run, running, finished: [...run.finished, progress.result] } }
    }
  }
}

/** A passed lesson stays passed: a later experiment that fails takes nothing away. */
const finishRun = (state: SessionState, judged: Judged): Ran => {
  if (judged.report.verdict === 'cancelled') return [fromItsStart(state, { ...state, run: ended(state) }), []]
  const judgedState = fromItsStart(state, {
    ...state,
    run: { ...ended(state), last: judged },
    // The cursor goes to the first fault again, unless the check it was put on has failed too.
    chosen: { ...state.chosen, check: stillFailing(state.chosen.check, judged), hint: undefined },
    trace: { ...state.trace, unfolded: new Set() },
  })
  if (judged.report.verdict === 'error') return [judgedState, []]
  const checks = judged.report.checks
  const lastRun = { passed: checks.filter(({ verdict }) => verdict.type === 'passed').length, all: checks.length }
  const remembered = remembering(judgedState, {
    lastRun,
    isPassed: memoryOf(state).isPassed || judged.report.verdict === 'passed',
  })
  return [remembered, [{ type: 'save-progress', slug: state.opened.lesson.slug, memory: memoryOf(remembered) }]]
}

const stillFailing = (id: string | undefined, { report }: Judged): string | undefined =>
  report.checks.some(result => result.id === id && result.verdict.type === 'failed') ? id : undefined
