// The servers that tutorials on the subject end with: each of their shortcuts is named by its own code.

import { describe, expect, test } from 'vitest'
import { application, checksIn } from './fixtures.ts'
import { programAt, useRunner } from './judge-program.ts'
import { codeOf } from './prove.ts'
import { hasPython } from './python.ts'
import { shortcuts } from './table-of-lessons.ts'

const bench = useRunner()

async function codesOf(program: string): Promise<Readonly<Record<string, string | undefined>>> {
  const checks = await checksIn('shortcuts')
  const argv = program.endsWith('.py') ? [] : [application]
  const { report } = await bench.judge(programAt(`broken/${program}`, argv), checks)
  return Object.fromEntries(report.checks.map(check => [check.id, codeOf(check)]))
}

const timeout = 30_000

test('takes-every-shortcut.ts gets a code for each', { timeout }, async () => {
  expect(await codesOf('takes-every-shortcut.ts')).toEqual(shortcuts)
})

describe.skipIf(!hasPython)('with python3 (skipped where it is not installed)', () => {
  test('takes-every-shortcut.py gets the same codes', { timeout }, async () => {
    expect(await codesOf('takes-every-shortcut.py')).toEqual(shortcuts)
  })

  test.each([
    ['no-answer-before-the-blank-line', 'one-read'],
    ['a-head-of-three-thousand-bytes', 'wrong-body'],
  ] as const)('greets-after-one-read.py fails %s with %s', { timeout }, async (id, code) => {
    const { failed } = await bench.judge(
      programAt('broken/greets-after-one-read.py'),
      await checksIn('request-line', [id]),
    )
    expect(failed.map(codeOf)).toEqual([code])
  })
})
