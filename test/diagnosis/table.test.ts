// The tables are complete: every code has a program, every program a row.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diagnosisCodes } from '../../src/check/index.ts'
import { programs } from './judge-program.ts'
import { allBroken } from './table.ts'

const names = readdirSync(join(programs, 'broken'))

test('every code has a program that gets it', () => {
  const covered = new Set(allBroken.map(row => row.code))
  expect(diagnosisCodes.filter(code => !covered.has(code))).toEqual([])
})

test('every broken program is in exactly one table', () => {
  expect(allBroken.map(row => row.program).toSorted()).toEqual(names.toSorted())
})

test('every program opens with a sentence that says what it does', () => {
  const folders = ['broken', 'correct'].map(name => join(programs, name))
  const files = folders.flatMap(folder =>
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(folder, entry.name)),
  )
  const silent = files.filter(path => !/^(\/\/|#) [A-Z].*\n/.test(readFileSync(path, 'utf8')))
  expect(files.length).toBeGreaterThan(60)
  expect(silent).toEqual([])
})
