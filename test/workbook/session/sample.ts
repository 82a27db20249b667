// A session in a lesson of three checks, three questions and four hints; verdicts on it; events and keys to take it further.

import type { Block, Lesson, LessonCheck } from '../../../src/lesson/index.ts'
import type { CheckResult, RunReport } from '../../../src/runner/index.ts'
import { parseTranscript } from '../../../src/transcript/index.ts'
import {
  initialState,
  keyWord,
  named,
  typed,
  update,
  type Effect,
  type Judged,
  type Key,
  type LessonMemory,
  type OpenedLesson,
  type PageFacts,
  type SessionEvent,
  type SessionState,
} from '../../../src/workbook/index.ts'

const words = (text: string): Block => ({ type: 'paragraph', text: [{ type: 'text', text }] })
const choice = (text: string, isRight: boolean) => ({
  text: [{ type: 'text', text } as const],
  isRight,
  explanation: [],
})

/** Question 0 is a quiz (b is right), 1 a prediction in a quote, 2 a quiz in a list (a is right). */
const text: readonly Block[] = [
  words('A server waits on a port.'),
  {
    type: 'quiz',
    question: [words('Where does the header section end?')],
    choices: [choice('at a line end', false), choice('at a blank line', true), choice('at a close', false)],
  },
  { type: 'quote', blocks: [{ type: 'predict', question: [words('What comes back?')], answer: [words('Half.')] }] },
  {
    type: 'list',
    ordered: false,
    items: [
      [{ type: 'quiz', question: [words('Who closes?')], choices: [choice('server', true), choice('client', false)] }],
    ],
  },
]

const transcript = parseTranscript(
  '# A request\n# It is answered.\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n* closed\n',
)
const check = (id: string, needs: readonly string[] = []): LessonCheck => ({
  id,
  title: `The check ${id}`,
  fixture: id,
  transcript,
  needs,
})

export const lesson: Lesson = {
  number: 1,
  slug: 'echo',
  title: 'Echo',
  minutes: 40,
  steps: [
    { id: 'listen', title: 'Listen, and answer', checks: ['simple'] },
    { id: 'read', title: 'Read to the blank line', checks: ['pieces', 'closes'] },
  ],
  checks: [check('simple'), check('pieces', ['simple']), check('closes')],
  hints: [
    { on: { type: 'step', id: 'listen' }, levels: ['one', 'two'] },
    { on: { type: 'step', id: 'read' }, levels: ['one'] },
    { on: { type: 'check', id: 'pieces' }, levels: ['one', 'two'] },
    { on: { type: 'code', id: 'closed-empty' }, levels: ['one', 'two', 'three'] },
  ],
  text,
  argv: [],
  apps: new Map(),
  start: new Map([['server.ts', 'start']]),
  solution: new Map([['server.ts', 'solution']]),
  attempts: [],
}

export const course = {
  title: 'Build a web server',
  lessons: [
    { number: 1, slug: 'echo', title: 'Echo', minutes: 40, isWritten: true },
    { number: 2, slug: 'request-line', title: 'The request line', minutes: 35, isWritten: true },
    { number: 3, slug: 'environ', title: 'The environ', minutes: undefined, isWritten: false },
  ],
}

export const file = '/home/ada/tsgi-workbook/01-echo/server.ts'

export const opened: OpenedLesson = {
  lesson,
  directory: '/home/ada/tsgi-workbook',
  file,
  subject: '01-echo/server.ts',
  mine: lesson.start,
}

/** The lesson after it: no questions, one check, no hints. */
export const openedNext: OpenedLesson = {
  ...opened,
  lesson: { ...lesson, number: 2, slug: 'request-line', text: [], checks: [check('parses')], steps: [], hints: [] },
  file: '/home/ada/tsgi-workbook/02-request-line/server.ts',
  subject: '02-request-line/server.ts',
}

export const size = { columns: 80, rows: 24 }

export const sessionWith = (memory?: Partial<LessonMemory>, lessonOpened: OpenedLesson = opened): SessionState => {
  const started = initialState({ course, opened: lessonOpened, memories: new Map(), size })
  return memory === undefined ? started : remembers(started, memory)
}

const remembers = (state: SessionState, memory: Partial<LessonMemory>): SessionState => ({
  ...state,
  memories: new Map([
    [
      state.opened.lesson.slug,
      { hints: {}, answers: {}, places: {}, isSolutionSeen: false, isPassed: false, lastRun: undefined, ...memory },
    ],
  ]),
})

/** A session in which nothing has happened. */
export const untouched = sessionWith()

/** A hundred rows of which twenty are shown; questions, hints and lessons lie twenty rows apart. */
export const page: PageFacts = {
  rows: 20,
  height: 100,
  anchors: [0, 1, 2].flatMap(number => [{ id: `question ${number}`, top: 10 + 30 * number, height: 8 }]),
  matches: [],
}

/** The key of a word as bindings write it: `ctrl-d`, `shift-tab`, `pagedown`, `q`. */
export const keyFrom = (word: string): Key => {
  if (word === 'space') return typed(' ')
  if (Array.from(word).length === 1) return typed(word)
  const [, modifier, name = word] = /^(ctrl|shift|alt)-(.+)$/.exec(word) ?? []
  return modifier === undefined ? named(name) : named(name, { [modifier]: true })
}

/** A key pressed after a rest, or with another page or haste. */
export const keyEvent = (
  word: string,
  how: { readonly page?: PageFacts; readonly sinceSameMs?: number } = {},
): SessionEvent => {
  const key = keyFrom(word)
  if (keyWord(key) !== word) throw new Error(`${word} is no word of a key`)
  return { type: 'key', key, page: how.page ?? page, sinceSameMs: how.sinceSameMs }
}

export const after = (state: SessionState, ...events: readonly SessionEvent[]): SessionState =>
  events.reduce((now, event) => update(now, event)[0], state)

/** The state after these keys, each pressed on `page`. */
export const pressing = (state: SessionState, ...keys: readonly string[]): SessionState =>
  after(state, ...keys.map(key => keyEvent(key)))

/** What the event asks for. */
export const effectsOf = (state: SessionState, event: SessionEvent): readonly Effect[] => update(state, event)[1]

export const save: SessionEvent = { type: 'file-saved', mine: new Map([['server.ts', 'mine']]) }

/** `passed`, `not run`, or the code of the failure. */
export type Outcome = 'passed' | 'not-run' | 'closed-empty' | 'left-open'

export const resultOf = (id: string, outcome: Outcome): CheckResult => ({
  id,
  title: `The check ${id}`,
  verdict: verdictOf(outcome),
  trace: { events: [] },
  replay: undefined,
  ms: 3,
})

const verdictOf = (outcome: Outcome): CheckResult['verdict'] => {
  switch (outcome) {
    case 'passed':
      return { type: 'passed' }
    case 'not-run':
      return { type: 'not-run', because: { type: 'needs', check: 'simple' } }
    case 'closed-empty':
      return { type: 'failed', diagnosis: { code: 'closed-empty', request: 'GET / HTTP/1.1' } }
    case 'left-open':
      return { type: 'failed', diagnosis: { code: 'left-open', ms: 500, limit: 'close' } }
  }
}

/** What the three checks came to, in their order. */
export const judgedAs = (verdict: RunReport['verdict'], ...outcomes: readonly Outcome[]): Judged => ({
  report: {
    verdict,
    seed: 1,
    durationMs: 120,
    pausedMs: 0,
    checks: outcomes.map((outcome, index) => resultOf(lesson.checks[index]?.id ?? '', outcome)),
    program: [],
  },
  explanations: new Map(),
  faults: new Map(),
})

/** The run that is going on ends so. */
export const finished = (state: SessionState, judged: Judged): SessionEvent => ({
  type: 'run-finished',
  run: state.run.number,
  judged,
})

/** Saved, and judged. */
export const ran = (state: SessionState, judged: Judged): SessionState => {
  const running = after(state, save)
  return after(running, finished(running, judged))
}

export const allPassed = judgedAs('passed', 'passed', 'passed', 'passed')
export const secondFailed = judgedAs('failed', 'passed', 'closed-empty', 'passed')
export const lastTwoFailed = judgedAs('failed', 'passed', 'closed-empty', 'left-open')
