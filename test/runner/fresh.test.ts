// Two runs after each other, or at once: nothing of one is in the other.

import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import {
  answering,
  bodyIn,
  eventIn,
  fileProgram,
  outputIn,
  runOne,
  testRunner,
  workbookWith,
} from './support/runner.ts'

describe('what a run shows is of the file as it is now', () => {
  test('a saved file is what runs next, also with the time and the size of the one before', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering("'one'") })
    const path = join(workbook, 'server.ts')
    const time = new Date('2026-01-01')
    utimesSync(path, time, time)
    expect(bodyIn(await runOne(runner, fileProgram(workbook, 'server')))).toBe('one')
    writeFileSync(path, answering("'two'"))
    utimesSync(path, time, time)
    expect(bodyIn(await runOne(runner, fileProgram(workbook, 'server')))).toBe('two')
  })

  test('so is a neighbour, one that appears, and one that goes', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], {
      'server.ts': answering('word', "import { word } from './word.ts'"),
      'word.ts': "export const word: string = 'one'\n",
    })
    const program = fileProgram(workbook, 'server')
    expect(bodyIn(await runOne(runner, program))).toBe('one')
    writeFileSync(join(workbook, 'word.ts'), "export const word: string = 'two'\n")
    expect(bodyIn(await runOne(runner, program))).toBe('two')
    rmSync(join(workbook, 'word.ts'))
    expect(eventIn(await runOne(runner, program), 'threw')).toMatchObject({ message: "Cannot find module './word.ts'" })
    writeFileSync(join(workbook, 'word.ts'), "export const word: string = 'three'\n")
    expect(bodyIn(await runOne(runner, program))).toBe('three')
  })

  test('a fault that is mended is gone, and one that comes is seen', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering("'fine'") })
    const path = join(workbook, 'server.ts')
    const program = fileProgram(workbook, 'server')
    expect((await runOne(runner, program)).verdict).toBe('passed')
    writeFileSync(path, 'const = 1\n')
    expect(eventIn(await runOne(runner, program), 'syntax-error')).toMatchObject({ at: { line: 1 } })
    writeFileSync(path, answering("'fine'"))
    expect((await runOne(runner, program)).verdict).toBe('passed')
  })

  test('a workbook that was moved runs where it is', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], { 'server.ts': answering('import.meta.dirname') })
    expect(bodyIn(await runOne(runner, fileProgram(workbook, 'server')))).toBe(workbook)
    const moved = join(workbookWith([]), 'moved')
    renameSync(workbook, moved)
    expect(bodyIn(await runOne(runner, fileProgram(moved, 'server')))).toBe(moved)
  })

  test('what a program keeps in memory begins anew', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith([], { 'server.ts': answering('++count', 'let count = 0') }), 'server')
    for (let round = 0; round < 2; round++) expect(bodyIn(await runOne(runner, program))).toBe('1')
  })
})

describe('a report holds what was said in its own run', () => {
  test('output and errors of the run before are not in it', async () => {
    const { runner } = testRunner()
    const loud = workbookWith([], { 'server.ts': "console.log('loud')\nthrow new Error('loud too')\n" })
    await runOne(runner, fileProgram(loud, 'server'))
    const report = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': answering("'quiet'") }), 'server'))
    expect([outputIn(report), outputIn(report, 'stderr'), eventIn(report, 'threw')]).toEqual(['', '', undefined])
  })

  test('runs of one runner at the same time keep to themselves', async () => {
    const { runner } = testRunner()
    const words = ['red', 'green', 'blue']
    const reports = await Promise.all(
      words.map(word => {
        const text = answering(`(console.log('${word}'), '${word}')`)
        return runOne(runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'))
      }),
    )
    expect(reports.map(report => [report.verdict, bodyIn(report), outputIn(report)])).toEqual(
      words.map(word => ['passed', word, `${word}\n`]),
    )
  })

  test('runs of the same file by two runners at the same time', async () => {
    const workbook = workbookWith([], { 'server.ts': answering("'same'") })
    const reports = await Promise.all(
      [testRunner(), testRunner(), testRunner()].map(({ runner }) => runOne(runner, fileProgram(workbook, 'server'))),
    )
    expect(reports.map(report => bodyIn(report))).toEqual(['same', 'same', 'same'])
  })
})
