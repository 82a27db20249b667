// Checks of what the program prints and how it ends: a process each, waited for no longer than it takes to know.

import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import type { Limits, Program, RunReport } from '../../src/runner/index.ts'
import { checkOf, pidsLeftBy, temporaryFolder, testRunner } from './support/runner.ts'

const usage = '* prints usage: server {any}\n* exits 1\n'
const listens = `import { createServer } from 'node:net'
createServer().listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('Serving HTTP on port 80 ...'))
`

function fileOf(text: string, name = 'server.ts'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

const programOf = (text: string): Program => ({ type: 'file', path: fileOf(text), argv: [] })

async function judged(
  program: Program,
  text: string,
  limits: Partial<Limits> = {},
): Promise<{ readonly report: RunReport; readonly ms: number }> {
  const { runner, tokenPrefix } = testRunner()
  const report = await runner.run({ program, checks: [checkOf(text)], seed: 1, limits })
  await runner.close()
  expect(pidsLeftBy(tokenPrefix)).toEqual([])
  return { report, ms: report.durationMs }
}

const codeIn = ({ checks: [check] }: RunReport): string =>
  check?.verdict.type === 'failed' ? check.verdict.diagnosis.code : String(check?.verdict.type)

describe('a program', () => {
  test.each([
    ['that says it on stderr and ends so', "console.error('usage: server APP')\nprocess.exit(1)\n", usage],
    ['that says it on stdout, late, between other lines', "setTimeout(() => { console.log('hello\\nusage: server APP\\nbye'); process.exitCode = 1 }, 300)\n", usage],
    ['that ends by itself', '', '* exits 0\n'],
    ['that prints and goes on', listens, '* prints Serving HTTP on port {number} ...\n'],
  ])('%s passes', async (_, text, asked) => {
    expect(codeIn((await judged(programOf(text), asked)).report)).toBe('passed')
  }) // prettier-ignore

  test.each([
    ['that ends with another code', "console.log('usage: server APP')\n", 'wrong-exit'],
    ['that prints something else', "console.log('usage:')\nprocess.exit(1)\n", 'wrong-output'],
    ['that listens', listens, 'wrong-exit'],
    ['that goes on', 'setInterval(() => 0, 1000)\n', 'wrong-exit'],
    ['that is killed', "console.log('usage: server APP')\nprocess.kill(process.pid, 'SIGKILL')\nsetInterval(() => 0, 9)\n", 'wrong-exit'],
    ['that throws', "console.log('usage: server APP')\nthrow new Error('usage: server APP')\n", 'threw'],
    ['that cannot be read', 'const a: number = \n', 'syntax-error'],
  ])('%s fails with its code', async (_, text, code) => {
    expect(codeIn((await judged(programOf(text), usage)).report)).toBe(code)
  }) // prettier-ignore

  test.each([
    ['that loops', 'while (true);\n', 'blocked'],
    ['that prints without end', "while (true) console.log('usage: server APP')\n", 'output-flood'],
  ])('%s fails with its code, however slow the machine is', async (_, text, code) => {
    expect(codeIn((await judged(programOf(text), usage, { startMs: 15_000 })).report)).toBe(code)
  })

  test('that listens is not waited for as long as one that may still end', async () => {
    const { report, ms } = await judged(programOf(listens), usage)
    expect(report.checks[0]?.verdict).toMatchObject({ diagnosis: { found: { type: 'goes-on', isListening: true } } })
    expect(ms).toBeLessThan(1900)
  })

  test('that calls process.exit is shown where', async () => {
    const { report } = await judged(programOf('const code: number = 2\nprocess.exit(code)\n'), '* exits 1\n')
    expect(report.checks[0]?.verdict).toMatchObject({ diagnosis: { code: 'wrong-exit', source: { line: 2 } } })
  })
})

test('a command is asked in the same way, with its own words', async () => {
  const path = fileOf('console.log(process.argv.length)\nprocess.exit(4)\n', 'server.mjs')
  const { runner } = testRunner()
  const report = await runner.run({
    program: { type: 'command', command: `'${process.execPath}' '${path}'`, directory: join(path, '..') },
    checks: [
      checkOf('* prints 2\n* exits 4\n', { id: 'no words' }),
      checkOf('* prints 4\n* exits 4\n', { id: 'two words', argv: ['a', 'b'] }),
    ],
    seed: 1,
  })
  expect(report.checks.map(({ id, verdict }) => `${id} ${verdict.type}`)).toEqual([
    'no words passed',
    'two words passed',
  ])
})

test('a program that does not start is told once, by the first check that connects', async () => {
  const { runner, tokens } = testRunner()
  const report = await runner.run({
    program: programOf("throw new Error('no')\n"),
    checks: [checkOf(usage, { id: 'usage' }), checkOf('> GET / HTTP/1.1\n>\n< HTTP/1.1 200\n', { id: 'connects' })],
    seed: 1,
  })
  expect(report.checks.map(({ id, verdict }) => `${id} ${verdict.type}`)).toEqual(['usage not-run', 'connects failed'])
  expect(tokens()).toBe(1)
})
