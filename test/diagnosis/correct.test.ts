// A correct server passes everything, however it is written; its code is never called wrong.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeOf } from './prove.ts'
import { programAt, programs, useRunner } from './judge-program.ts'
import { hasPython } from './python.ts'

const bench = useRunner()
const folder = join(programs, 'correct')
const all = readdirSync(folder, { withFileTypes: true })
  .map(entry => (entry.isDirectory() ? `${entry.name}/server.ts` : entry.name))
  .filter(name => hasPython || !name.endsWith('.py'))

test.for(all)('%s passes every check and every replay', { timeout: 60_000 }, async name => {
  const { report, failed } = await bench.judge(programAt(`correct/${name}`))
  expect(failed.map(check => `${check.id}: ${codeOf(check)} ${check.replay?.name ?? ''}`)).toEqual([])
  expect(report).toMatchObject({ verdict: 'passed' })
  expect(report.checks.filter(check => check.verdict.type !== 'passed')).toEqual([])
  expect(report.checks.length).toBeGreaterThanOrEqual(10)
})
