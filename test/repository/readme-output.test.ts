// What the README shows of the program is what the program prints: the same attempt is run and compared.

import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, newFolder, packageFolder } from '../cli/cli.ts'
import { readText } from './files.ts'

const attempt = join(packageFolder, 'lessons/echo/attempts/leaves-out-a-space/server.ts')

/** The block under a mark, without the indent of its list. */
const blockUnder = (mark: string): readonly string[] => {
  const lines = readText('README.md').split('\n')
  const from = lines.findIndex(line => line.trim() === `<!-- ${mark} -->`)
  const start = lines.findIndex((line, index) => index > from && line.trim().startsWith('```'))
  const end = lines.findIndex((line, index) => index > start && line.trim() === '```')
  return lines.slice(start + 1, end).map(line => line.replace(/^ {3}/, ''))
}

const outputOf = async (command: string): Promise<readonly string[]> => {
  const folder = newFolder()
  await cli(['init', 'workbook'], { cwd: folder })
  const workbook = join(folder, 'workbook')
  await cli(['lesson', '1', '--plain'], { cwd: workbook })
  copyFileSync(attempt, join(workbook, '01-echo/server.ts'))
  const { stdout } = await cli([command, '1'], { cwd: workbook, env: { NO_COLOR: '1' } })
  return stdout.split('\n')
}

test('the failure that the README shows', async () => {
  const printed = await outputOf('check')
  const block = blockUnder('failure')
  expect(block.length).toBeGreaterThan(5)
  const start = printed.indexOf(block[0] ?? '')
  expect(printed.slice(start, start + block.length)).toEqual(block)
})

test('the trace that the README shows, but for times, the port and what was printed', async () => {
  const printed = (await outputOf('trace')).slice(2).filter(line => !/^ *(?:\d+ ms)? *\| /.test(line))
  const shown = printed.map(line =>
    line
      .replace(/^ *\d+ ms/, '      ')
      .replace(/:\d{4,5}$/, ':8888')
      .trimEnd(),
  )
  expect(shown.filter(line => line !== '')).toEqual(blockUnder('trace'))
})
