import { appendFileSync, chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageFolder, solve } from '../cli/cli.ts'
import { openLesson, sizes } from './lesson.ts'

describe.each(sizes)('at $columns by $rows', size => {
  test('a save of the solution is checked and passes', async () => {
    const terminal = await openLesson(size)
    solve(terminal.workbook)
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.written()).toContain('checking')
    terminal.press('2')
    await terminal.shows('▸2 Checks', '▸ ✓ A request is answered')
  })

  test('a save of an attempt is explained, with the byte, the line and the next step', async () => {
    const terminal = await openLesson(size)
    solve(terminal.workbook, 'attempts/reads-once')
    await terminal.shows('✗ 7 of 20 passed')
    terminal.press('2')
    // Which of its two writes came too soon depends on how quick the machine is.
    await terminal.shows(
      '▸ ✗ A request that comes in two pieces',
      'one-read',
      '^ byte',
      'line      01-echo/server.ts:1',
    )
    expect(terminal.text()).toMatch(/expected .*\n[\s\S]*received .*\n[\s\S]*next /)
    terminal.press('t')
    await terminal.shows('▸3 Trace', '> GET /pieces HTTP/1.1', '^ the ')
    terminal.press('h')
    await terminal.shows('▸4 Hints', 'About one-read')
  })
})

describe('saves', () => {
  test('that follow each other quickly end in the verdict of the last', async () => {
    const terminal = await openLesson()
    for (const from of ['attempts/reads-once', 'attempts/greets-instead', 'solution']) solve(terminal.workbook, from)
    await terminal.shows('✓ all 20 checks passed')
    solve(terminal.workbook, 'attempts/greets-instead')
    await terminal.shows('✗ ')
    expect(terminal.text()).not.toContain('all 20')
  })

  test('while a run is going on cancel it; keys work meanwhile', async () => {
    const terminal = await openLesson()
    solve(terminal.workbook, 'attempts/waits-for-silence')
    await terminal.shows('◐ checking')
    terminal.press('4')
    await terminal.shows('▸4 Hints')
    solve(terminal.workbook)
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.text()).toContain('▸4 Hints')
  })

  test('of a file with a syntax error name its line', async () => {
    const terminal = await openLesson()
    const file = join(terminal.workbook, '01-echo/server.ts')
    appendFileSync(file, '\nconst x = (\n')
    await terminal.shows('✗ 0 of 20 passed')
    terminal.press('2')
    expect(terminal.isAlternate()).toBe(true)
    await terminal.shows('syntax-error', `server.ts:${readFileSync(file, 'utf8').split('\n').length - 1}`)
  })

  test('of a program that prints escape codes leave the screen as it is', async () => {
    const terminal = await openLesson()
    solve(terminal.workbook)
    await terminal.shows('✓ all 20 checks passed')
    const loud = "process.stdout.write('\\x1b[2J\\x1b[31mred\\x1b[?1049l\\n')\n"
    writeFileSync(
      join(terminal.workbook, '01-echo/server.ts'),
      readFileSync(join(packageFolder, 'lessons/echo/solution/server.ts'), 'utf8').replace(
        /(function serve.*\n)/,
        `$1  ${loud}`,
      ),
    )
    await terminal.until('another run', () => terminal.text().includes('checking'))
    await terminal.shows('✓ all 20 checks passed')
    terminal.press('2\r\x1b[F')
    await terminal.shows('\\x1b[2J\\x1b[31mred')
    expect(terminal.isAlternate()).toBe(true)
  })

  test('work that is there already is checked when the lesson opens', async () => {
    const terminal = await openLesson({ prepare: solve })
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.row(0)).toContain('▸1 Lesson')
  })

  test('r runs the checks again', async () => {
    const terminal = await openLesson({ prepare: solve })
    await terminal.shows('✓ all 20 checks passed')
    terminal.press('r')
    await terminal.shows('◐ checking')
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.isAlternate()).toBe(true)
  })
})

describe('the editor', () => {
  test('of the terminal gets the terminal, and what it saved is checked when it ends', async () => {
    const terminal = await openLesson({
      prepare: workbook => {
        const editor = join(workbook, 'vi')
        const solution = join(packageFolder, 'lessons/echo/solution/server.ts')
        writeFileSync(editor, `#!/bin/sh\necho "editing $*"\nread line\ncp '${solution}' "$2"\n`)
        chmodSync(editor, 0o755)
      },
      env: { EDITOR: './vi' },
    })
    terminal.press('e')
    await terminal.shows('editing +1', '01-echo/server.ts')
    expect(terminal.isAlternate()).toBe(false)
    expect(terminal.modes().has(25)).toBe(true)
    terminal.press('\r')
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.isAlternate()).toBe(true)
    expect(terminal.row(0)).toContain('▸1 Lesson')
  })

  test('that is not set is asked for', async () => {
    const terminal = await openLesson()
    terminal.press('e')
    await terminal.shows('set $EDITOR to your editor, or open server.ts in it yourself')
    expect(terminal.isAlternate()).toBe(true)
  })

  test('that does not exist is said so', async () => {
    const terminal = await openLesson({ env: { EDITOR: 'no-such-editor' } })
    terminal.press('e')
    await terminal.shows('no-such-editor could not be started')
    expect(terminal.isAlternate()).toBe(true)
  })

  test('that saves by renaming is seen too', async () => {
    const terminal = await openLesson({
      prepare: workbook => {
        cpSync(join(packageFolder, 'lessons/echo/solution/server.ts'), join(workbook, 'new.ts'))
        const editor = join(workbook, 'nano')
        writeFileSync(editor, '#!/bin/sh\nfor file; do :; done\nmv new.ts "$file"\n')
        chmodSync(editor, 0o755)
      },
      env: { EDITOR: './nano' },
    })
    terminal.press('e')
    await terminal.shows('✓ all 20 checks passed')
    expect(terminal.isAlternate()).toBe(true)
  })
})
