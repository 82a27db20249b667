import { describe, expect, test } from 'vitest'
import type { Explanation } from '../../../src/check/index.ts'
import { formatJson } from '../../../src/cli/formats/json.ts'
import type { JudgedLesson } from '../../../src/cli/formats/judged-lesson.ts'
import { formatJunit } from '../../../src/cli/formats/junit.ts'
import { formatTap } from '../../../src/cli/formats/tap.ts'
import type { CheckResult, RunReport } from '../../../src/runner/index.ts'

const source = { path: '/wb/01-echo/server.ts', line: 31, column: 5 }
const explanation: Explanation = {
  code: 'bad-status-line',
  what: 'the status line has no space after the version',
  replay: undefined,
  where: undefined,
  source,
  expected: 'a space',
  received: '"2" & \x01 <b>',
  reference: 'RFC 9112 §4',
  next: 'look at the first line',
}
const result = (id: string, verdict: CheckResult['verdict']): CheckResult => ({
  id,
  title: `Title of ${id} # "1" <&>`,
  verdict,
  trace: { events: [] },
  replay: verdict.type === 'failed' ? { name: 'random cuts', cuts: [3, 17] } : undefined,
  ms: 12.345,
})
const report: RunReport = {
  verdict: 'failed',
  seed: 42,
  durationMs: 99.96,
  pausedMs: 0,
  checks: [
    result('first', { type: 'passed' }),
    result('second', { type: 'failed', diagnosis: { code: 'bad-status-line' } as never }),
    result('third', { type: 'not-run', because: { type: 'needs', check: 'second' } }),
  ],
  program: [],
}
const failed: JudgedLesson = {
  lesson: { number: 1, slug: 'echo', title: 'Echo' },
  report,
  explanations: new Map([['second', explanation]]),
}
const broken: JudgedLesson = {
  ...failed,
  report: { ...report, verdict: 'error', checks: [], error: 'no process\ncould be started' },
}

describe('JSON', () => {
  test('has exactly the fields that scripts rely on', () => {
    expect(JSON.parse(formatJson([failed]))).toEqual({
      version: 1,
      lesson: { number: 1, slug: 'echo' },
      verdict: 'failed',
      seed: 42,
      durationMs: 100,
      checks: [
        { id: 'first', title: 'Title of first # "1" <&>', verdict: 'passed', ms: 12.3 },
        {
          id: 'second',
          title: 'Title of second # "1" <&>',
          verdict: 'failed',
          code: 'bad-status-line',
          message: 'the status line has no space after the version',
          location: { file: source.path, line: 31, column: 5 },
          expected: 'a space',
          received: '"2" & \x01 <b>',
          replay: { name: 'random cuts', cuts: [3, 17] },
          ms: 12.3,
        },
        { id: 'third', title: 'Title of third # "1" <&>', verdict: 'not-run', ms: 12.3 },
      ],
    })
  })

  test('is one line for each lesson', () => {
    const lines = formatJson([failed, broken]).trimEnd().split('\n')
    expect(lines.map(line => (JSON.parse(line) as { verdict: string }).verdict)).toEqual(['failed', 'error'])
  })

  test('says error for a run that was cancelled: nobody may take it for passed', () => {
    const text = formatJson([{ ...failed, report: { ...report, verdict: 'cancelled' } }])
    expect(JSON.parse(text)).toMatchObject({ verdict: 'error' })
  })
})

describe('JUnit XML', () => {
  test('counts, and writes what XML cannot hold as something it can', () => {
    expect(formatJunit([failed, broken])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="tsgi-learn">
  <testsuite name="lesson 1 echo" tests="3" failures="1" skipped="1" errors="0" time="0.100">
    <properties><property name="seed" value="42"/></properties>
    <testcase classname="echo" name="Title of first # &quot;1&quot; &lt;&amp;&gt;" id="first" time="0.012"/>
    <testcase classname="echo" name="Title of second # &quot;1&quot; &lt;&amp;&gt;" id="second" time="0.012">
      <failure type="bad-status-line" message="the status line has no space after the version">expected a space&#10;received &quot;2&quot; &amp; \ufffd &lt;b&gt;</failure>
    </testcase>
    <testcase classname="echo" name="Title of third # &quot;1&quot; &lt;&amp;&gt;" id="third" time="0.012">
      <skipped message="needs second, which failed"/>
    </testcase>
  </testsuite>
  <testsuite name="lesson 1 echo" tests="1" failures="0" skipped="0" errors="1" time="0.100">
    <properties><property name="seed" value="42"/></properties>
    <testcase classname="echo" name="the checks run">
      <error message="no process&#10;could be started"/>
    </testcase>
  </testsuite>
</testsuites>
`)
  })
})

describe('TAP', () => {
  test('has a plan, a line for each check, and what failed as YAML', () => {
    expect(formatTap([failed])).toBe(`TAP version 14
1..3
# lesson 1 echo, seed 42
ok 1 - echo: Title of first \\# "1" <&>
not ok 2 - echo: Title of second \\# "1" <&>
  ---
  id: "second"
  code: "bad-status-line"
  message: "the status line has no space after the version"
  at: "/wb/01-echo/server.ts:31:5"
  expected: "a space"
  received: "\\"2\\" & \\u0001 <b>"
  replay: "random cuts"
  ...
not ok 3 - echo: Title of third \\# "1" <&> # SKIP needs second, which failed
`)
  })

  test('bails out when the checks could not be run', () => {
    expect(formatTap([broken]).trimEnd().split('\n').at(-1)).toBe('Bail out! no process could be started')
  })
})
