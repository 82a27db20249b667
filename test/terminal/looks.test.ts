import { describe, expect, test } from 'vitest'
import { cli, newFolder, solve } from '../cli/cli.ts'
import { openLesson, sizes } from './lesson.ts'
import { openTerminal } from './terminal.ts'

// oxlint-disable-next-line no-control-regex -- escape codes are what this is about
const escapeCode = /\x1b/

describe('colours', () => {
  test('are there, and none is needed: NO_COLOR shows the same words and marks without any', async () => {
    const colored = await openLesson()
    const plain = await openLesson({ env: { NO_COLOR: '1' } })
    expect(plain.text()).toBe(colored.text())
    expect(
      colored
        .cells()
        .flat()
        .some(({ isColored }) => isColored),
    ).toBe(true)
    expect(
      plain
        .cells()
        .flat()
        .filter(({ isColored }) => isColored),
    ).toEqual([])
  })

  test('follow the background that the terminal tells', async () => {
    const bar = (terminal: { readonly written: () => string }): boolean =>
      terminal.written().includes('\x1b[48;2;230;234;244m')
    const light = await openLesson({ background: 'ffff/ffff/ffff' })
    await light.until('the title bar of light backgrounds', () => bar(light))
    const dark = await openLesson({ background: '0000/0000/0000' })
    expect(bar(dark)).toBe(false)
  })

  test('of code come with the highlighter', async () => {
    const terminal = await openLesson({ columns: 120, rows: 40 })
    terminal.press('/const port\r')
    await terminal.shows('const port')
    await terminal.until('a coloured keyword', () =>
      terminal.cells().some(row => {
        const text = row.map(cell => cell.text).join('')
        const at = text.indexOf('const port')
        return at !== -1 && row[at + 1]?.isColored === true
      }),
    )
    expect(terminal.isAlternate()).toBe(true)
  })
})

describe('wide characters', () => {
  test('keep their columns', async () => {
    const terminal = await openLesson()
    terminal.press('/你\r')
    await terminal.until('the character', () =>
      terminal
        .cells()
        .flat()
        .some(({ text }) => text === '你'),
    )
    const row = terminal.cells().find(cells => cells.some(({ text }) => text === '你')) ?? []
    const at = row.findIndex(({ text }) => text === '你')
    expect(row[at]?.width).toBe(2)
    expect(row[at + 1]?.width).toBe(0)
  })
})

describe('plain text', () => {
  test('is what a dumb terminal gets: the lesson, from top to bottom, and the command ends', async () => {
    const terminal = openTerminal({
      ...sizes[0],
      argv: ['lesson', '1'],
      cwd: (await openLesson()).workbook,
      env: { TERM: 'dumb' },
    })
    await terminal.shows('left 0')
    expect(terminal.isAlternate()).toBe(false)
    expect(terminal.written()).toContain('Lesson 1  Echo: bytes in, bytes out')
    expect(terminal.written()).not.toMatch(escapeCode)
  })

  test.each([['--plain'], ['CI'], ['INK_SCREEN_READER']])('is what %s gives on a terminal', async how => {
    const terminal = openTerminal({
      ...sizes[0],
      argv: ['lesson', '1', ...(how === '--plain' ? [how] : [])],
      cwd: (await openLesson()).workbook,
      env: how === '--plain' ? {} : { [how]: 'true' },
    })
    await terminal.shows('left 0')
    expect(terminal.written()).not.toContain('\x1b[?1049h')
    expect(terminal.written()).toContain('What you have now')
  })

  test('is what goes into a pipe', async () => {
    const { code, stdout } = await cli(['lesson', '1'], { cwd: newFolder() })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Lesson 1 /)
    expect(stdout).not.toMatch(escapeCode)
  })
})

describe('the screen does not flicker', () => {
  const frames = (written: string): number => written.split('\x1b[?2026h').length - 1
  const rowsWritten = (written: string): number => written.match(/\x1b\[\d+H/g)?.length ?? 0

  test('nothing is written for a frame that did not change', async () => {
    const terminal = await openLesson()
    await terminal.until('highlighted code', () => terminal.written().includes('\x1b[?2026l'))
    terminal.press('2')
    await terminal.shows('▸2 Checks')
    const before = terminal.written().length
    terminal.press('kkkkzzz')
    terminal.press('?')
    await terminal.shows('Keys in Checks')
    expect(frames(terminal.written().slice(before))).toBe(1)
  })

  test('a cursor that moves writes the rows it left and reached', async () => {
    const terminal = await openLesson()
    terminal.press('6')
    await terminal.shows('▸6 Map')
    const before = terminal.written().length
    terminal.press('j')
    await terminal.until('the next lesson', () => /▸ ○ {2}2/.test(terminal.text()))
    expect(rowsWritten(terminal.written().slice(before))).toBeLessThanOrEqual(3)
  })

  test('the screen is cleared once, when it is taken, and the scrollback never', async () => {
    const terminal = await openLesson()
    solve(terminal.workbook)
    await terminal.shows('✓ all 20 checks passed')
    for (const key of ['2', '3', '4', '5', '6', '?']) {
      const before = terminal.text()
      terminal.press(key)
      await terminal.until(`another view by ${key}`, () => terminal.text() !== before)
    }
    expect(terminal.written().split('\x1b[2J').length - 1).toBe(1)
    expect(terminal.written()).not.toContain('\x1b[3J')
  })
})
