// A program that passed before is asked everything at once. What is wrong with it now is told as it is told of any other.

import { expect, test } from 'vitest'
import { programAt, useRunner } from './judge-program.ts'
import { codeOf } from './prove.ts'
import { connections, whileServing, type Broken } from './table.ts'

const bench = useRunner()
const hopefully = { hasPassedBefore: true }

const names = new Set([
  'loops-in-the-handler.ts',
  'throws-in-the-handler.ts',
  'dies-when-a-client-leaves.ts',
  'stops-listening-after-an-answer.ts',
  'never-answers.ts',
  'hears-only-the-first-connection.ts',
  'answers-after-one-read.ts',
  'looks-for-the-blank-line-in-one-read.ts',
  'never-closes.ts',
  'serves-one-client-at-a-time.ts',
])
const rows: readonly Broken[] = [...whileServing, ...connections].filter(({ program }) => names.has(program))

test.for(rows)('$program gets $code', { timeout: 60_000 }, async ({ program, code }) => {
  const judged = await bench.judge(programAt(`broken/${program}`), undefined, hopefully)
  expect(judged.report.error).toBeUndefined()
  expect([...new Set(judged.failed.map(codeOf))]).toEqual([code])
  // As ever, a check whose needs failed has no verdict.
  const waiting = judged.report.checks.filter(({ verdict }) => verdict.type === 'not-run')
  expect(waiting.map(({ ms }) => ms)).toEqual(waiting.map(() => 0))
})

test('one that is right passes, and every check has been asked', { timeout: 60_000 }, async () => {
  const { report } = await bench.judge(programAt('correct/events.ts'), undefined, hopefully)
  expect(report.verdict).toBe('passed')
  expect(report.checks.filter(({ trace }) => trace.events.length === 0)).toEqual([])
})
