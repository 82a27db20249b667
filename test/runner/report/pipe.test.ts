// Programs that close or write to the pipes by which we hear of them: the run ends with words, and the tool lives.

import { describe, expect, test } from 'vitest'

import { answering, bodyIn, eventIn, fileProgram, outputIn, pidsLeftBy, runOne } from '../support/runner.ts'
import { testRunner, workbookWith } from '../support/runner.ts'

const fs = "import * as fs from 'node:fs'"
const frameOfGarbage = 'Buffer.from([6, 0,0, 0,0,0,0, 0,0,0,0, 3,0,0,0, 123,123,123])'

describe('a program that takes a pipe of ours away from itself', () => {
  test.for([
    ['closes fd 3 at its start', answering("''", `${fs}\nfs.closeSync(3)`)],
    ['closes fd 3 while it serves', answering('fs.closeSync(3) ?? ""', fs)],
  ])('%s', async ([, text]) => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': text! }), 'server'))
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(outputIn(report, 'stderr')).toContain('closed file descriptor 3')
    expect(eventIn(report, 'exited')).toMatchObject({ signal: 'SIGKILL' })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test.for([
    ['closes fd 4, which its server gets next', answering("'still here'", `${fs}\nfs.closeSync(4)`)],
    [
      'closes stdout and stderr',
      answering("'still here'", `${fs}\nfs.closeSync(1)\nfs.closeSync(2)\nconsole.log('x')`),
    ],
  ])('%s, and is judged by what it does then', async ([, text]) => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': text! }), 'server'))
    expect({ error: report.error, body: report.verdict === 'passed' ? bodyIn(report) : 'still here' }).toEqual({
      error: undefined,
      body: 'still here',
    })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('opens a file in the place of fd 3: nothing is heard, and the limit for the start ends the run', async () => {
    const text = answering("''", `${fs}\nfs.closeSync(3)\nfs.openSync('/dev/null', 'w')`)
    const { runner } = testRunner()
    const program = fileProgram(workbookWith([], { 'server.ts': text }), 'server')
    const report = await runOne(runner, program, { limits: { startMs: 300 } })
    expect(eventIn(report, 'never-listened')).toMatchObject({ ms: 300 })
  })
})

describe('a program that writes to a pipe of ours', () => {
  test.for([
    ['text to fd 3, at its start', `${fs}\nfs.writeSync(3, 'hello, is anybody there?\\n')`],
    ['a frame of garbage to fd 3', `${fs}\nfs.writeSync(3, ${frameOfGarbage})`],
    ['many megabytes to fd 3', `${fs}\nfs.writeSync(3, Buffer.alloc(50_000_000, 5))`],
    ['text to fd 4', `${fs}\nfs.writeSync(4, 'hello\\n')`],
    ['JSON that is no report to fd 4', `${fs}\nfs.writeSync(4, 'null\\n')`],
    [
      'a line without an end, and later the end, to fd 4',
      `${fs}\nfs.writeSync(4, 'x'.repeat(1e5))\nfs.writeSync(4, '\\n')`,
    ],
  ])('%s', async ([, before]) => {
    const { runner, tokenPrefix } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering("''", `${before}\nsetInterval(() => 0, 1000)`) })
    const report = await runOne(runner, fileProgram(workbook, 'server'))
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(eventIn(report, 'threw')!.message).toContain('wrote to file descriptor 3 or 4')
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})
