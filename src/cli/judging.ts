// A report with its explanations and the marks for its traces. The one place that joins what was run, why it failed, and
// the learner's own lines.

import { readFileSync } from 'node:fs'
import { explain, type BytePlace, type ExplainContext, type Explanation } from '../check/index.ts'
import type { Exercise } from '../lesson/index.ts'
import type { CheckResult, RunReport } from '../runner/index.ts'
import type { LineFault, SourceLocation } from '../trace/index.ts'
import type { Judged } from '../workbook/index.ts'

/** Explains every check that failed. Lines of the learner's file are read as they are now. */
export const judgedFrom = (lesson: Pick<Exercise, 'checks'>, report: RunReport): Judged => {
  const explanations = new Map<string, Explanation>()
  const faults = new Map<string, LineFault>()
  const sourceLine = lineReader()
  for (const result of report.checks) {
    if (result.verdict.type !== 'failed') continue
    const { diagnosis } = result.verdict
    const { at } = diagnosis
    const explanation = explain(diagnosis, contextOf(lesson, result, sourceLine))
    explanations.set(result.id, explanation)
    if (at !== undefined) faults.set(result.id, faultOf(at, explanation))
  }
  return { report, explanations, faults }
}

const contextOf = (
  { checks }: Pick<Exercise, 'checks'>,
  { id, trace, replay }: CheckResult,
  sourceLine: (at: SourceLocation) => string | undefined,
): ExplainContext => {
  const transcript = checks.find(check => check.id === id)?.transcript
  return { trace, replay, sourceLine, ...(transcript === undefined ? {} : { transcript }) }
}

const faultOf = ({ connection, side, offset, length }: BytePlace, { what }: Explanation): LineFault => ({
  connection,
  side,
  offset,
  length,
  sentence: what,
})

/** Each file is read once, and only when a failure points into it. */
const lineReader = (): ((at: SourceLocation) => string | undefined) => {
  const files = new Map<string, readonly string[]>()
  return ({ path, line }) => {
    const lines = files.get(path) ?? linesIn(path)
    files.set(path, lines)
    return lines[line - 1]
  }
}

const linesIn = (path: string): readonly string[] => {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)
  } catch {
    // The file may have gone since it ran: the message then has no line to show.
    return []
  }
}
