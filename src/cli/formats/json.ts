// `check --json`: one line of JSON for each lesson. Its names and types are a contract with scripts.

import type { Explanation } from '../../check/index.ts'
import type { CheckResult, RunReport } from '../../runner/index.ts'
import type { SourceLocation } from '../../trace/index.ts'
import type { JudgedLesson } from './judged-lesson.ts'

export const formatJson = (judged: readonly JudgedLesson[]): string =>
  judged.map(one => `${JSON.stringify(lessonJson(one))}\n`).join('')

const lessonJson = ({ lesson, report, explanations }: JudgedLesson) => ({
  version: 1,
  lesson: { number: lesson.number, slug: lesson.slug },
  verdict: verdictWord(report),
  seed: report.seed,
  durationMs: rounded(report.durationMs),
  ...(report.error === undefined ? {} : { error: report.error }),
  checks: report.checks.map(result => checkJson(result, explanations.get(result.id))),
})

// A run that was cancelled has judged nothing: for a script that is an error.
const verdictWord = ({ verdict }: RunReport): 'passed' | 'failed' | 'error' =>
  verdict === 'cancelled' ? 'error' : verdict

const checkJson = (result: CheckResult, explanation: Explanation | undefined) => ({
  id: result.id,
  title: result.title,
  verdict: result.verdict.type,
  ...(result.verdict.type === 'failed' ? failureJson(result.verdict.diagnosis, explanation) : {}),
  ...(result.replay === undefined ? {} : { replay: { name: result.replay.name, cuts: result.replay.cuts } }),
  ms: rounded(result.ms),
})

const failureJson = (
  diagnosis: { readonly code: string; readonly source?: SourceLocation },
  explanation: Explanation | undefined,
) => {
  const source = explanation?.source ?? diagnosis.source
  return {
    code: diagnosis.code,
    ...(explanation === undefined ? {} : { message: explanation.what }),
    ...(source === undefined ? {} : { location: { file: source.path, line: source.line, column: source.column } }),
    ...(explanation === undefined ? {} : { expected: explanation.expected, received: explanation.received }),
  }
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10
