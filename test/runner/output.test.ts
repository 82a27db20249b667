// What a program prints: kept up to its cap, counted beyond it, shown under the check that caused it, and never judged.

import { describe, expect, test } from 'vitest'

import type { RunReport } from '../../src/runner/index.ts'
import type { TraceEvent } from '../../src/trace/index.ts'
import { answering, bodyIn, checkOf, eventIn, fileProgram, outputIn, pidsLeftBy, runOne } from './support/runner.ts'
import { testRunner, workbookWith } from './support/runner.ts'

function run(text: string, more: Parameters<typeof runOne>[2] = {}): Promise<RunReport> {
  return runOne(testRunner().runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'), more)
}

const lines = (count: number): string => `for (let line = 1; line <= ${count}; line++) console.log('line ' + line)`

describe('output is capped, and the cap is told', () => {
  const tenThousandLines = Array.from({ length: 10_000 }, (_, index) => `line ${index + 1}\n`).join('')

  test('ten thousand lines at the start: the first are kept, the rest is counted', async () => {
    const outputBytes = 10_000
    const report = await run(answering("''", lines(10_000)), { limits: { outputBytes } })
    expect(report.verdict).toBe('passed')
    expect(outputIn(report)).toBe(tenThousandLines.slice(0, outputBytes))
    const capped = report.program.find(event => event.type === 'output-capped')
    expect(capped).toMatchObject({
      stream: 'stdout',
      droppedBytes: tenThousandLines.length - outputBytes,
      stopped: false,
    })
  })

  test('ten thousand lines while serving: the same, in the trace of the check', async () => {
    const outputBytes = 10_000
    const report = await run(answering(`(() => { ${lines(10_000)}; return '' })()`), { limits: { outputBytes } })
    expect(report.verdict).toBe('passed')
    expect(outputIn(report)).toBe(tenThousandLines.slice(0, outputBytes))
    expect(report.program.map(event => event.type)).not.toContain('output')
    expect(eventIn(report, 'output-capped')).toMatchObject({
      droppedBytes: tenThousandLines.length - outputBytes,
      stopped: false,
    })
  })

  test('a million lines at the start: stopped, and the check says why', async () => {
    const { runner, tokenPrefix } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering("''", lines(1_000_000)) })
    const report = await runOne(runner, fileProgram(workbook, 'server'))
    expect(eventIn(report, 'output-capped')).toMatchObject({ stream: 'stdout', stopped: true })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(codesOf(report)).toEqual(['output-flood'])
    expect(outputIn(report).length).toBeLessThanOrEqual(64 * 1024)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('a million lines while serving: stopped, and the check says why', async () => {
    const { runner, tokenPrefix } = testRunner()
    const program = fileProgram(workbookWith(['prints-a-million-lines']), 'prints-a-million-lines')
    const report = await runOne(runner, program)
    expect(codesOf(report)).toEqual(['output-flood'])
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('a hundred megabytes in one call: stopped just the same', async () => {
    const report = await run(answering("(process.stdout.write('x'.repeat(100_000_000)), '')"))
    expect(codesOf(report)).toEqual(['output-flood'])
    expect(outputIn(report)).toBe('x'.repeat(64 * 1024))
  })

  test('each stream has its own cap', async () => {
    const text = answering("(console.error('e'.repeat(50)), console.log('o'.repeat(50)), '')")
    const report = await run(text, { limits: { outputBytes: 20 } })
    expect([outputIn(report), outputIn(report, 'stderr')]).toEqual(['o'.repeat(20), 'e'.repeat(20)])
    const dropped = (report.checks[0]!.trace.events as readonly TraceEvent[]).flatMap(event =>
      event.type === 'output-capped' ? [[event.stream, event.droppedBytes]] : [],
    )
    expect(dropped).toEqual([
      ['stdout', 31],
      ['stderr', 31],
    ])
  })

  test('a server whose log grows over many checks is not stopped for what each of them prints', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering("(console.log('x'.repeat(200)), '')") })
    const checks = Array.from({ length: 20 }, (_, index) =>
      checkOf('#!replay: as-written\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n', { id: `check-${index}` }),
    )
    const limits = { outputBytes: 300, floodBytes: 2000 }
    const report = await runner.run({ program: fileProgram(workbook, 'server'), checks, seed: 1, limits })
    expect({ verdict: report.verdict, codes: codesOf(report) }).toEqual({ verdict: 'passed', codes: [] })
  })
})

describe('output is shown where it was caused, in order with everything else', () => {
  test('what is printed while a check is served is in its trace, with its connection', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], {
      'server.ts': answering("(console.log(chunk.toString().slice(5, 9)), '')", "console.log('starting')"),
    })
    const ids = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee']
    const checks = ids.map(id =>
      checkOf(`#!replay: as-written\n> GET /${id} HTTP/1.1\n>\n< HTTP/1.1 200 OK\n`, { id, title: id }),
    )
    const report = await runner.run({ program: fileProgram(workbook, 'server'), checks, seed: 1 })
    for (const check of report.checks) {
      const output = check.trace.events.flatMap(event => (event.type === 'output' ? [event] : []))
      expect(output.map(({ bytes, connection }) => [Buffer.from(bytes).toString(), connection])).toEqual([
        [`${check.id}\n`, 'A'],
      ])
    }
    expect(report.program.map(event => (event.type === 'output' ? Buffer.from(event.bytes).toString() : ''))).toContain(
      'starting\n',
    )
  })

  test('what is printed in a promise or a timer after the answer is still of the check, when it is alone', async () => {
    const before = "const later = () => { void Promise.resolve().then(() => console.log('in a promise')); return '' }"
    expect(outputIn(await run(answering('later()', before)))).toBe('in a promise\n')
  })

  test('bytes, encodings, callbacks and return values are as in Node', async () => {
    const before = `
const calls: string[] = []
process.stdout.write(Buffer.from([0xff, 0x00, 0x1b]))
process.stdout.write('68690a', 'hex')
process.stdout.write('é', 'latin1')
const result = process.stdout.write('x', () => calls.push('called'))
console.error('%s and %d', 'one', 2)
console.table([{ a: 1 }])
`
    const report = await run(answering("result + ' ' + calls.join()", before))
    expect(bodyIn(report)).toBe('true called')
    const bytes = Buffer.concat(
      report.program.flatMap(event => (event.type === 'output' && event.stream === 'stdout' ? [event.bytes] : [])),
    )
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0xff, 0x00, 0x1b, 0x68, 0x69, 0x0a, 0xe9, 0x78]))
    expect(outputIn(report, 'stderr')).toBe('one and 2\n')
  })

  test('what its own processes and plain file descriptors print is heard too', async () => {
    const before = `import { execFileSync, spawnSync } from 'node:child_process'
import { writeSync } from 'node:fs'
writeSync(1, 'by descriptor\\n')
spawnSync('echo', ['by a child'], { stdio: 'inherit' })
`
    const output = outputIn(
      await run(answering("(execFileSync('sh', ['-c', 'echo served >&2'], { stdio: 'inherit' }), '')", before)),
    )
    expect(output).toContain('by descriptor\n')
    expect(output).toContain('by a child\n')
  })
})

describe('what a program prints never affects a verdict', () => {
  test.for([
    ['a response', "console.log('HTTP/1.1 200 OK\\r\\n\\r\\n')"],
    [
      'words of ours',
      "console.log('passed'); console.error('Uncaught Error: FATAL ERROR: JavaScript heap out of memory')",
    ],
    ['escapes of terminals', "console.log('\\u001b[2J\\u001b]0;title\\u0007')"],
  ])('%s', async ([, print]) => {
    const { runner } = testRunner()
    const right = workbookWith([], { 'server.ts': answering(`(() => { ${print}; return '' })()`, print) })
    expect((await runOne(runner, fileProgram(right, 'server'))).verdict).toBe('passed')
    const wrong = workbookWith([], {
      'server.ts': answering("''", print).replace(
        "HTTP/1.1 200 OK\\r\\n\\r\\n' + (",
        "HTTP/1.1 500 No\\r\\n\\r\\n' + (",
      ),
    })
    const report = await runOne(runner, fileProgram(wrong, 'server'))
    expect(codesOf(report)).toEqual(['wrong-status'])
  })

  test("a program that prints V8's last words and then exits has exited", async () => {
    const report = await run(
      "process.stderr.write('FATAL ERROR: JavaScript heap out of memory\\n')\nprocess.exit(134)\n",
    )
    expect(eventIn(report, 'exited')).toMatchObject({ code: 134 })
    expect(eventIn(report, 'out-of-memory')).toBeUndefined()
  })
})

function codesOf(report: RunReport): readonly string[] {
  return report.checks.flatMap(({ verdict }) => (verdict.type === 'failed' ? [verdict.diagnosis.code] : []))
}
