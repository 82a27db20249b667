// Reports of runs of the sample lesson: one that failed at the fourth check, one that passed.

import type { Explanation } from '../../../src/check/index.ts'
import type { CheckResult, RunReport } from '../../../src/runner/index.ts'
import type { Trace } from '../../../src/trace/index.ts'
import type { Judged } from '../../../src/workbook/index.ts'
import { sampleChecks } from './lesson.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const sampleTrace: Trace = {
  events: [
    {
      type: 'opened',
      atMs: 0,
      connection: 'A',
      local: { address: '127.0.0.1', port: 50000 },
      remote: { address: '127.0.0.1', port: 8888 },
    },
    { type: 'sent', atMs: 0.4, connection: 'A', bytes: bytes('GET /hello HTTP/1.1\r\nHo') },
    {
      type: 'wrote',
      atMs: 2.1,
      connection: 'A',
      bytes: 61,
      at: { path: '/home/ada/tsgi-workbook/01-echo/server.ts', line: 9, column: 5 },
    },
    { type: 'output', atMs: 2.2, connection: 'A', stream: 'stdout', bytes: bytes('GET /hello\n\x1b[31mred\x1b[0m\n') },
    {
      type: 'received',
      atMs: 2.6,
      connection: 'A',
      bytes: bytes('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nGET /hello HTTP/1.1\r\nHo'),
    },
    { type: 'ended', atMs: 2.7, connection: 'A' },
    { type: 'sent', atMs: 3, connection: 'A', bytes: bytes('st: localhost:8888\r\n\r\n') },
    { type: 'closed', atMs: 3.4, connection: 'A' },
  ],
}

const passed = (index: number): CheckResult => {
  const check = sampleChecks[index]!
  return { id: check.id, title: check.title, verdict: { type: 'passed' }, trace: sampleTrace, replay: undefined, ms: 4 }
}

const failedResult: CheckResult = {
  ...passed(3),
  verdict: { type: 'failed', diagnosis: { code: 'one-read' } as never },
  replay: { name: 'random cuts', cuts: [23] },
}

const notRun: CheckResult = {
  ...passed(4),
  verdict: { type: 'not-run', because: { type: 'needs', check: 'one-byte' } },
  trace: { events: [] },
}

export const sampleExplanation: Explanation = {
  code: 'one-read',
  what: 'the server answered before the blank line had come',
  replay: undefined,
  where: { role: '>', text: 'GET /hello HTTP/1.1\\r\\nHo', column: 23, width: 1, label: 'byte 23: cut here' },
  source: { path: '/home/ada/tsgi-workbook/01-echo/server.ts', line: 9, column: 5, functionName: 'answer' },
  expected: 'to wait for the rest of the header section',
  received: 'a response after 23 of 43 bytes',
  reference: 'RFC 9112 §2.2',
  next: 'Keep what has arrived, and answer only once the blank line is in it.',
}

export const failedReport: RunReport = {
  verdict: 'failed',
  seed: 7,
  durationMs: 41,
  pausedMs: 0,
  checks: [passed(0), passed(1), passed(2), failedResult, notRun, passed(5), passed(6), passed(7)],
  program: [{ type: 'output', atMs: 0, stream: 'stdout', bytes: bytes('Serving HTTP on port 8888 ...\n') }],
}

export const passedReport: RunReport = {
  ...failedReport,
  verdict: 'passed',
  durationMs: 38,
  checks: sampleChecks.map((_, index) => passed(index)),
}

export const failedJudged: Judged = {
  report: failedReport,
  explanations: new Map([['one-byte', sampleExplanation]]),
  faults: new Map(),
}
export const passedJudged: Judged = { report: passedReport, explanations: new Map(), faults: new Map() }
