// The doors of the layer: a course, an exercise, a whole lesson, and what is refused on the way.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findLesson, loadCourse, loadExercise, loadLesson } from '../../src/lesson/index.ts'
import { faultOf, textAt } from './fault.ts'
import { goodPack, packWith, replaced, type Changes } from './pack.ts'

const course = (changes?: Changes) => loadCourse(packWith(changes))

describe('a course', () => {
  test('has its lessons in order, each with what its own file says of it', async () => {
    const directory = packWith()
    expect(await loadCourse(directory)).toEqual({
      directory,
      title: 'Small servers',
      lessons: [
        { number: 1, slug: 'hello', title: 'Hello', minutes: 5, isWritten: true },
        { number: 2, slug: 'goodbye', title: 'Goodbye', minutes: 7, isWritten: true },
        { number: 3, slug: 'later', title: 'Not written yet', minutes: 20, isWritten: false },
      ],
    })
  })

  test.each([
    [1, 'hello'],
    ['goodbye', 'goodbye'],
    [3, 'later'],
    [4, undefined],
    [0, undefined],
    ['1', undefined],
    ['', undefined],
  ])('finds a lesson by its number or its slug: %o', async (which, slug) => {
    expect(findLesson(await course(), which)?.slug).toBe(slug)
  })

  test.each([
    ['no course.json', { 'course.json': undefined }, 'course.json', undefined, 'no such file', 'nothing'],
    ['a lesson that says its title twice', replaced('course.json', '"hello"', '"hello", "title": "Hello"'), 'course.json', '"hello"', 'a title or minutes that the lesson says itself', '"title" or "minutes"'],
    ['a lesson that says its minutes twice', replaced('course.json', '"hello"', '"hello", "minutes": 5'), 'course.json', '"hello"', 'a title or minutes that the lesson says itself', '"title" or "minutes"'],
    ['a lesson that says its title nowhere', replaced('course.json', ', "title": "Not written yet"', ''), 'course.json', '"later"', 'a lesson that is not written and has no title', 'neither'],
    ['a lesson that is broken', replaced('lessons/goodbye/lesson.json', '7', '"7"'), 'lessons/goodbye/lesson.json', '"7"', 'a value of the wrong kind', '"7"'],
  ] as const)('with %s is refused', async (_, changes, path, at, problem, received) => {
    const fault = await faultOf(() => course(changes))
    expect(fault).toMatchObject({ path, problem, received })
    expect(fault && textAt(fault)?.slice(0, at?.length)).toBe(at)
  }) // prettier-ignore

  test('is named in messages by the folder that was given', async () => {
    const directory = packWith({ 'course.json': '{}' })
    await expect(loadCourse(directory)).rejects.toThrow(`${directory}/course.json:1:1: `)
  })
})

describe('an exercise', () => {
  test('has the steps, checks and hints of its lesson', async () => {
    const directory = packWith()
    const exercise = await loadExercise(await loadCourse(directory), 'hello')
    const argv = [{ path: join(directory, 'lessons/hello/apps/app.ts'), name: 'application' }]
    expect(exercise).toMatchObject({ number: 1, slug: 'hello', title: 'Hello', minutes: 5 })
    expect(exercise.steps).toEqual([
      { id: 'greet', title: 'Greet', checks: ['is-answered'] },
      { id: 'again', title: 'Greet again', checks: ['is-answered-twice'] },
    ])
    expect(exercise.checks.map(({ transcript, ...check }) => [check, transcript.steps.length > 0])).toEqual([
      [{ id: 'is-answered', title: 'Hello is answered', fixture: 'is-answered', needs: [], argv }, true],
      [
        {
          id: 'is-answered-twice',
          title: 'Hello is answered twice',
          fixture: 'is-answered-twice',
          needs: ['is-answered'],
          until: 'goodbye',
        },
        true,
      ],
    ])
    expect(exercise.hints).toEqual([
      {
        on: { type: 'step', id: 'greet' },
        levels: ['What does the client wait for?', "Say it:\n```ts\nif (isComplete) {\n  socket.end('hello')\n}\n```"],
      },
      { on: { type: 'check', id: 'is-answered-twice' }, levels: ['Once more.'] },
      { on: { type: 'code', id: 'silent' }, levels: ['It waits.'] },
    ])
  })

  test.each([
    ['as its lesson says', {}, 'later'],
    ['as its fixture says, which counts more', replaced('fixtures/goodbye/is-parted.trace', '\n', '\n#!until: hello\n'), 'hello'],
    ['to the end when nothing is said', replaced('lessons/goodbye/lesson.json', '"until": "later",', ''), undefined],
  ])('has checks that hold until a later lesson: %s', async (_, changes, until) => {
    const { checks } = await loadExercise(await course(changes), 'goodbye')
    expect(checks.map(check => check.until)).toEqual([until])
  }) // prettier-ignore

  test('reads neither text nor attempts, so that what is wrong in them stops no check', async () => {
    const changes = { 'lessons/hello/text.md': undefined, 'lessons/hello/attempts/once/attempt.json': '{' }
    expect((await loadExercise(await course(changes), 1)).title).toBe('Hello')
  })

  test.each([
    ['a fixture that is not there', { 'fixtures/hello/is-answered.trace': undefined }, 'lessons/hello/lesson.json', '"is-answered" }', 'a check whose fixture is not there'],
    ['a fixture that cannot be read', replaced('fixtures/hello/is-answered.trace', '* closed', '* clozed'), 'fixtures/hello/is-answered.trace', 'clozed', 'unknown act'],
    ['a meaning that no check can give', replaced('fixtures/hello/is-answered.trace', '* closed', '#!means: length-missing\n* closed'), 'fixtures/hello/is-answered.trace', 'length-missing', 'a code that no check can give'],
    ['a meaning that is no code', replaced('fixtures/hello/is-answered.trace', '* closed', '#!means: never\n* closed'), 'fixtures/hello/is-answered.trace', 'never', 'a code that no check can give'],
    ['a fixture without a title', { 'fixtures/hello/is-answered.trace': '> GET / HTTP/1.1\n' }, 'fixtures/hello/is-answered.trace', '> GET', 'a fixture without a title'],
    ['a fixture that starts with an empty line', { 'fixtures/hello/is-answered.trace': '\n> GET / HTTP/1.1\n' }, 'fixtures/hello/is-answered.trace', '', 'a fixture without a title'],
    ['a fixture with an empty title', { 'fixtures/hello/is-answered.trace': '#\n> GET / HTTP/1.1\n' }, 'fixtures/hello/is-answered.trace', '#', 'a fixture without a title'],
    ['a hint that includes no known form', replaced('lessons/hello/lesson.json', '<<< solution/server.ts#greet', '<<<'), 'lessons/hello/lesson.json', '["Say it:', 'an include of no known form'],
    ['a hint that includes a diff', replaced('lessons/hello/lesson.json', '<<< solution/server.ts#greet', '<<< diff start solution'), 'lessons/hello/lesson.json', '["Say it:', 'an include of no known form'],
    ['a hint that includes an attempt', replaced('lessons/hello/lesson.json', '<<< solution/server.ts#greet', '<<< attempts/once/server.ts'), 'lessons/hello/lesson.json', '["Say it:', 'an include of no known form'],
    ['a hint that includes a region that is not there', replaced('lessons/hello/lesson.json', '#greet', '#great'), 'lessons/hello/lesson.json', '["Say it:', 'an include of a region that is not there'],
    ['a hint that includes a fixture that is not there', replaced('lessons/hello/lesson.json', 'solution/server.ts#greet', 'fixture great'), 'lessons/hello/lesson.json', '["Say it:', 'an include of something that is not there'],
    ['a region that does not end', replaced('lessons/hello/solution/server.ts', '// #endregion\n', ''), 'lessons/hello/solution/server.ts', '// #region greet', 'region greet does not end'],
    ['a region in a region', replaced('lessons/hello/start/server.ts', 'socket', '  // #region more\nsocket'), 'lessons/hello/start/server.ts', '  // #region more', 'region more begins inside region hang-up'],
  ] as const)('with %s is refused', async (_, changes, path, at, problem) => {
    const fault = await faultOf(async () => loadExercise(await course(changes), 1))
    expect(fault).toMatchObject({ path, problem })
    expect(fault && textAt(fault)?.slice(0, at.length)).toBe(at)
  }) // prettier-ignore

  test.each([
    ['that is not there', 4, 'there is no lesson 4'],
    ['that is not written', 'later', 'lesson 3 (later) is not written yet'],
  ])('of a lesson %s is a mistake of whoever asks', async (_, which, message) => {
    const { directory, lessons, title } = await course()
    await expect(loadExercise({ directory, lessons, title }, which)).rejects.toThrow(new RangeError(message))
  })
})

describe('a lesson', () => {
  test('has its attempts, whose files lie over the solution', async () => {
    const { attempts, solution } = await loadLesson(await course(), 'hello')
    expect(attempts).toEqual([
      {
        name: 'once',
        check: 'is-answered-twice',
        code: 'closed-empty',
        why: 'It hangs up.',
        files: new Map([...solution, ['server.ts', goodPack['lessons/hello/attempts/once/server.ts'] ?? '']]),
      },
    ])
  })

  test.each([
    ['in English', 'hello', 'en', 'Hello'],
    ['in another language', 'hello', 'zh-CN', '你好'],
    ['in English where there is no other', 'goodbye', 'zh-CN', 'The bytes of others:'],
  ] as const)('has its text %s', async (_, which, language, words) => {
    const [first] = (await loadLesson(await course(), which, language)).text
    expect(first).toMatchObject({ text: [{ type: 'text', text: words }] })
  })

  test('is in English when no language is asked for', async () => {
    const [first] = (await loadLesson(await course(), 1)).text
    expect(first).toMatchObject({ text: [{ text: 'Hello' }] })
  })

  test.each([
    ['no text', { 'lessons/hello/text.md': undefined }, 'lessons/hello/text.md', undefined],
    ['no text but a translation', { 'lessons/hello/text.md': undefined, 'lessons/hello/text.zh-CN.md': '# a' }, 'lessons/hello/text.md', undefined],
    ['an include that leads nowhere', replaced('lessons/hello/text.md', '<<< solution/log.ts', '<<< solution/lag.ts'), 'lessons/hello/text.md', 9],
    ['a quiz without a right choice', replaced('lessons/hello/text.md', '[x]', '[ ]'), 'lessons/hello/text.md', 31],
    ['an attempt without attempt.json', { 'lessons/hello/attempts/once/attempt.json': undefined }, 'lessons/hello/attempts/once/attempt.json', undefined],
    ['an attempt that names no check of it', replaced('lessons/hello/attempts/once/attempt.json', 'is-answered-twice', 'is'), 'lessons/hello/attempts/once/attempt.json', 1],
    ['an attempt with a name that is none', { 'lessons/hello/attempts/Once/server.ts': '' }, 'lessons/hello/attempts/Once', undefined],
    ['a region of an attempt that does not end', { 'lessons/hello/attempts/once/server.ts': 'a\n// #region b\n' }, 'lessons/hello/attempts/once/server.ts', 2],
  ] as const)('with %s is refused', async (_, changes, path, line) => {
    const fault = await faultOf(async () => loadLesson(await course(changes), 1))
    expect([fault?.path, fault?.place?.line]).toEqual([path, line])
  }) // prettier-ignore

  test('opens with faults that only the lint minds', async () => {
    const changes = replaced('lessons/hello/text.md', 'It logs:', '<b>It</b> logs:\n\n```js\ncode\n```')
    expect((await loadLesson(await course(changes), 1)).title).toBe('Hello')
  })
})
