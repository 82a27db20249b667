// A whole run as lines, for those who read it once from top to bottom: rows, the root cause, the verdict last.

import type { Explanation } from '../../check/index.ts'
import type { CheckResult, RunReport } from '../../runner/index.ts'
import type { Trace } from '../../trace/index.ts'
import { blank, indent, lineOf, seg, type Line } from '../text/line.ts'
import { checkRow, checkState, stateOfMany, verdictLine, type CheckState } from './checks.ts'
import { failureLines } from './failure.ts'
import { outputLines } from './output.ts'

export type Report = {
  readonly title: string | undefined
  readonly report: RunReport
  readonly explanations: ReadonlyMap<string, Explanation>
  readonly nextSteps?: readonly string[]
  /** Checks that share a row, but for those of them that failed. */
  readonly shared?: SharedRow | undefined
}

export type SharedRow = { readonly title: string; readonly checks: readonly string[] }

const outputRows = 10

export const reportLines = (
  parts: Report,
  look: { readonly columns: number; readonly directory: string | undefined },
): readonly Line[] => {
  const failed = firstOfEachCode(parts.report.checks)
  return [
    ...(parts.title === undefined ? [] : [lineOf(parts.title, 'heading'), blank]),
    ...allRows(parts, look.columns),
    ...failed.flatMap(result => [blank, ...failedLines(result, parts, look)]),
    ...(failed.length > 0
      ? []
      : sectionOf('printed at start', outputLines(atStart(parts.report.program), look.columns, outputRows))),
    blank,
    verdictLine(parts.report),
    ...(parts.report.verdict === 'passed' ? [] : [lineOf(`  seed ${parts.report.seed}`, 'dim')]),
    ...(parts.nextSteps ?? []).map(step => lineOf(`  ${step}`, 'dim')),
  ]
}

/** The same code again has the same cause, nearly always: it is told once, where it shows first. */
const firstOfEachCode = (results: readonly CheckResult[]): readonly CheckResult[] => {
  const codes = results.map(({ verdict }) => (verdict.type === 'failed' ? verdict.diagnosis.code : undefined))
  return results.filter((_, index) => codes[index] !== undefined && codes.indexOf(codes[index]) === index)
}

/** Later it prints for somebody, also where nobody can tell for whom. */
const atStart = (program: RunReport['program']): RunReport['program'] => {
  const listening = program.find(({ type }) => type === 'listening')
  return listening === undefined ? program : program.filter(({ atMs }) => atMs < listening.atMs + firstWordsMs)
}

/** A program says that it listens just after it does. */
const firstWordsMs = 20

const allRows = ({ report, shared }: Report, columns: number): readonly Line[] => {
  const ids = new Set(shared?.checks)
  const own = report.checks.filter(({ id }) => ids.has(id))
  if (shared === undefined || own.length < sharedRows) return checkRows(report.checks, columns)
  const { state, note } = stateOfMany(own.map(checkState))
  const failed = own.filter(({ verdict }) => verdict.type === 'failed')
  return [
    ...checkRows(
      report.checks.filter(({ id }) => !ids.has(id)),
      columns,
    ),
    checkRow(shared.title, state, columns, note),
    ...indent(checkRows(failed.slice(0, mostFailed), columns - 2), [seg('  ')]),
    ...(failed.length > mostFailed ? [lineOf(`    and ${failed.length - mostFailed} more`, 'dim')] : []),
  ]
}

const mostFailed = 12

/** Checks that were not run for one reason, next to each other, share a row: what matters is the reason. */
const checkRows = (results: readonly CheckResult[], columns: number): readonly Line[] => {
  const rows: Line[] = []
  for (let index = 0; index < results.length;) {
    const state = checkState(results[index]!)
    const same = results.slice(index).findIndex(result => !isSameReason(checkState(result), state))
    const count = state.type !== 'not-run' ? 1 : same < 0 ? results.length - index : same
    const title = count < sharedRows ? results[index]!.title : `${count} checks`
    rows.push(checkRow(title, state, columns))
    index += count < sharedRows ? 1 : count
  }
  return rows
}

const sharedRows = 3

const isSameReason = (one: CheckState, other: CheckState): boolean =>
  one.type === 'not-run' && other.type === 'not-run' && one.because === other.because

const failedLines = (
  result: CheckResult,
  parts: Report,
  look: { readonly columns: number; readonly directory: string | undefined },
): readonly Line[] => {
  const explanation = parts.explanations.get(result.id)
  const title: Line = [seg(result.title, 'strong'), seg(`   ${result.id}`, 'dim')]
  return [
    title,
    ...(explanation === undefined
      ? []
      : failureLines(explanation, {
          columns: look.columns,
          ...(look.directory === undefined ? {} : { directory: look.directory }),
        })),
    ...sectionOf('printed', outputLines(printedBy(result, parts.report), look.columns - 2, outputRows)),
  ]
}

// A program that was never reached has said everything in the trace of the check that shows it.
const printedBy = ({ trace }: CheckResult, { program }: RunReport): Trace['events'] =>
  trace.events.some(({ type }) => type === 'opened') ? [...trace.events, ...program] : trace.events

const sectionOf = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [lineOf(`  ${title}`, 'dim'), ...indent(lines, [seg('  ')])]
