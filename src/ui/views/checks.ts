// Results of checks to lines: a row for each, a sentence for all of them.

import type { CheckResult, RunReport } from '../../runner/index.ts'
import type { NotRunReason } from '../../check/index.ts'
import { escapeControls } from '../text/escape.ts'
import { lineWidth, seg, type Line } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import { cutLine } from '../text/fit.ts'

export type CheckState =
  | { readonly type: 'waiting' }
  | { readonly type: 'running' }
  | { readonly type: 'passed' }
  | { readonly type: 'failed'; readonly code: string }
  | { readonly type: 'not-run'; readonly because: string }

/** The mark and its role. Every mark has its own shape: colour only repeats it. */
export const markOf = (state: CheckState): { readonly mark: string; readonly role: Role } => marks[state.type]

const marks = {
  waiting: { mark: '○', role: 'not-run' },
  running: { mark: '◐', role: 'running' },
  passed: { mark: '✓', role: 'passed' },
  failed: { mark: '✗', role: 'failed' },
  'not-run': { mark: '·', role: 'not-run' },
} as const satisfies Record<CheckState['type'], { mark: string; role: Role }>

export const checkState = (result: CheckResult): CheckState => {
  switch (result.verdict.type) {
    case 'passed':
      return { type: 'passed' }
    case 'failed':
      return { type: 'failed', code: result.verdict.diagnosis.code }
    case 'not-run':
      return { type: 'not-run', because: reasonOf(result.verdict.because) }
  }
}

const reasonOf = (because: NotRunReason): string => {
  switch (because.type) {
    case 'needs':
    case 'program':
      return 'not run'
    case 'other-arguments':
      return 'other arguments'
    case 'not-selected':
      return 'not selected'
    case 'cancelled':
      return 'cancelled'
  }
}

/** One row: mark, title, and at the right what there is to add: `note`, or what the state says. */
export const checkRow = (title: string, state: CheckState, columns: number, note = noteOf(state)): Line => {
  const { mark, role } = markOf(state)
  const right = note === undefined ? undefined : seg(note, 'dim')
  const left: Line = [
    seg(`${mark} `, role),
    seg(escapeControls(title), state.type === 'waiting' || state.type === 'not-run' ? 'dim' : 'text'),
  ]
  if (right === undefined) return cutLine(left, columns)
  const room = columns - lineWidth([right]) - 2
  // The mark of a check that was not run says so already: its title comes first.
  if (state.type === 'not-run' && lineWidth(left) > room) return cutLine(left, columns)
  // Half of the row belongs to the title: what the reason cannot say there, the opened check says.
  if (room < Math.min(columns / 2, lineWidth(left))) return cutLine(left, columns)
  const cut = cutLine(left, room)
  return [...cut, seg(' '.repeat(columns - lineWidth(cut) - lineWidth([right]))), right]
}

const noteOf = (state: CheckState): string | undefined => {
  if (state.type === 'failed') return state.code
  return state.type === 'not-run' ? state.because : undefined
}

/** Many checks as one: what is worst of them, and in a few words how many. */
export const stateOfMany = (states: readonly CheckState[]): { readonly state: CheckState; readonly note: string } => {
  const count = (type: CheckState['type']): number => states.filter(state => state.type === type).length
  const all = states.length
  const failed = states.find(state => state.type === 'failed')
  if (failed !== undefined) return { state: failed, note: `${count('failed')} of ${all} failed` }
  const notRun = states.find(state => state.type === 'not-run')
  if (notRun?.type === 'not-run')
    return { state: notRun, note: count('not-run') === all ? notRun.because : `${count('not-run')} of ${all} not run` }
  if (count('passed') === all) return { state: { type: 'passed' }, note: `${all} cases` }
  const isUnderWay = count('running') > 0 || count('passed') > 0
  return isUnderWay
    ? { state: { type: 'running' }, note: `${count('passed')} of ${all}` }
    : { state: { type: 'waiting' }, note: `${all} cases` }
}

/** `4 of 12 passed`, `all 12 checks passed`. */
export const passedText = (states: readonly CheckState[]): string => {
  const passed = states.filter(({ type }) => type === 'passed').length
  if (passed < states.length) return `${passed} of ${states.length} passed`
  return passed === 1 ? 'the check passed' : `all ${passed} checks passed`
}

/** ` · 1 failed · 7 not run`: what is to be added when not all passed. */
const othersText = (states: readonly CheckState[]): string => {
  const count = (type: CheckState['type']): number => states.filter(state => state.type === type).length
  const others = [[count('failed'), 'failed'] as const, [count('not-run'), 'not run'] as const]
  return others.map(([number, what]) => (number === 0 ? '' : ` · ${number} ${what}`)).join('')
}

/** The last line of a report, and of the screen: the verdict in a sentence. */
export const verdictLine = (report: RunReport): Line => {
  const states = report.checks.map(checkState)
  const time = ` · ${Math.round(report.durationMs)} ms`
  switch (report.verdict) {
    case 'passed':
      return [seg('✓ ', 'passed'), seg(passedText(states), 'passed'), seg(time, 'dim')]
    case 'failed':
      return [seg('✗ ', 'failed'), seg(passedText(states), 'failed'), seg(othersText(states) + time, 'dim')]
    case 'error':
      return [seg('✗ ', 'failed'), seg(escapeControls(report.error ?? 'the run could not be finished'), 'failed')]
    case 'cancelled':
      return [seg('· ', 'not-run'), seg('cancelled', 'not-run')]
  }
}
