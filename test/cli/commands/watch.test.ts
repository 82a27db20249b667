import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

    child.kill('SIGINT')
    const { signal, stdout } = await ended
    expect(signal).toBe('SIGINT')
    expect(stdout.match(/^-- \d\d:\d\d:\d\d -/gm)).toHaveLength(3)
    expect(processesIn(workbook)).toEqual([])
  }, 30_000)
})

/** Processes of this machine whose command line names the folder. */
const processesIn = (folder: string): readonly string[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes(folder))
