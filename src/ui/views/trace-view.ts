// The Trace view: the exchange of the check the cursor is on, as it was on the wire.

import { linesOf, type LineOptions } from '../../trace/index.ts'
import { currentCheck, type CheckView, type SessionState } from '../../workbook/index.ts'
import { escapeControls } from '../text/escape.ts'
import { blank, seg, type Line } from '../text/line.ts'
import { pageOf, stackPages, type Page } from '../text/page.ts'
import { wrapText } from '../text/wrap.ts'
import { markOf } from './checks.ts'
import { reasonOf, stateOf } from './checks-view.ts'
import type { Look } from './look.ts'
import { tracePage } from './trace-lines.ts'

export const traceViewPage = (state: SessionState, look: Look): Page => {
  const view = currentCheck(state)
  const result = view?.result
  if (view === undefined || result === undefined || result.trace.events.length === 0)
    return pageOf(nothingYet(state, look))
  const replay = state.run.last?.explanations.get(view.check.id)?.replay
  const lines = linesOf(result.trace, optionsOf(state, view.check.id))
  return stackPages([
    pageOf([
      titleOf(view),
      ...(replay === undefined
        ? []
        : wrapText(replay, 'notice', look.columns, { first: [seg('  ')], rest: [seg('  ')] })),
      blank,
    ]),
    tracePage(lines, { columns: look.columns, directory: state.opened.directory, margin: 'times', foldKey: 'f' }),
  ])
}

const optionsOf = (state: SessionState, check: string): LineOptions => {
  const fault = state.run.last?.faults.get(check)
  return {
    bodies: state.trace.bodies,
    lineEnds: state.trace.lineEnds,
    unfolded: state.trace.unfolded,
    output: 'shown',
    ...(fault === undefined ? {} : { fault }),
  }
}

const nothingYet = (state: SessionState, look: Look): readonly Line[] => {
  const view = currentCheck(state)
  if (view?.result === undefined)
    return wrapText(
      `The bytes of each check appear here once ${escapeControls(state.opened.subject)} has been run.`,
      'dim',
      look.columns,
    )
  const reason = reasonOf(state, view) ?? 'No bytes passed.'
  return [titleOf(view), blank, ...wrapText(escapeControls(reason), 'notice', look.columns)]
}

const titleOf = (view: CheckView): Line => {
  const { mark, role } = markOf(stateOf(view))
  return [seg(`${mark} `, role), seg(escapeControls(view.check.title), 'strong')]
}
