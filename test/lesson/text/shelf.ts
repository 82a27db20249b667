// Texts read without a disk: a lesson of a few files, whose text is the test's.

import { readLessonText, type LessonText } from '../../../src/lesson/text/text.ts'
import type { Shelf } from '../../../src/lesson/text/include.ts'

const files = {
  'lessons/hello/lesson.json': '{}',
  'lessons/hello/start/server.ts':
    'one\n// #region first\n  two\n// #endregion\n// #region second\nthree\n// #endregion\n',
  'lessons/hello/start/plain.py': 'pass\n',
  'lessons/hello/solution/server.ts': 'one\ntwo\nfour\n',
  'lessons/hello/attempts/once/server.ts': 'one\n',
  'lessons/hello/apps/app': 'app\n',
  'lessons/other/start/server.ts': 'other\n',
  'fixtures/hello/is-answered.trace':
    '# Title\n# Why\n#!replay: as-written\n\n> GET / HTTP/1.1\n>\n# later\n< HTTP/1.1 200 OK\n\n',
  'fixtures/other/is-other.trace': '# Other\n> GET / HTTP/1.1\n',
  'fixtures/http/plain.trace': '# Plain\n> HEAD / HTTP/1.1\n',
} as const

const states = {
  start: new Map([['server.ts', 'one\ntwo\nthree\n'], ['same.ts', 'same\n'], ['gone.ts', 'gone\n']]),
  solution: new Map([['server.ts', 'one\ntwo\nfour\n'], ['same.ts', 'same\n'], ['new.ts', 'new']]),
} as const // prettier-ignore

export const textPath = 'lessons/hello/text.md'

/** A lesson with this text. */
export const shelfWith = (text: string): Shelf => ({
  pack: { directory: 'course', files: new Map([...Object.entries(files), [textPath, text]]) },
  slug: 'hello',
  states,
})

export const read = (text: string): LessonText => readLessonText(shelfWith(text), textPath)

/** What is wrong with a text, a line each: its rule, its line and, for what stops the lesson, so. */
export const remarksOn = (text: string): readonly string[] =>
  read(text).remarks.map(
    ({ rule, isFatal, fault }) => `${rule} ${fault.place?.line ?? '-'}${isFatal ? ' fatal' : ''}: ${fault.problem}`,
  )
