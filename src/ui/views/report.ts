// A whole run as lines, for those who read it once from top to bottom: rows, the root cause, the verdict last.

import type { Explanation } from '../../check/index.ts'
import type { CheckResult, RunReport } from '../../runner/index.ts'
import { blank, indent, lineOf, seg, type Line } from '../text/line.ts'
import { checkRow, checkState, verdictLine } from './checks.ts'
import { failureLines } from './failure.ts'
import { outputLines } from './output.ts'

export type Report = {
  readonly title: string | undefined
  readonly report: RunReport
  readonly explanations: ReadonlyMap<string, Explanation>
  readonly nextSteps?: readonly string[]
}

const outputRows = 10

export const reportLines = (
  parts: Report,
  look: { readonly columns: number; readonly directory: string | undefined },
): readonly Line[] => {
  const failed = parts.report.checks.filter(result => result.verdict.type === 'failed')
  return [
    ...(parts.title === undefined ? [] : [lineOf(parts.title, 'heading'), blank]),
    ...parts.report.checks.map(result => checkRow(result.title, checkState(result), look.columns)),
    ...failed.flatMap(result => [blank, ...failedLines(result, parts, look)]),
    ...(failed.length > 0
      ? []
      : sectionOf('printed at start', outputLines(parts.report.program, look.columns, outputRows))),
    blank,
    verdictLine(parts.report),
    ...(parts.report.verdict === 'passed' ? [] : [lineOf(`  seed ${parts.report.seed}`, 'dim')]),
    ...(parts.nextSteps ?? []).map(step => lineOf(`  ${step}`, 'dim')),
  ]
}

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
    ...sectionOf(
      'printed',
      outputLines([...result.trace.events, ...parts.report.program], look.columns - 2, outputRows),
    ),
  ]
}

const sectionOf = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [lineOf(`  ${title}`, 'dim'), ...indent(lines, [seg('  ')])]
