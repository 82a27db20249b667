// The checks as a list of rows: each check has one, and a step that is the contract has one for all of its cases until it
// is opened; those that failed are listed anyway. Changes nothing.

import type { LessonCheck, LessonStep } from '../../lesson/index.ts'
import type { CheckResult } from '../../runner/index.ts'
import type { SessionState } from './state.ts'

/** A check of the lesson with its result, if it has one, and whether it is running now. */
export type CheckView = {
  readonly check: LessonCheck
  readonly result: CheckResult | undefined
  readonly isRunning: boolean
}

/** `id`: of a check its own, of a step one that no check has. */
export type CheckRow = CheckRowOfOne | CheckRowOfStep
export type CheckRowOfOne = { readonly type: 'check'; readonly id: string; readonly view: CheckView }
export type CheckRowOfStep = {
  readonly type: 'step'
  readonly id: string
  readonly step: LessonStep
  readonly views: readonly CheckView[]
  readonly isOpen: boolean
}

/** The checks in the order of the lesson. The last verdict stays until there is a new one; before the first, progress is shown. */
export const checksOf = (state: SessionState): readonly CheckView[] => {
  const results = new Map((state.run.last?.report.checks ?? state.run.finished).map(result => [result.id, result]))
  const isFirst = state.run.last === undefined
  return state.opened.lesson.checks.map(check => ({
    check,
    result: results.get(check.id),
    isRunning: isFirst && state.run.running.has(check.id),
  }))
}

export const checkRowsOf = (state: SessionState): readonly CheckRow[] => {
  const views = checksOf(state)
  const contract = state.opened.lesson.steps.find(step => step.contract === true)
  if (contract === undefined) return views.map(rowOf)
  const cases = new Set(contract.checks)
  const own = views.filter(({ check }) => cases.has(check.id))
  const isOpen = state.openSteps.has(contract.id)
  const listed = isOpen ? own : own.filter(hasFailed)
  return [
    ...views.filter(({ check }) => !cases.has(check.id)).map(rowOf),
    { type: 'step', id: `step ${contract.id}`, step: contract, views: own, isOpen },
    ...listed.map(rowOf),
  ]
}

const rowOf = (view: CheckView): CheckRowOfOne => ({ type: 'check', id: view.check.id, view })

const hasFailed = ({ result }: CheckView): boolean => result?.verdict.type === 'failed'

/** The row the cursor is on: the chosen one, else the first check that failed, else the first row. */
export const currentRow = (state: SessionState): CheckRow | undefined => {
  const rows = checkRowsOf(state)
  return (
    rows.find(row => row.id === state.chosen.check) ??
    rows.find(row => row.type === 'check' && hasFailed(row.view)) ??
    rows[0]
  )
}

/** The check the cursor is on; of a step, the first that failed, else its first. */
export const currentCheck = (state: SessionState): CheckView | undefined => {
  const row = currentRow(state)
  return row?.type === 'step' ? (row.views.find(hasFailed) ?? row.views[0]) : row?.view
}

/** The state with the cases of the step listed, or not listed any more. The cursor stays on the step. */
export const toggleStep = (state: SessionState, { id, step }: CheckRowOfStep): SessionState => {
  const openSteps = new Set(state.openSteps)
  if (!openSteps.delete(step.id)) openSteps.add(step.id)
  return { ...state, openSteps, chosen: { ...state.chosen, check: id } }
}
