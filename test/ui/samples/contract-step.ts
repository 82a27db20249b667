// A lesson whose last step is the contract: three checks of its own, and forty cases; and what runs of it came to.

import type { LessonCheck } from '../../../src/lesson/index.ts'
import type { CheckResult, RunReport } from '../../../src/runner/index.ts'
import { judgedFrom } from '../../../src/cli/judging.ts'
import {
  initialState,
  noMemory,
  type OpenedLesson,
  type RequestPath,
  type SessionState,
  type Size,
} from '../../../src/workbook/index.ts'
import { after, pressing, saved } from './keys.ts'
import { sampleChecks, sampleCourse, sampleLesson } from './lesson.ts'

const own = sampleChecks.slice(0, 3)
export const cases: readonly LessonCheck[] = Array.from({ length: 40 }, (_, index) => ({
  ...sampleChecks[0]!,
  id: `contract/case-${index + 1}`,
  title: `Case ${index + 1} of the contract holds`,
  runs: 'last',
}))

const lesson = {
  ...sampleLesson,
  number: 5,
  slug: 'server',
  title: 'The whole server',
  steps: [
    { id: 'own', title: 'Its own checks', checks: own.map(({ id }) => id) },
    {
      id: 'contract',
      title: 'Hold it to the whole contract',
      checks: cases.map(({ id }) => id),
      contract: true as const,
    },
  ],
  checks: [...own, ...cases],
}

const course = {
  ...sampleCourse,
  lessons: [
    { ...sampleCourse.lessons[0]!, built: 'A server that sends back what it is asked, however the bytes are cut.' },
    { ...sampleCourse.lessons[1]! },
    {
      ...sampleCourse.lessons[2]!,
      number: 5,
      slug: 'server',
      title: lesson.title,
      isWritten: true,
      built: 'All of it.',
    },
  ],
}
const passedMemory = { ...noMemory, isPassed: true }

const opened: OpenedLesson = {
  lesson,
  directory: '/home/ada/tsgi-workbook',
  file: '/home/ada/tsgi-workbook/05-server/server.ts',
  subject: '05-server/server.ts',
  mine: lesson.start,
}

const untouched = (size: Size): SessionState =>
  initialState({ course, opened, memories: new Map([['echo', passedMemory]]), size })

const resultOf = ({ id, title }: LessonCheck, verdict: CheckResult['verdict']): CheckResult => ({
  id,
  title,
  verdict,
  trace: { events: [] },
  replay: undefined,
  ms: 4,
})

const passed: CheckResult['verdict'] = { type: 'passed' }
const silent: CheckResult['verdict'] = {
  type: 'failed',
  diagnosis: { code: 'silent', ms: 1000, request: 'GET / HTTP/1.1' },
}
const notRun: CheckResult['verdict'] = { type: 'not-run', because: { type: 'needs', check: 'browser' } }

const reportOf = (verdicts: (check: LessonCheck) => CheckResult['verdict']): RunReport => {
  const checks = lesson.checks.map(check => resultOf(check, verdicts(check)))
  const verdict = checks.every(result => result.verdict.type === 'passed') ? 'passed' : 'failed'
  return { verdict, seed: 7, durationMs: 4100, pausedMs: 0, checks, program: [] }
}

export const reports = {
  passed: reportOf(() => passed),
  /** Two cases. */
  failed: reportOf(({ id }) => (/-(7|23)$/.test(id) ? silent : passed)),
  /** A check of the lesson's own. */
  notRun: reportOf(({ id }) => (id === 'browser' ? silent : id.startsWith('contract/') ? notRun : passed)),
}

const ran = (size: Size, report: RunReport): SessionState => {
  const state = untouched(size)
  return after(state, saved(state), { type: 'run-finished', run: 1, judged: judgedFrom(lesson, report) })
}

const half = [...own, ...cases.slice(0, 20)]
const running = (size: Size): SessionState => {
  const state = untouched(size)
  return after(
    state,
    saved(state),
    ...half.map(
      check =>
        ({
          type: 'run-progress',
          run: 1,
          progress: { type: 'check-finished', result: resultOf(check, passed) },
        }) as const,
    ),
  )
}

const at = (line: number, functionName: string) => ({ path: opened.file!, line, column: 3, functionName })

/** The page of what has been built, the request followed. */
const built = (size: Size): SessionState => {
  const looking = pressing(ran(size, reports.passed), 'w')
  const path: RequestPath = {
    request: 'GET /hello?name=ada HTTP/1.1',
    response: 'HTTP/1.1 200 OK',
    steps: [
      { place: 'read', at: at(31, 'serve'), text: "socket.on('data', bytes => {" },
      { place: 'environ', at: at(88, 'environOf'), text: 'REQUEST_METHOD: method,' },
      { place: 'through', at: at(44, 'serve'), text: 'answer(request)' },
      { place: 'call', at: at(120, 'answer'), text: 'const body = await application(environ, response.startResponse)' },
      { place: 'status', at: at(201, 'sendHead'), text: 'socket.write(head)' },
      { place: 'chunk', at: at(214, 'send'), text: 'socket.write(chunk)' },
      { place: 'close', at: at(131, 'answer'), text: 'await body.close?.()' },
    ],
  }
  return after(looking, { type: 'request-followed', run: 1, path })
}

export const contractStep = {
  lesson,
  untouched,
  running,
  built,
  passed: (size: Size) => ran(size, reports.passed),
  failed: (size: Size) => ran(size, reports.failed),
  notRun: (size: Size) => ran(size, reports.notRun),
}
