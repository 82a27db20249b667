// `check --junit`: JUnit XML, one suite for each lesson.

import type { Explanation } from '../../check/index.ts'
import type { CheckResult, RunReport } from '../../runner/index.ts'
import { nameOf, notRunText, type JudgedLesson } from './judged-lesson.ts'

export const formatJunit = (judged: readonly JudgedLesson[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="tsgi-learn">',
    ...judged.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n')

const suite = ({ lesson, report, explanations }: JudgedLesson): readonly string[] => {
  const attributes = [
    ['name', nameOf(lesson)],
    ['tests', report.checks.length + (hasNoVerdict(report) ? 1 : 0)],
    ['failures', countOf(report, 'failed')],
    ['skipped', countOf(report, 'not-run')],
    ['errors', hasNoVerdict(report) ? 1 : 0],
    ['time', seconds(report.durationMs)],
  ] as const
  return [
    `  ${open('testsuite', attributes)}>`,
    `    <properties><property name="seed" value="${report.seed}"/></properties>`,
    ...report.checks.flatMap(result => testCase(lesson.slug, result, explanations.get(result.id))),
    ...(hasNoVerdict(report) ? runError(lesson.slug, report) : []),
    '  </testsuite>',
  ]
}

const testCase = (slug: string, result: CheckResult, explanation: Explanation | undefined): readonly string[] => {
  const start = open('testcase', [
    ['classname', slug],
    ['name', result.title],
    ['id', result.id],
    ['time', seconds(result.ms)],
  ])
  if (result.verdict.type === 'passed') return [`    ${start}/>`]
  const inside =
    result.verdict.type === 'failed'
      ? failure(result.verdict.diagnosis.code, explanation)
      : `${open('skipped', [['message', notRunText(result) ?? '']])}/>`
  return [`    ${start}>`, `      ${inside}`, '    </testcase>']
}

const failure = (code: string, explanation: Explanation | undefined): string => {
  const text = explanation === undefined ? '' : `expected ${explanation.expected}\nreceived ${explanation.received}`
  return `${open('failure', [
    ['type', code],
    ['message', explanation?.what ?? code],
  ])}>${escaped(text)}</failure>`
}

const runError = (slug: string, report: RunReport): readonly string[] => [
  `    ${open('testcase', [
    ['classname', slug],
    ['name', 'the checks run'],
  ])}>`,
  `      ${open('error', [['message', report.error ?? 'the run was cancelled']])}/>`,
  '    </testcase>',
]

const hasNoVerdict = ({ verdict }: RunReport): boolean => verdict === 'error' || verdict === 'cancelled'

const countOf = (report: RunReport, type: CheckResult['verdict']['type']): number =>
  report.checks.filter(({ verdict }) => verdict.type === type).length

const open = (name: string, attributes: readonly (readonly [string, string | number])[]): string =>
  `<${name}${attributes.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join('')}`

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

// XML 1.0 has no way at all to write most control characters or a lone half of a pair.
const escaped = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"\n]/g, character => entities[character] ?? character)
