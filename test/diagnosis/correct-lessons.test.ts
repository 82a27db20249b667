// Correct servers of lessons 2 to 5 pass all their transcripts, however they are written.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { application, checksIn, type FixtureFolder } from './fixtures.ts'
import { programAt, programs, useRunner } from './judge-program.ts'
import { codeOf } from './prove.ts'

const lessons: readonly { readonly folder: string; readonly fixtures: readonly FixtureFolder[] }[] = [
  { folder: 'correct-request-line', fixtures: ['request-line'] },
  { folder: 'correct-environ', fixtures: ['environ'] },
  { folder: 'correct-server', fixtures: ['start-response', 'server', 'shortcuts'] },
]

describe.each(lessons)('of $folder', ({ folder, fixtures }) => {
  const bench = useRunner()
  const names = readdirSync(join(programs, folder))

  test.for(names)('%s passes every check and every replay', { timeout: 30_000 }, async name => {
    const checks = (await Promise.all(fixtures.map(one => checksIn(one)))).flat()
    const argv = folder === 'correct-server' ? [application] : []
    const { report, failed } = await bench.judge(programAt(`${folder}/${name}`, argv), checks)
    expect(failed.map(check => `${check.id}: ${codeOf(check)} ${check.replay?.name ?? ''}`)).toEqual([])
    expect(report).toMatchObject({ verdict: 'passed' })
    expect(report.checks.length).toBeGreaterThanOrEqual(8)
  })
})

test('there are at least fifteen', () => {
  const all = lessons.flatMap(({ folder }) => readdirSync(join(programs, folder)))
  expect(all.length).toBeGreaterThanOrEqual(15)
})
