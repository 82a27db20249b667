// `check --tap`: the Test Anything Protocol, version 14.

import type { Explanation } from '../../check/index.ts'
import type { CheckResult } from '../../runner/index.ts'
import { nameOf, notRunText, type JudgedLesson } from './judged-lesson.ts'

export const formatTap = (judged: readonly JudgedLesson[]): string => {
  const results = judged.flatMap(({ lesson, report, explanations }) =>
    report.checks.map(result => ({ lesson, result, explanation: explanations.get(result.id) })),
  )
  const broken = judged.find(({ report }) => report.verdict === 'error' || report.verdict === 'cancelled')
  return [
    'TAP version 14',
    `1..${results.length}`,
    ...judged.map(({ lesson, report }) => `# ${nameOf(lesson)}, seed ${report.seed}`),
    ...results.flatMap(({ lesson, result, explanation }, index) =>
      testPoint(index + 1, lesson.slug, result, explanation),
    ),
    ...(broken === undefined ? [] : [`Bail out! ${oneLine(broken.report.error ?? 'the run was cancelled')}`]),
    '',
  ].join('\n')
}

const testPoint = (
  number: number,
  slug: string,
  result: CheckResult,
  explanation: Explanation | undefined,
): readonly string[] => {
  const name = `${slug}: ${description(result.title)}`
  if (result.verdict.type === 'passed') return [`ok ${number} - ${name}`]
  // A check that was not run has not failed, but nobody may take it for passed.
  if (result.verdict.type === 'not-run')
    return [`not ok ${number} - ${name} # SKIP ${oneLine(notRunText(result) ?? '')}`]
  return [
    `not ok ${number} - ${name}`,
    '  ---',
    ...diagnostics(result, result.verdict.diagnosis.code, explanation),
    '  ...',
  ]
}

const diagnostics = (result: CheckResult, code: string, explanation: Explanation | undefined): readonly string[] => {
  const at = explanation?.source
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['id', result.id],
    ['code', code],
    ['message', explanation?.what],
    ['at', at === undefined ? undefined : `${at.path}:${at.line}:${at.column}`],
    ['expected', explanation?.expected],
    ['received', explanation?.received],
    ['replay', result.replay?.name],
  ]
  // A JSON string is a YAML string.
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${JSON.stringify(value)}`]))
}

const description = (title: string): string => oneLine(title).replace(/[\\#]/g, '\\$&')

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
