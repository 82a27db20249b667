import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  formatProgress,
  initWorkbook,
  memoryIn,
  noMemory,
  noProgress,
  parseProgress,
  progressPath,
  readProgress,
  updateProgress,
  withCurrent,
  withMemory,
  writeProgress,
  type LessonMemory,
} from '../../../src/workbook/index.ts'
import { newFolder } from './folder.ts'

const template = join(import.meta.dirname, '../../../template')
const noon = new Date('2026-11-21T12:00:05Z')
const memory: LessonMemory = {
  hints: { 'step read 0': 2 },
  answers: { 1: { tried: [0, 2], isDone: true, text: 'HTTP/1.1' } },
  places: { lesson: 12 },
  isSolutionSeen: true,
  isPassed: true,
  lastRun: { passed: 9, all: 10 },
}

describe('progress', () => {
  test('is the same after it was written and read', () => {
    const written = withCurrent(withMemory(noProgress, 'echo', memory), 'echo')
    const read = parseProgress(formatProgress(written))
    expect(read?.current).toBe('echo')
    expect(memoryIn(read ?? noProgress, 'echo')).toEqual(memory)
    expect(formatProgress(read ?? noProgress)).toBe(formatProgress(written))
  })

  test('of a newer version keeps every field this version does not know', () => {
    const newer = {
      version: 7,
      current: 'echo',
      badges: ['first'],
      lessons: { echo: { isPassed: false, stars: 3 }, telepathy: { isPassed: true, depth: { a: 1 } } },
    }
    const read = parseProgress(JSON.stringify(newer)) ?? noProgress
    const written: unknown = JSON.parse(formatProgress(withMemory(read, 'echo', memory)))
    expect(written).toMatchObject({
      version: 7,
      badges: ['first'],
      lessons: { echo: { isPassed: true, stars: 3 }, telepathy: { isPassed: true, depth: { a: 1 } } },
    })
  })

  test.each([
    ['hints', { hints: 'three', isPassed: true }],
    ['answers', { answers: [1, 2], isPassed: true }],
    ['places', { places: { lesson: 'top' }, isPassed: true }],
    ['a row above the first', { places: { lesson: -3 }, isPassed: true }],
    ['half a row', { places: { lesson: 1.5 }, isPassed: true }],
    ['fewer levels than none', { hints: { 'step read 0': -1 }, isPassed: true }],
    ['lastRun', { lastRun: { passed: 'all' }, isPassed: true }],
  ])('with nonsense for %s loses that field alone', (_, echo) => {
    const read = parseProgress(JSON.stringify({ version: 1, lessons: { echo } })) ?? noProgress
    expect(memoryIn(read, 'echo')).toEqual({ ...noMemory, isPassed: true })
  })
})

describe('an answer in progress', () => {
  test('keeps those of the choices tried that can be choices', () => {
    const echo = { answers: { 0: { tried: [0, -1, 'b', 2.5, 2], isDone: false } } }
    const read = parseProgress(JSON.stringify({ version: 1, lessons: { echo } })) ?? noProgress
    expect(memoryIn(read, 'echo').answers[0]).toEqual({ tried: [0, 2], isDone: false, text: undefined })
  })
})

describe('the progress file', () => {
  const newWorkbook = () => initWorkbook(newFolder(), template).workbook

  test('of a new workbook is not there, and that is no progress', () => {
    expect(readProgress(newWorkbook(), noon)).toEqual({ progress: noProgress, setAside: undefined })
  })

  test.each([
    ['cut off', '{"version": 1, "lessons": {'],
    ['empty', ''],
    ['not progress', '[]'],
    ['without lessons', '{"version": 1}'],
    ['bytes that are no text', '\0\0\0\0'],
  ])('that is %s is set aside under a dated name, with its content', (_, text) => {
    const workbook = newWorkbook()
    writeFileSync(progressPath(workbook), text)
    const read = readProgress(workbook, noon)
    expect(read.setAside).toBe(join(workbook.directory, '.tsgi/progress.damaged-2026-11-21T12-00-05.json'))
    expect(readFileSync(read.setAside ?? '', 'utf8')).toBe(text)
    expect(readProgress(workbook, noon)).toEqual({ progress: noProgress, setAside: undefined })
  })

  test('set aside twice in a second keeps both', () => {
    const workbook = newWorkbook()
    const asides = ['one', 'two'].map(text => {
      writeFileSync(progressPath(workbook), text)
      return readProgress(workbook, noon).setAside ?? ''
    })
    expect(asides.map(path => readFileSync(path, 'utf8'))).toEqual(['one', 'two'])
  })

  test('keeps what another terminal wrote in between', () => {
    const workbook = newWorkbook()
    writeProgress(workbook, withMemory(noProgress, 'echo', memory))
    updateProgress(workbook, noon, progress => withMemory(progress, 'request-line', memory))
    expect([...readProgress(workbook, noon).progress.lessons.keys()]).toEqual(['echo', 'request-line'])
  })

  test('leaves no unfinished files behind, those of killed processes included', () => {
    const workbook = newWorkbook()
    writeFileSync(`${progressPath(workbook)}.unfinished-999999999`, 'half')
    writeProgress(workbook, noProgress)
    expect(readdirSync(join(workbook.directory, '.tsgi')).toSorted()).toEqual(['.gitignore', 'progress.json'])
  })
})
