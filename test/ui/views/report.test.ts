// The report of a lesson that ends with the contract: its cases are one row, and those that failed.

import { describe, expect, test } from 'vitest'
import { explain } from '../../../src/check/index.ts'
import type { RunReport } from '../../../src/runner/index.ts'
import { plainLook, renderReport } from '../../../src/ui/index.ts'
import { contractStep, reports } from '../samples/contract-step.ts'

const look = plainLook({}, { isTerminal: false, columns: 60 })
const shared = contractStep.lesson.steps[1]

const explanationsIn = ({ checks }: RunReport) =>
  new Map(
    checks.flatMap(({ id, verdict, trace }) =>
      verdict.type === 'failed' ? [[id, explain(verdict.diagnosis, { trace })] as const] : [],
    ),
  )

const rowsOf = (report: RunReport): readonly string[] =>
  renderReport({ title: undefined, report, explanations: explanationsIn(report), shared }, look).split('\n')

describe('the cases of the contract', () => {
  test('are one row when all passed', () => {
    expect(rowsOf(reports.passed).slice(0, 6)).toEqual([
      '✓ A simple request is answered with itself',
      '✓ A request as a browser sends it',
      '✓ A request as curl sends it',
      '✓ Hold it to the whole contract                     40 cases',
      '',
      '✓ all 43 checks passed · 4100 ms',
    ])
  })

  test('are one row when none was run, and the reason is said once', () => {
    const rows = rowsOf(reports.notRun)
    expect(rows.filter(row => row.includes('contract'))).toEqual([
      '· Hold it to the whole contract                      not run',
    ])
    expect(rows.join('\n')).toContain('2 of 43 passed · 1 failed · 40 not run')
  })

  test('that failed have a row each below it', () => {
    expect(rowsOf(reports.failed).slice(3, 7)).toEqual([
      '✗ Hold it to the whole contract               2 of 40 failed',
      '  ✗ Case 7 of the contract holds                      silent',
      '  ✗ Case 23 of the contract holds                     silent',
      '',
    ])
  })

  test('are counted when very many failed', () => {
    const silent = reports.failed.checks.find(({ verdict }) => verdict.type === 'failed')!.verdict
    const checks = reports.passed.checks.map(result =>
      result.id.startsWith('contract/') ? { ...result, verdict: silent } : result,
    )
    const rows = rowsOf({ ...reports.failed, checks })
    expect(rows.filter(row => row.startsWith('  ✗'))).toHaveLength(12)
    expect(rows).toContain('    and 28 more')
  })
})
