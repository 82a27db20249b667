// Lesson 1 as it is in the course, and sessions in it: nothing run yet, running, failed with the attempt that reads once,
// passed. Traces are written down, verdicts and explanations come from the judge.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgedFrom } from '../../../src/cli/judging.ts'
import { judge } from '../../../src/check/index.ts'
import { loadCourse, loadLesson, withoutMarkers, type LessonCheck } from '../../../src/lesson/index.ts'
import type { CheckResult, RunReport } from '../../../src/runner/index.ts'
import type { Trace } from '../../../src/trace/index.ts'
import { initialState, type OpenedLesson, type SessionState, type Size } from '../../../src/workbook/index.ts'
import { after, saved } from './keys.ts'

const root = join(import.meta.dirname, '../../..')
const directory = '/home/ada/tsgi-workbook'
const file = `${directory}/01-echo/server.ts`

const course = await loadCourse(root)
export const lesson = await loadLesson(course, 1)

/** As a learner has it: without the markers that the lesson's text needs. */
const textOf = (folder: string): string =>
  withoutMarkers(readFileSync(join(root, 'lessons/echo', folder, 'server.ts'), 'utf8'))

const openedWith = (text: string): OpenedLesson => ({
  lesson,
  directory,
  file,
  subject: '01-echo/server.ts',
  mine: new Map([['server.ts', text]]),
})

const sessionWith = (text: string, size: Size): SessionState =>
  initialState({ course, opened: openedWith(text), memories: new Map(), size })

/** The lesson just opened, its file as it was handed out. */
export const untouched = (size: Size): SessionState => sessionWith(textOf('start'), size)

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const remote = { address: '127.0.0.1', port: 8888 }
const local = { address: '127.0.0.1', port: 50_000 }
const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'
const wroteAt = (line: number) => ({ path: file, line, column: 12 })

const answered: Trace = {
  events: [
    { atMs: 0.4, type: 'opened', connection: 'A', local, remote },
    { atMs: 0.5, type: 'sent', connection: 'A', bytes: bytes('GET / HTTP/1.1\r\nHost: a\r\n\r\n') },
    { atMs: 1.2, type: 'wrote', connection: 'A', bytes: 45, at: wroteAt(13) },
    { atMs: 1.6, type: 'received', connection: 'A', bytes: bytes(`${head}GET / HTTP/1.1\r\nHost: a\r\n\r\n`) },
    { atMs: 2.1, type: 'ended', connection: 'A' },
    { atMs: 2.2, type: 'closed', connection: 'A' },
  ],
}

/** What the attempt `reads-once` does with a request in two pieces: the answer has the first piece only. */
const answeredOnce: Trace = {
  events: [
    { atMs: 0.4, type: 'opened', connection: 'A', local, remote },
    { atMs: 0.5, type: 'sent', connection: 'A', bytes: bytes('GET /pieces HTTP/1.1\r\nHo') },
    { atMs: 1.4, type: 'sent', connection: 'A', bytes: bytes('st: a\r\n\r\n') },
    { atMs: 1.6, type: 'wrote', connection: 'A', bytes: 45, at: wroteAt(13) },
    { atMs: 1.6, type: 'wrote', connection: 'A', bytes: 24, at: wroteAt(14) },
    { atMs: 1.6, type: 'output', connection: 'A', stream: 'stdout', bytes: bytes('24 bytes came in\n') },
    { atMs: 1.7, type: 'received', connection: 'A', bytes: bytes(`${head}GET /pieces HTTP/1.1\r\nHo`) },
    { atMs: 2.1, type: 'ended', connection: 'A' },
    { atMs: 2.2, type: 'closed', connection: 'A' },
  ],
}

const failing = 'a-request-in-two-pieces'
const failingIndex = lesson.checks.findIndex(({ id }) => id === failing)

const passedResult = ({ id, title }: LessonCheck): CheckResult => ({
  id,
  title,
  verdict: { type: 'passed' },
  trace: answered,
  replay: undefined,
  ms: 4,
})

const resultOfAttempt = (check: LessonCheck, index: number): CheckResult => {
  if (check.id === failing)
    return { ...passedResult(check), verdict: judge(check.transcript, answeredOnce), trace: answeredOnce }
  return index < failingIndex
    ? passedResult(check)
    : {
        ...passedResult(check),
        verdict: { type: 'not-run', because: { type: 'needs', check: failing } },
        trace: { events: [] },
      }
}

const reportOf = (verdict: RunReport['verdict'], checks: readonly CheckResult[]): RunReport => ({
  verdict,
  seed: 7,
  durationMs: verdict === 'passed' ? 412 : 187,
  pausedMs: 0,
  checks,
  program: [{ atMs: 0, type: 'listening', address: '127.0.0.1', port: 8888, asked: 8888 }],
})

const judged = (session: SessionState, report: RunReport): SessionState =>
  after(session, saved(session), { type: 'run-finished', run: 1, judged: judgedFrom(lesson, report) })

/** After a save of the attempt that reads once. */
export const failed = (size: Size): SessionState =>
  judged(sessionWith(textOf('attempts/reads-once'), size), reportOf('failed', lesson.checks.map(resultOfAttempt)))

/** After a save of the solution. */
export const passed = (size: Size): SessionState =>
  judged(sessionWith(textOf('solution'), size), reportOf('passed', lesson.checks.map(passedResult)))

/** In the middle of the first run. */
export const running = (size: Size): SessionState => {
  const session = untouched(size)
  return after(
    session,
    saved(session),
    ...lesson.checks
      .slice(0, 3)
      .map(({ id }) => ({ type: 'run-progress', run: 1, progress: { type: 'check-started', id } }) as const),
    ...lesson.checks.slice(0, 1).map(
      check =>
        ({
          type: 'run-progress',
          run: 1,
          progress: { type: 'check-finished', result: passedResult(check) },
        }) as const,
    ),
    { type: 'tick', run: 1, elapsedMs: 1300 },
  )
}

/** After a save of the attempt, and then another save that is being checked. */
export const runningAgain = (size: Size): SessionState => {
  const session = failed(size)
  return after(session, saved(session), { type: 'tick', run: 2, elapsedMs: 400 })
}
