import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { descendantsOf, isAlive } from '../../terminal/processes.ts'
import { until } from '../../runner/support/until.ts'
import { endOf, newWorkbook, outputUntil, packageFolder, startCli } from '../cli.ts'

const solution = readFileSync(join(packageFolder, 'lessons/echo/solution/server.ts'), 'utf8')

describe('watch', () => {
  test('checks at once and at each save, whichever way the editor writes, and leaves no process behind', async () => {
    const workbook = await newWorkbook()
    const file = join(workbook, '01-echo/server.ts')
    const child = startCli(['watch', '1'], { cwd: workbook })
    const ended = endOf(child)
    await outputUntil(child, /seed \d+/)

    const passed = outputUntil(child, /all \d+ checks passed|checks passed|passed/i)
    writeFileSync(`${file}.new`, solution)
    renameSync(`${file}.new`, file)
    expect(await passed).toMatch(/Lesson 1 /)

    const failed = outputUntil(child, /syntax-error/)
    writeFileSync(file, 'const = 1\n')
    expect(await failed).toContain('server.ts')

    // The process that waits for the next save, at the least.
    await until('a process in reserve', () => descendantsOf(child.pid!).length > 0)
    const started = descendantsOf(child.pid!)
    child.kill('SIGINT')
    const { signal, stdout } = await ended
    expect(signal).toBe('SIGINT')
    expect(stdout.match(/^-- \d\d:\d\d:\d\d -/gm)).toHaveLength(3)
    expect(started.filter(isAlive)).toEqual([])
  }, 30_000)
})
