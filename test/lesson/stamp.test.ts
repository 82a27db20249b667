// The stamp of a lesson is another as soon as anything is that loading it reads, and the same as long as nothing is.

import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { lessonStamp, loadCourse } from '../../src/lesson/index.ts'
import { goodPack, newFolder, packWith, writeFile } from './pack.ts'

const stamped = async (which: string) => {
  const folder = packWith()
  const course = await loadCourse(folder)
  const before = lessonStamp(course, which)
  return { folder, before, stamp: () => lessonStamp(course, which) }
}

const readBy: Readonly<Record<string, (name: string) => boolean>> = {
  hello: name => name === 'course.json' || name.includes('/hello/') || name.startsWith('fixtures/http/'),
  goodbye: name =>
    name === 'course.json' ||
    name.includes('/goodbye/') ||
    name.startsWith('fixtures/http/') ||
    /^lessons\/hello\/(?:start|solution)\//.test(name),
}
const cases = Object.entries(readBy).flatMap(([which, isRead]) =>
  Object.keys(goodPack).map(name => ({ which, name, isRead: isRead(name) })),
)

describe('the stamp of a lesson', () => {
  test('stays while nothing changes', async () => {
    const { before, stamp } = await stamped('hello')
    expect(stamp()).toBe(before)
  })

  test.each(cases.filter(({ isRead }) => isRead))(
    'of $which is another when $name is longer',
    async ({ which, name }) => {
      const { folder, before, stamp } = await stamped(which)
      writeFile(folder, name, `${goodPack[name]} `)
      expect(stamp()).not.toBe(before)
    },
  )

  test.each(cases.filter(({ isRead }) => isRead))(
    'of $which is another when $name is gone',
    async ({ which, name }) => {
      const { folder, before, stamp } = await stamped(which)
      rmSync(join(folder, name))
      expect(stamp()).not.toBe(before)
    },
  )

  test.each(cases.filter(({ isRead }) => !isRead))(
    'of $which is the same when $name changes',
    async ({ which, name }) => {
      const { folder, before, stamp } = await stamped(which)
      writeFile(folder, name, `${goodPack[name]} `)
      expect(stamp()).toBe(before)
    },
  )

  test.each([
    ['a translation', 'lessons/goodbye/text.zh-CN.md'],
    ['an attempt', 'lessons/goodbye/attempts/new/attempt.json'],
    ['a file of the start', 'lessons/goodbye/start/lib/a.ts'],
    ['a file of an earlier solution', 'lessons/hello/solution/lib/a.ts'],
    ['a fixture', 'fixtures/goodbye/new.trace'],
  ])('is another when %s is added', async (_, name) => {
    const { folder, before, stamp } = await stamped('goodbye')
    writeFile(folder, name, '')
    expect(stamp()).not.toBe(before)
  })

  test('is another when a file of the same size has another time', async () => {
    const { folder, before, stamp } = await stamped('hello')
    utimesSync(join(folder, 'lessons/hello/text.md'), 1, 1)
    expect(stamp()).not.toBe(before)
  })

  test('is another when a file of the same size was given its old time back', async () => {
    const { folder, before, stamp } = await stamped('hello')
    const path = join(folder, 'lessons/hello/text.md')
    const { atime, mtime } = statSync(path)
    // The clock of a file system may stand still for some milliseconds.
    await vi.waitFor(() => {
      writeFileSync(path, (goodPack['lessons/hello/text.md'] ?? '').toUpperCase())
      utimesSync(path, atime, mtime)
      expect(stamp()).not.toBe(before)
    })
  })

  test('is another when a file was replaced by one of the same size and time', async () => {
    const { folder, before, stamp } = await stamped('hello')
    const path = join(folder, 'lessons/hello/text.md')
    const { atime, mtime } = statSync(path)
    await vi.waitFor(() => {
      const other = join(newFolder(), 'other.md')
      writeFileSync(other, (goodPack['lessons/hello/text.md'] ?? '').toUpperCase())
      utimesSync(other, atime, mtime)
      renameSync(other, path)
      expect(stamp()).not.toBe(before)
    })
  })

  test('is another for another course, and for another lesson', async () => {
    const [one, other] = [await loadCourse(packWith()), await loadCourse(packWith())]
    const stamps = [lessonStamp(one, 1), lessonStamp(other, 1), lessonStamp(one, 2)]
    expect(new Set(stamps).size).toBe(3)
  })

  test('can be had of folders deeper than a pack may have, so that loading can say what is wrong', async () => {
    const { folder, before, stamp } = await stamped('hello')
    mkdirSync(join(folder, `lessons/hello/start/${'a/'.repeat(40)}`), { recursive: true })
    expect(stamp()).not.toBe(before)
  })

  test.each([4, 'later'])('of lesson %o, which cannot be loaded, is a mistake of whoever asks', async which => {
    const course = await loadCourse(packWith())
    expect(() => lessonStamp(course, which)).toThrow(RangeError)
  })
})
