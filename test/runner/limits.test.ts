// Each limit of a run, shortened: what happens when it passes, and that a shorter one really is the one that counts.

import { describe, expect, test } from 'vitest'

import { defaultLimits } from '../../src/runner/index.ts'
import type { Limits, RunReport } from '../../src/runner/index.ts'
import type { TraceEvent } from '../../src/trace/index.ts'
import {
  answering,
  checkOf,
  eventIn,
  fileProgram,
  pidsLeftBy,
  runOne,
  testRunner,
  workbookWith,
} from './support/runner.ts'

async function run(text: string, limits: Partial<Limits>, transcript = plain): Promise<RunReport> {
  const { runner } = testRunner()
  await runner.warm()
  const program = fileProgram(workbookWith([], { 'server.ts': text }), 'server')
  return runner.run({ program, checks: [checkOf(`#!replay: as-written\n${transcript}`)], seed: 1, limits })
}

const plain = '> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n'
const listening = (serve: string): string => `import { createServer, type Socket } from 'node:net'
createServer({ allowHalfOpen: true }, (socket: Socket) => {
  socket.on('error', () => socket.destroy())
  ${serve}
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

/** From the first event of a kind to the first of another, in the trace of the first check. */
function between(report: RunReport, from: TraceEvent['type'], to: TraceEvent['type']): number {
  const { events } = report.checks[0]!.trace
  const at = (type: TraceEvent['type']): number => events.find(event => event.type === type)?.atMs ?? Number.NaN
  return at(to) - at(from)
}

test('the limits are those of the design, where nothing else is asked for', () => {
  expect(defaultLimits).toMatchObject({ startMs: 2000, firstByteMs: 1000, exchangeMs: 2000 })
})

describe('each limit ends its phase, and is told', () => {
  test('startMs: a program that does not listen', async () => {
    const report = await run('setInterval(() => 0, 1000)\n', { startMs: 150 })
    expect(eventIn(report, 'never-listened')).toMatchObject({ ms: 150 })
    expect(report.durationMs).toBeLessThan(defaultLimits.startMs)
  })

  test('startMs counts from the order to start, not from the boot of the process', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith(['echo']), 'echo')
    // No process is warm: its boot takes longer than this, the start of the program does not.
    const report = await runOne(runner, program, { limits: { startMs: 500 } })
    expect(report.verdict).toBe('passed')
  })

  test('firstByteMs: a server that says nothing', async () => {
    const report = await run(listening('socket.resume()'), { firstByteMs: 120 })
    expect(eventIn(report, 'limit')).toMatchObject({ limit: 'first-byte', ms: 120 })
    expect(between(report, 'sent', 'limit')).toBeGreaterThanOrEqual(119)
    expect(eventIn(report, 'half-closed')).toMatchObject({ probe: true })
  })

  test('exchangeMs: a server that never comes to the end of its answer', async () => {
    const drip = `socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 1000000\\r\\n\\r\\n')
      setInterval(() => socket.write('x'), 10)
    })`
    const report = await run(listening(drip), { exchangeMs: 200 })
    expect(eventIn(report, 'limit')).toMatchObject({ limit: 'exchange', ms: 200 })
    expect(between(report, 'received', 'limit')).toBeGreaterThanOrEqual(150)
  })

  test('closeMs: a server that leaves the connection open where it must close', async () => {
    const answer = `socket.once('data', () => socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n'))`
    const report = await run(listening(answer), { closeMs: 120 }, `${plain}* closed\n`)
    expect(eventIn(report, 'limit')).toMatchObject({ limit: 'close', ms: 120 })
  })

  test('stopMs: SIGTERM first; SIGKILL for what ignores it', async () => {
    const { runner, tokenPrefix } = testRunner()
    const text = answering("''", "process.on('SIGTERM', () => console.log('not yet'))")
    const program = fileProgram(workbookWith([], { 'server.ts': text }), 'server')
    const startedAt = performance.now()
    const report = await runOne(runner, program, { limits: { stopMs: 300 } })
    expect(report.verdict).toBe('passed')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(300)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('blockedMs: an event loop that stays away longer', async () => {
    const spin = "socket.once('data', () => { const end = Date.now() + 60_000; while (Date.now() < end); })"
    const report = await run(listening(spin), { blockedMs: 100, firstByteMs: 5000 })
    expect(eventIn(report, 'blocked')!.ms).toBeLessThan(defaultLimits.blockedMs)
    expect(eventIn(report, 'limit')).toBeUndefined()
  })

  test('blockedMs: an event loop that comes back in time is only slow', async () => {
    const spin = `socket.once('data', () => {
      const end = Date.now() + 200
      while (Date.now() < end);
      socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n')
    })`
    const report = await run(listening(spin), { blockedMs: 2000, firstByteMs: 5000 })
    expect(report.verdict).toBe('passed')
  })

  test('memoryBytes: what takes memory a little at a time meets it too', async () => {
    const hoard = `const kept: Buffer[] = []
    socket.once('data', () => { setInterval(() => kept.push(Buffer.alloc(4e6, 1)), 1) })`
    const memoryBytes = 100 * 1024 * 1024
    const report = await run(listening(hoard), { memoryBytes, firstByteMs: 8000 })
    expect(eventIn(report, 'out-of-memory')).toMatchObject({ limit: memoryBytes })
    expect(eventIn(report, 'out-of-memory')!.bytes).toBeGreaterThan(memoryBytes)
  })
})
