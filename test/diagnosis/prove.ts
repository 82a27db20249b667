// The claims made of every broken program: its code, on the first failing check, in time, pointing at the right line.

import { basename } from 'node:path'
import { expect, test } from 'vitest'
import type { DiagnosisCode } from '../../src/check/index.ts'
import { defaultLimits, type CheckResult, type CheckToRun } from '../../src/runner/index.ts'
import { lineHolding, programAt, useRunner, type Judged } from './judge-program.ts'
import type { Broken } from './table.ts'

/** How soon a verdict must follow once the fault can be seen; on a machine that is busy with more, that much later. */
const soonMs = 1000

/** With the checks of lesson 1, or others. */
export function proveBroken(rows: readonly Broken[], checks?: readonly CheckToRun[]): void {
  const bench = useRunner()
  test.for(rows)('$program gets $code', { timeout: 60_000 }, async row => {
    const path = `broken/${row.program}`
    const judged = await bench.judge(programAt(path), checks)
    const { also = [], code } = row
    expect(summary(judged, also)).toMatchObject({ verdict: 'failed', codes: [code] })
    const visibleMs =
      row.mayNeedCuts === true
        ? judged.report.durationMs
        : limitFor(row.code) + startsFor(row.code) * listeningAt(judged)
    expect(judged.firstFailureMs! - visibleMs).toBeLessThan(soonMs * bench.slowness())
    const place = row.at === undefined ? undefined : `${row.program}:${lineHolding(path, row.at)}`
    expect(place === undefined ? place : sourceOf(judged.failed[0]!)).toBe(place)
  })
}

/** What a failing test should show: small enough to read. */
function summary({ report, failed }: Judged, also: readonly DiagnosisCode[]): unknown {
  const codes = failed.map(codeOf).filter((code, index) => index === 0 || !also.includes(code!))
  return {
    verdict: report.verdict,
    error: report.error,
    codes: [...new Set(codes)],
    checks: failed.map(
      check => `${check.id}: ${codeOf(check)}${check.replay === undefined ? '' : ` (${check.replay.name})`}`,
    ),
  }
}

export function codeOf({ verdict }: CheckResult): DiagnosisCode | undefined {
  return verdict.type === 'failed' ? verdict.diagnosis.code : undefined
}

/** `server.ts:31`: where the diagnosis points. */
export function sourceOf({ verdict }: CheckResult): string | undefined {
  const source = verdict.type === 'failed' ? verdict.diagnosis.source : undefined
  return source && `${basename(source.path)}:${source.line}`
}

/** Who broke the program is often only known once it has been started again. */
function startsFor(code: DiagnosisCode): number {
  return code === 'crashed-by-request' ? 2 : 1
}

/** When the program came to listen, in ms from the start of the run; 0 when it never did. Python takes a while to start. */
function listeningAt({ report }: Judged): number {
  return report.program.find(event => event.type === 'listening')?.atMs ?? 0
}

/**
 * A fault can be seen when the bytes are there, the process says so, or, when something does not happen, when the limit
 * for it has passed. This is that limit; all other time counts, replays included.
 */
function limitFor(code: DiagnosisCode): number {
  switch (code) {
    case 'never-listened':
      return defaultLimits.startMs
    case 'blocked':
      return defaultLimits.blockedMs
    case 'left-open':
      return defaultLimits.closeMs
    case 'silent':
    case 'waits-for-more':
    case 'sequential-only':
    case 'one-read':
      return defaultLimits.firstByteMs
    default:
      return 0
  }
}
