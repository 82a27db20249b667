// Looking back on a lesson that is passed: what has been built, and the path of one request through it.

import type { Effect, SessionEvent } from './event.ts'
import type { SessionState } from './state.ts'

/** Opens the page. The request is followed once for each run, when somebody wants to see it. */
export const lookBack = (state: SessionState): readonly [SessionState, readonly Effect[]] => {
  const opened: SessionState = { ...state, mode: { type: 'built', top: 0 } }
  const report = state.run.last?.report
  if (state.path !== undefined || report === undefined || state.run.phase === 'checking') return [opened, []]
  return [{ ...opened, path: { type: 'looking' } }, [{ type: 'follow-request', run: state.run.number, report }]]
}

/** A path through a program that has been saved again since is of no interest. */
export const noteFollowed = (
  state: SessionState,
  { run, path }: Extract<SessionEvent, { type: 'request-followed' }>,
): SessionState => {
  if (run !== state.run.number) return state
  return { ...state, path: path === undefined ? { type: 'unknown' } : { type: 'found', path } }
}
