// Small programs that misbehave, each run for real: what the runner says of them, and that nothing of them is left.

import { describe, expect, test } from 'vitest'

import type { Limits, RunReport } from '../../src/runner/index.ts'
import { anyAnswer, checkOf, eventsOf, fileProgram, pidsLeftBy, testRunner, workbookWith } from './support/runner.ts'

type Fact = Readonly<Record<string, unknown>> & { readonly type: string }

type Case = {
  readonly name: string
  readonly claim: string
  readonly facts: readonly Fact[]
  readonly absent?: readonly string[]
  readonly limits?: Partial<Limits>
  readonly verdict?: RunReport['verdict']
}

const at = (file: string, line: number, functionName?: string): unknown =>
  expect.objectContaining({
    path: expect.stringMatching(new RegExp(`${file}\\.ts$`)),
    line,
    ...(functionName && { functionName }),
  })

const cases: readonly Case[] = [
  {
    name: 'blocks-in-handler',
    claim: 'a handler that never returns is named by function, file and line',
    facts: [{ type: 'blocked', at: at('blocks-in-handler', 6, 'spin'), connection: 'A' }],
    absent: ['exited'],
  },
  {
    name: 'blocks-at-top-level',
    claim: 'a loop at the top level is named by file and line',
    facts: [{ type: 'blocked', at: at('blocks-at-top-level', 3) }],
    absent: ['exited', 'listening', 'never-listened'],
  },
  {
    name: 'exits-in-handler',
    claim: 'process.exit in a handler is reported with the line that called it',
    facts: [{ type: 'exited', code: 3, signal: undefined, at: at('exits-in-handler', 5, 'leave') }],
    absent: ['threw'],
  },
  {
    name: 'dies-suddenly',
    claim: 'a process that is killed while it serves is reported with the signal',
    facts: [{ type: 'exited', code: undefined, signal: 'SIGKILL' }],
    absent: ['threw'],
  },
  {
    name: 'throws-in-handler',
    claim: 'an error in a handler is reported with its line, its stack and the connection it served',
    facts: [
      {
        type: 'threw',
        name: 'TypeError',
        message: "Cannot read properties of undefined (reading 'toUpperCase')",
        at: at('throws-in-handler', 6, 'parse'),
        connection: 'A',
      },
      { type: 'exited', code: 1, signal: undefined },
    ],
  },
  {
    name: 'throws-later',
    claim: 'a rejection that nobody waits for is reported with its line',
    facts: [{ type: 'threw', name: 'RangeError', message: 'no log', at: at('throws-later', 6, 'log') }],
  },
  {
    name: 'throws-at-start',
    claim: 'an error at the top level is reported before anything listens',
    facts: [
      { type: 'threw', name: 'TypeError', message: 'no server for port true', at: at('throws-at-start', 3, 'start') },
    ],
    absent: ['listening', 'never-listened', 'opened'],
  },
  {
    name: 'catches-uncaught',
    claim: "the learner's own handler for uncaught errors still decides",
    facts: [{ type: 'output', stream: 'stderr', bytes: Buffer.from('caught boom\n') }],
    absent: ['threw', 'exited'],
    verdict: 'passed',
  },
  {
    name: 'ignores-sigterm',
    claim: 'a server that ignores SIGTERM is judged and ended',
    facts: [{ type: 'ended' }],
    verdict: 'passed',
  },
  { name: 'forks', claim: 'a process it started is ended with it', facts: [{ type: 'ended' }], verdict: 'passed' },
  {
    name: 'forks-detached',
    claim: 'a process that left its group is ended with it',
    facts: [{ type: 'ended' }],
    verdict: 'passed',
  },
  {
    name: 'prints-now-and-then',
    claim: 'a program that prints without end between its turns is stopped too',
    facts: [{ type: 'output-capped', stream: 'stdout', droppedBytes: expect.any(Number), stopped: true }],
    absent: ['exited', 'blocked'],
  },
  {
    name: 'hoards-buffers',
    claim: 'memory outside the heap is capped and the line that takes it is named',
    facts: [{ type: 'out-of-memory', limit: 128 * 1024 * 1024, at: at('hoards-buffers', 6, 'hoard') }],
    absent: ['exited', 'blocked'],
    limits: { memoryBytes: 128 * 1024 * 1024, blockedMs: 4000 },
  },
  {
    name: 'hoards-objects',
    claim: 'memory in the heap is capped and the line that takes it is named',
    facts: [{ type: 'out-of-memory', limit: 128 * 1024 * 1024, at: at('hoards-objects', 6, 'hoard') }],
    absent: ['exited', 'blocked'],
    limits: { memoryBytes: 128 * 1024 * 1024, blockedMs: 4000 },
  },
  {
    name: 'listens-elsewhere',
    claim: 'a program that listens on another port is told by that port',
    facts: [
      { type: 'listening', address: '127.0.0.1', port: expect.any(Number), asked: expect.any(Number) },
      { type: 'refused' },
    ],
    absent: ['never-listened', 'opened'],
  },
  {
    name: 'listens-on-another-address',
    claim: 'a program that listens on another address is told by that address',
    facts: [{ type: 'listening', address: '127.0.0.2' }, { type: 'refused' }],
    absent: ['never-listened', 'opened'],
  },
  {
    name: 'never-listens',
    claim: 'a program that does not listen in time is told so',
    facts: [{ type: 'never-listened', ms: 300 }],
    limits: { startMs: 300 },
    absent: ['opened', 'exited'],
  },
  {
    name: 'exits-at-once',
    claim: 'a program that ends without listening is told by its exit code',
    facts: [{ type: 'exited', code: 0, signal: undefined }],
    absent: ['never-listened', 'threw'],
  },
  {
    name: 'exits-with-code',
    claim: 'what it said before it ended is kept, and the line that ended it',
    facts: [
      { type: 'output', stream: 'stderr', bytes: Buffer.from('no configuration\n') },
      { type: 'exited', code: 4, signal: undefined, at: at('exits-with-code', 3) },
    ],
    absent: ['never-listened'],
  },
]

describe('a program that misbehaves is reported as it is, and leaves no process', () => {
  test.for(cases)('$name: $claim', async ({ name, facts, absent = [], limits = {}, verdict = 'failed' }) => {
    const { runner, tokenPrefix } = testRunner()
    const check = checkOf(anyAnswer)
    const report = await runner.run({
      program: fileProgram(workbookWith([name]), name),
      checks: [{ ...check, transcript: { ...check.transcript, properties: { replay: 'as-written' } } }],
      seed: 1,
      limits: { firstByteMs: 500, ...limits },
    })
    const events = eventsOf(report)
    for (const fact of facts) expect(events).toContainEqual(expect.objectContaining(fact))
    expect(events.map(event => event.type).filter(type => absent.includes(type))).toEqual([])
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict, error: undefined })
    await runner.close()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('a second server on the same port is told by its line, and the first is judged', async () => {
    const { runner } = testRunner()
    const report = await runner.run({
      program: fileProgram(workbookWith(['listens-twice']), 'listens-twice'),
      checks: [checkOf(anyAnswer)],
      seed: 1,
    })
    const taken = eventsOf(report).find(event => event.type === 'port-taken')
    expect(taken).toMatchObject({ type: 'port-taken', at: { line: 6 } })
  })

  test('a port that somebody else holds is told by the line that wanted it', async () => {
    const { createServer } = await import('node:net')
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const text = `import { createServer } from 'node:net'\n\ncreateServer().listen(${port}, '127.0.0.1')\n`
    const { runner } = testRunner()
    const workbook = workbookWith([], { 'taken.ts': text })
    const report = await runner.run({ program: fileProgram(workbook, 'taken'), checks: [checkOf(anyAnswer)], seed: 1 })
    other.close()
    expect(eventsOf(report)).toContainEqual(expect.objectContaining({ type: 'port-taken', port, at: at('taken', 3) }))
    expect(report.verdict).toBe('failed')
  })

  test('stacks show the lines of the learner and none of ours or of Node', async () => {
    const { runner } = testRunner()
    const report = await runner.run({
      program: fileProgram(workbookWith(['throws-in-handler']), 'throws-in-handler'),
      checks: [checkOf(anyAnswer)],
      seed: 1,
    })
    const threw = eventsOf(report).find(event => event.type === 'threw') as unknown as { stack: readonly string[] }
    const frames = threw.stack.slice(1).map(line => line.trim().replace(/\/\S*\//, ''))
    expect(frames).toEqual(['at parse (throws-in-handler.ts:6:44)', 'at throws-in-handler.ts:9:48'])
    expect(threw.stack.every(line => !line.includes('node:') && !line.includes('boot.cjs'))).toBe(true)
  })
})
