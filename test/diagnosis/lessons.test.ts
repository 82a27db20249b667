// A broken server of lessons 2 to 5 gets its code, and no other, from the transcripts of its lesson.

import { describe, expect, test } from 'vitest'
import { application, checksIn } from './fixtures.ts'
import { lineHolding, programAt, useRunner } from './judge-program.ts'
import { codeOf, sourceOf } from './prove.ts'
import { inLessons } from './table-of-lessons.ts'

const bench = useRunner()

describe.each([...new Set(inLessons.map(({ fixtures }) => fixtures.at(-1)!))])('of %s', last => {
  const rows = inLessons.filter(({ fixtures }) => fixtures.at(-1) === last)
  const needsApplication = last === 'start-response' || last === 'server'

  test.for(rows)(
    '$program gets $code',
    { timeout: 30_000 },
    async ({ program, code, also = [], at, fixtures, only }) => {
      const checks = (await Promise.all(fixtures.map(folder => checksIn(folder, only)))).flat()
      const argv = needsApplication ? [application] : []
      const { report, failed } = await bench.judge(programAt(`broken/${program}`, argv), checks)
      const others = failed.filter(check => codeOf(check) !== code && !also.includes(codeOf(check)!))
      expect(others.map(check => `${check.id}: ${codeOf(check)} ${check.replay?.name ?? ''}`)).toEqual([])
      expect(failed.map(codeOf)).toContain(code)
      expect(only !== undefined || report.checks.some(({ verdict }) => verdict.type === 'passed')).toBe(true)
      const first = failed.find(check => codeOf(check) === code)!
      expect(at === undefined ? at : sourceOf(first)).toBe(at && `${program}:${lineHolding(`broken/${program}`, at)}`)
    },
  )
})
