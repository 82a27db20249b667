// What a lesson starts from is made of what the lessons before it left.

import { describe, expect, test } from 'vitest'
import { loadCourse, loadExercise } from '../../src/lesson/index.ts'
import { over, overlay } from '../../src/lesson/overlay.ts'
import { faultOf } from './fault.ts'
import { goodPack, packWith, type Changes } from './pack.ts'

const layers = (start: Record<string, string>, solution: Record<string, string>) => ({
  start: new Map(Object.entries(start)),
  solution: new Map(Object.entries(solution)),
})

describe('overlay', () => {
  test.each([
    ['no lesson at all', [], {}, {}],
    ['one lesson', [layers({ a: '1' }, { a: '2', b: '2' })], { a: '1' }, { a: '2', b: '2' }],
    ['a start that changes nothing', [layers({ a: '1' }, { a: '2' }), layers({}, { b: '4' })], { a: '2' }, { a: '2', b: '4' }],
    ['a start over the solution before', [layers({ a: '1' }, { a: '2' }), layers({ a: '3' }, {})], { a: '3' }, { a: '3' }],
    ['a lesson that has no files', [layers({ a: '1' }, { a: '2' }), layers({}, {}), layers({ b: '5' }, {})], { a: '2', b: '5' }, { a: '2', b: '5' }],
    ['files that only one start had', [layers({ a: '1', todo: '1' }, {}), layers({}, { a: '4' })], { a: '1', todo: '1' }, { a: '4', todo: '1' }],
  ] as const)('of %s', (_, lessons, start, solution) => {
    const states = overlay(lessons)
    expect([Object.fromEntries(states.start), Object.fromEntries(states.solution)]).toEqual([start, solution])
  }) // prettier-ignore

  test('changes neither of the two', () => {
    const [lower, upper] = [new Map([['a', '1']]), new Map([['a', '2']])]
    expect([over(lower, upper).get('a'), lower.get('a'), upper.get('a')]).toEqual(['2', '1', '2'])
  })
})

const filesOf = async (changes: Changes, which: string) => {
  const { start, solution } = await loadExercise(await loadCourse(packWith(changes)), which)
  return { start: Object.fromEntries(start), solution: Object.fromEntries(solution) }
}

const solved = {
  'server.ts': "import './log.ts'\n\nif (isComplete) {\n  socket.end('hello')\n}\n",
  'log.ts': goodPack['lessons/hello/solution/log.ts'],
}

describe('the programs of a lesson', () => {
  test('the first starts from its own files, without their markers', async () => {
    expect(await filesOf({}, 'hello')).toEqual({
      start: { 'server.ts': '// fails is-answered with closed-empty\nsocket.end()\n' },
      solution: solved,
    })
  })

  test('a later one starts from the solution before it and its own start', async () => {
    expect(await filesOf({}, 'goodbye')).toEqual({
      start: { ...solved, 'todo.ts': goodPack['lessons/goodbye/start/todo.ts'] },
      solution: { ...solved, 'todo.ts': goodPack['lessons/goodbye/solution/todo.ts'] },
    })
  })

  test('a lesson that is announced and not written is passed over', async () => {
    const course = { title: 'a', lessons: [{ slug: 'first', title: 'First' }, { slug: 'hello' }] }
    const { start } = await filesOf({ 'course.json': JSON.stringify(course) }, 'hello')
    expect(Object.keys(start)).toEqual(['server.ts'])
  })

  test('files keep their folders', async () => {
    const { start } = await filesOf({ 'lessons/goodbye/start/lib/a/b.ts': 'b' }, 'goodbye')
    expect(start['lib/a/b.ts']).toBe('b')
  })

  test.each([
    ['hello', { 'lessons/hello/start/server.ts': undefined }],
    ['goodbye', { 'lessons/hello/start/server.ts': undefined, 'lessons/hello/solution/server.ts': undefined }],
  ])('%s is refused when neither it nor a lesson before it has a server.ts', async (which, changes) => {
    expect(await faultOf(() => filesOf(changes, which))).toMatchObject({
      path: `lessons/${which}/start/server.ts`,
      problem: 'no such file',
      next: 'Write the program that learners start from.',
    })
  })
})
