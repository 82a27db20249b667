// Sessions in the states that screens are recorded in, and the keys that lead there.

import { frameOf } from '../../../src/ui/index.ts'
import {
  initialState,
  named,
  typed,
  update,
  type Key,
  type OpenedLesson,
  type SessionEvent,
  type SessionState,
  type Size,
} from '../../../src/workbook/index.ts'
import { sampleCourse, sampleLesson } from './lesson.ts'
import { failedJudged, passedJudged } from './report.ts'

export const sampleOpened: OpenedLesson = {
  lesson: sampleLesson,
  directory: '/home/ada/tsgi-workbook',
  file: '/home/ada/tsgi-workbook/01-echo/server.ts',
  subject: '01-echo/server.ts',
  mine: new Map([
    [
      'server.ts',
      "import { createServer } from 'node:net'\n\ncreateServer(socket => {\n  socket.end('HTTP/1.1 200 OK\\r\\n')\n}).listen(8888)\n",
    ],
  ]),
}

export const sessionOf = (size: Size): SessionState =>
  initialState({ course: sampleCourse, opened: sampleOpened, memories: new Map(), size })

/** The state after these events, effects dropped. */
export const after = (state: SessionState, ...events: readonly SessionEvent[]): SessionState =>
  events.reduce((now, event) => update(now, event)[0], state)

/** The state after these keys, pressed slowly, each on the page that is then on screen. */
export const pressing = (state: SessionState, ...keys: readonly string[]): SessionState =>
  keys.reduce(
    (now, key) =>
      update(now, { type: 'key', key: keyFrom(key), page: frameOf(now, undefined).page, sinceSameMs: undefined })[0],
    state,
  )

export const keyFrom = (word: string): Key => {
  if (word.startsWith('ctrl-')) return named(word.slice(5), { ctrl: true })
  if (word.startsWith('shift-')) return named(word.slice(6), { shift: true })
  return word.length === 1 ? typed(word) : word === 'space' ? typed(' ') : named(word)
}

const saved = (): SessionEvent => ({ type: 'file-saved', mine: sampleOpened.mine })

export const failedSession = (size: Size): SessionState =>
  after(sessionOf(size), saved(), { type: 'run-finished', run: 1, judged: failedJudged })
export const passedSession = (size: Size): SessionState =>
  after(sessionOf(size), saved(), { type: 'run-finished', run: 1, judged: passedJudged })
export const checkingSession = (size: Size): SessionState =>
  after(
    sessionOf(size),
    saved(),
    ...['simple', 'browser'].map((id): SessionEvent => ({
      type: 'run-progress',
      run: 1,
      progress: { type: 'check-started', id },
    })),
    {
      type: 'run-progress',
      run: 1,
      progress: { type: 'check-finished', result: passedJudged.report.checks[0]! },
    },
  )
