// A lesson begins with the learner's own program of the one before, and nothing of theirs is lost by it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Exercise } from '../../../src/lesson/index.ts'
import {
  beginFromMine,
  initWorkbook,
  openLessonFolder,
  type FromMine,
  type Workbook,
} from '../../../src/workbook/index.ts'
import { newFolder } from './folder.ts'

const template = join(import.meta.dirname, '../../../template')
const noon = new Date('2026-11-21T12:00:05Z')

const exercise = (number: number, slug: string, more: Partial<Exercise>): Exercise => ({
  number,
  slug,
  title: slug,
  minutes: 5,
  steps: [],
  checks: [],
  hints: [],
  argv: [],
  apps: new Map(),
  start: new Map(),
  solution: new Map(),
  ...more,
})
const before = exercise(1, 'echo', {
  start: new Map([['server.ts', '// TODO: echo\n']]),
  solution: new Map([['server.ts', 'echo()\n']]),
})
const lesson = exercise(2, 'parse', {
  start: new Map([
    ['server.ts', '// TODO: parse\necho()\n'],
    ['parse.ts', '// TODO: write parse\n'],
  ]),
  apps: new Map([['app.ts', 'application\n']]),
})

let workbook: Workbook
beforeEach(() => {
  workbook = initWorkbook(newFolder(), template).workbook
})
const begin = (difference?: string): FromMine | undefined =>
  beginFromMine(workbook, { lesson, before, program: 'server.ts', difference }, noon)
const textOf = (name: string): string => readFileSync(join(workbook.directory, name), 'utf8')
const write = (name: string, text: string): void => {
  mkdirSync(join(workbook.directory, name, '..'), { recursive: true })
  writeFileSync(join(workbook.directory, name), text)
}

describe('a lesson that begins with mine', () => {
  test('has my files, what its start adds, and at the top of my program what it asks for', () => {
    openLessonFolder(workbook, before)
    write('01-echo/server.ts', 'myEcho()\n')
    write('01-echo/bytes.ts', 'mine\n')
    write('01-echo/notes.txt', 'notes\n')
    expect(begin('a patch\n')).toMatchObject({
      directory: join(workbook.directory, '02-parse'),
      backup: undefined,
      carried: ['bytes.ts', 'server.ts'],
      added: ['parse.ts', 'app.ts', 'start-of-lesson-2.diff'],
      todos: [{ text: 'TODO: parse' }],
      isUntouched: false,
    })
    expect(textOf('02-parse/server.ts')).toMatch(
      /^\/\/ Lesson 2, parse\. This file began as[^]*TODO: parse\n[^]*\n\nmyEcho\(\)\n$/,
    )
    expect(textOf('02-parse/bytes.ts')).toBe('mine\n')
    expect(textOf('02-parse/parse.ts')).toBe('// TODO: write parse\n')
    expect(textOf('02-parse/start-of-lesson-2.diff')).toBe('a patch\n')
    expect(textOf('01-echo/server.ts')).toBe('myEcho()\n')
  })

  test('keeps what was in its folder, and a file of mine goes before one of the start', () => {
    openLessonFolder(workbook, before)
    write('01-echo/parse.ts', 'my own parse\n')
    write('02-parse/server.ts', 'a first try\n')
    const begun = begin()
    expect(begun?.backup).toBe(join(workbook.directory, '.tsgi/backups/02-parse-2026-11-21T12-00-05'))
    expect(textOf('.tsgi/backups/02-parse-2026-11-21T12-00-05/server.ts')).toBe('a first try\n')
    expect(textOf('02-parse/parse.ts')).toBe('my own parse\n')
    expect(begun).toMatchObject({ added: ['app.ts'], isUntouched: false })
  })

  test('says when nothing has been written in the lesson before', () => {
    openLessonFolder(workbook, before)
    expect(begin()?.isUntouched).toBe(true)
  })

  test('has nothing to begin with when the lesson before was never opened, or its program is gone', () => {
    expect(begin()).toBeUndefined()
    write('01-echo/other.ts', 'mine\n')
    expect(begin()).toBeUndefined()
    expect(existsSync(join(workbook.directory, '02-parse'))).toBe(false)
  })
})
