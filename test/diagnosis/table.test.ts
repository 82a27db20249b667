// The tables are complete: every code has a program, every program a row.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diagnosisCodes } from '../../src/check/index.ts'
import { programs } from './judge-program.ts'
import { inLessons, withShortcuts } from './table-of-lessons.ts'
import { allBroken } from './table.ts'

const names = readdirSync(join(programs, 'broken'))

test('every code has a program that gets it', () => {
  const covered = new Set([...allBroken, ...inLessons].map(row => row.code))
  expect(diagnosisCodes.filter(code => !covered.has(code))).toEqual([])
})

test('every broken program is in exactly one table', () => {
  const rows = [...allBroken, ...inLessons].map(row => row.program)
  expect([...rows, ...withShortcuts].toSorted()).toEqual(names.toSorted())
})

test('every program opens with a sentence that says what it does', () => {
  const folders = readdirSync(programs, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => join(programs, name))
  const files = folders.flatMap(folder =>
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(folder, entry.name)),
  )
  const silent = files.filter(path => !/^(\/\/|#) [A-Z].*\n/.test(readFileSync(path, 'utf8')))
  expect(files.length).toBeGreaterThan(150)
  expect(silent).toEqual([])
})
