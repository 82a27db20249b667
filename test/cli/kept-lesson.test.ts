import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readKeptLesson } from '../../src/cli/kept-lesson.ts'
import { loadCourse, loadLesson, type Course, type LessonEntry } from '../../src/lesson/index.ts'

const root = join(import.meta.dirname, '../..')
let folder: string
let course: Course
let entry: LessonEntry

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsgi-learn-kept-'))
  for (const part of ['course.json', 'lessons', 'fixtures'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  course = await loadCourse(folder)
  entry = course.lessons[0]!
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (build = 'a') => readKeptLesson(course, entry, { folder, build })
const kept = (): string => join(folder, 'lesson-echo')

describe('a kept lesson', () => {
  test('is the lesson, with all its maps and bytes', async () => {
    const first = await read()
    const second = await read()
    expect(second).toStrictEqual(first)
    expect(second).not.toBe(first)
    expect(second).toStrictEqual(await loadLesson(course, 1))
  })

  test.each(['lessons/echo/text.md', 'lessons/echo/solution/server.ts', 'lessons/echo/lesson.json'])(
    'is read again when %s has changed',
    async path => {
      await read()
      const before = readFileSync(kept())
      const file = join(folder, path)
      writeFileSync(file, `${readFileSync(file, 'utf8')}\n`)
      expect(await read()).toStrictEqual(await loadLesson(course, 1))
      expect(readFileSync(kept()).equals(before)).toBe(false)
    },
  )

  test('is read again by other code', async () => {
    await read('a')
    const before = readFileSync(kept())
    await read('b')
    expect(readFileSync(kept()).equals(before)).toBe(false)
  })

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 40)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('not what was kept')],
  ])('that is %s does no harm', async (_, damage) => {
    await read()
    writeFileSync(kept(), damage(readFileSync(kept())))
    expect(await read()).toStrictEqual(await loadLesson(course, 1))
  })

  test('is not needed: without a folder to keep it in, the lesson is read', async () => {
    const lesson = await loadLesson(course, 1)
    expect(await readKeptLesson(course, entry, { folder: undefined, build: 'a' })).toStrictEqual(lesson)
    expect(await readKeptLesson(course, entry, { folder: join(folder, 'nowhere'), build: 'a' })).toStrictEqual(lesson)
  })
})
