// The Checks view: a window of rows around the cursor, and below it, nearest to the keys, what is wrong with the one it is on.

import {
  checkRowsOf,
  currentCheck,
  currentRow,
  type CheckRow,
  type CheckRowOfStep,
  type CheckView,
  type SessionState,
} from '../../workbook/index.ts'
import { fitLine, fitRows } from '../text/fit.ts'
import { escapeControls } from '../text/escape.ts'
import { blank, lineOf, seg, withRole, type Line } from '../text/line.ts'
import { wrapText } from '../text/wrap.ts'
import { checkRow, checkState, stateOfMany, type CheckState } from './checks.ts'
import { failureLines, placeOf } from './failure.ts'
import type { Look } from './look.ts'
import { placeText } from './place.ts'

export type ChecksPane = {
  readonly lines: readonly Line[]
  /** Which of the checks are listed; undefined when all of them are. */
  readonly place: string | undefined
}

/** `cursor: shown` where keys move it; without it the pane only tells. */
export const checksPane = (state: SessionState, look: Look, cursor: 'shown' | 'hidden'): ChecksPane => {
  const rows = checkRowsOf(state)
  const current = currentRow(state)
  const detail = current === undefined ? [] : detailLines(state, current, look, cursor)
  // The list keeps at least a third of the height, the detail the end of it.
  const listRows = Math.min(rows.length, Math.max(3, Math.floor(look.rows / 3), look.rows - detail.length - 1))
  const start = windowStart(
    rows.length,
    rows.findIndex(({ id }) => id === current?.id),
    listRows,
  )
  const list = rows
    .slice(start, start + listRows)
    .map(row => rowLine(row, look.columns, cursor, row.id === current?.id))
  const room = look.rows - list.length - 1
  return {
    lines: fitRows([...list, blank, ...shortened(detail, room, look.columns)], look.rows),
    place: placeText(start, listRows, rows.length),
  }
}

// The cursor has a mark of its own: colour only repeats it.
const rowLine = (row: CheckRow, columns: number, cursor: 'shown' | 'hidden', isHere: boolean): Line => {
  if (cursor === 'hidden') return rowText(row, columns)
  const text = rowText(row, columns - 2)
  return isHere ? withRole(fitLine([seg('▸ '), ...text], columns), 'selected') : [seg('  '), ...text]
}

const rowText = (row: CheckRow, columns: number): Line => {
  if (row.type === 'check') return checkRow(row.view.check.title, stateOf(row.view), columns)
  const { state, note } = stateOfMany(row.views.map(stateOf))
  return checkRow(row.step.title, state, columns, note)
}

export const stateOf = (view: CheckView): CheckState => {
  if (view.isRunning) return { type: 'running' }
  return view.result === undefined ? { type: 'waiting' } : checkState(view.result)
}

/** Where a window of `size` starts that has `index` in it, as near the middle as the ends allow. */
export const windowStart = (count: number, index: number, size: number): number =>
  Math.max(0, Math.min(index - Math.floor(size / 2), count - size))

const shortened = (lines: readonly Line[], rows: number, columns: number): readonly Line[] => {
  if (lines.length <= rows) return lines
  return [
    ...lines.slice(0, Math.max(0, rows - 1)),
    fitLine([seg('… ', 'dim'), seg('2 Enter', 'key'), seg(' shows all of it', 'dim')], columns),
  ]
}

const detailLines = (state: SessionState, row: CheckRow, look: Look, cursor: 'shown' | 'hidden'): readonly Line[] =>
  row.type === 'step' ? stepLines(state, row, look.columns, cursor) : checkLines(state, row.view, look, cursor)

const stepLines = (
  state: SessionState,
  { views, isOpen }: CheckRowOfStep,
  columns: number,
  cursor: 'shown' | 'hidden',
): readonly Line[] => {
  if (cursor === 'hidden') return []
  const notRun = views.find(({ result }) => result?.verdict.type === 'not-run')
  const reason = notRun === undefined ? undefined : reasonOf(state, notRun)
  return [
    ...(reason === undefined ? [] : wrapText(escapeControls(reason), 'notice', columns, indented)),
    ...(isOpen
      ? []
      : wrapText(
          `Each of these ${views.length} cases is a check of its own; Enter lists them.`,
          'dim',
          columns,
          indented,
        )),
  ]
}

const checkLines = (state: SessionState, view: CheckView, look: Look, cursor: 'shown' | 'hidden'): readonly Line[] => {
  const columns = look.columns
  const result = view.result
  const explanation = state.run.last?.explanations.get(view.check.id)
  if (result?.verdict.type === 'failed' && explanation !== undefined) {
    return [
      ...(cursor === 'shown' ? [] : [lineOf(escapeControls(view.check.title), 'strong')]),
      ...failureLines(explanation, {
        columns,
        keys: nextKeys(state, explanation.source !== undefined),
        directory: state.opened.directory,
      }),
    ]
  }
  if (cursor === 'hidden') return []
  const reason = reasonOf(state, view)
  return [
    ...(reason === undefined ? [] : wrapText(escapeControls(reason), 'notice', columns, indented)),
    ...wrapText(escapeControls(whyOf(view)), 'dim', columns, indented),
  ]
}

/** Why the check was not run, in a sentence; undefined when it was. */
export const reasonOf = (state: SessionState, { result }: CheckView): string | undefined => {
  if (result?.verdict.type !== 'not-run') return undefined
  const { because } = result.verdict
  switch (because.type) {
    case 'needs':
      return `Not run: first “${titleOf(state, because.check)}” must pass.`
    case 'program':
      return `Not run: see “${titleOf(state, because.check)}”.`
    case 'other-arguments':
      return 'Not run: it starts the server with other arguments, and this one runs already.'
    case 'not-selected':
      return 'Not run: it was not selected.'
    case 'cancelled':
      return 'Not run: the run was cancelled.'
  }
}

const titleOf = (state: SessionState, id: string): string =>
  state.opened.lesson.checks.find(check => check.id === id)?.title ?? id

const indented = { first: [seg('  ')], rest: [seg('  ')] }

/** Why the check is there, in the words of its fixture. */
export const whyOf = (view: CheckView): string => view.check.transcript.why.join(' ')

const nextKeys = (state: SessionState, hasPlace: boolean): Line => {
  const source = hasPlace ? state.run.last?.explanations.get(currentCheck(state)?.check.id ?? '')?.source : undefined
  const edit: Line =
    state.opened.file === undefined
      ? []
      : [dot, seg('e', 'key'), seg(source === undefined ? ' edit' : ` open ${placeOf(source, undefined)}`, 'key-label')]
  return [seg('h', 'key'), seg(' hint', 'key-label'), dot, seg('t', 'key'), seg(' trace', 'key-label'), ...edit]
}

const dot = seg(' · ', 'dim')
