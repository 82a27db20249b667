import { describe, expect, test } from 'vitest'
import { newFolder } from '../cli/cli.ts'
import { openLesson, sizes } from './lesson.ts'
import { openTerminal } from './terminal.ts'

describe.each(sizes)('at $columns by $rows', size => {
  test('the lesson opens on its text, with its title, the way to start and the keys', async () => {
    const terminal = await openLesson(size)
    expect(terminal.isAlternate()).toBe(true)
    expect(terminal.row(0)).toMatch(/^ Lesson 1 · Echo.*▸1 Lesson {2}2 Checks/)
    expect(terminal.row(2)).toContain('Echo: bytes in, bytes out')
    expect(terminal.row(size.rows - 3)).toContain('e edits your server; each save runs the checks')
    expect(terminal.row(size.rows - 2)).toMatch(/^Tab question .* q quit$/)
    expect(terminal.row(size.rows - 1)).toBe('')
  })

  test('every view is one key away, and its keys are on the last line', async () => {
    const terminal = await openLesson(size)
    expect(terminal.row(0)).toContain('▸1 Lesson')
    for (const { key, words } of views) {
      terminal.press(key)
      await terminal.shows(...words)
      await terminal.until(`the keys of ${words[0]}`, () => terminal.row(size.rows - 2).endsWith('q quit'))
    }
  })

  test('resizing lays the screen out again and leaves nothing of the old one', async () => {
    const terminal = await openLesson(size)
    const before = terminal.text()
    terminal.resize({ columns: 50, rows: 15 })
    await terminal.shows('50 by 15')
    expect(terminal.text()).not.toContain('Lesson')
    terminal.resize({ columns: 100, rows: 30 })
    await terminal.until('30 rows', () => terminal.row(28).includes('q quit'))
    terminal.resize(size)
    await terminal.until('what was there before', () => terminal.text() === before)
    expect(terminal.text()).toBe(before)
  })
})

const views = [
  { key: '2', words: ['▸2 Checks', 'A response begins with a status line', 'Enter open'] },
  { key: 't', words: ['▸3 Trace', 'The bytes of each check appear', '←→ check'] },
  { key: 'h', words: ['▸4 Hints', 'Enter  the first hint', 'Enter open the hint'] },
  { key: 's', words: ['▸5 Solution', 'A hint gives away less', 'Enter show the solution'] },
  { key: '\r', words: ['▸5 Solution', '- yours   + the solution', '/ search'] },
  { key: 'm', words: ['▸6 Map', 'Echo: bytes in, bytes out', 'open now'] },
  { key: '?', words: ['Keys in Map', 'Everywhere', 'Esc back'] },
  { key: '\x1b', words: ['▸6 Map', 'open now'] },
  { key: '\x1b', words: ['▸5 Solution', '- yours   + the solution'] },
  { key: '1', words: ['▸1 Lesson', 'Type an address, press Enter'] },
] as const

describe('keys', () => {
  test('scroll, search and answer a question where they are typed', async () => {
    const terminal = await openLesson()
    terminal.press(' ')
    await terminal.until('another page', () => !terminal.text().includes('about 30 min'))
    terminal.press('/half-close\r')
    await terminal.shows('This is a half-close', 'Esc end search')
    terminal.press('\x1b[200~\x1b[201~g')
    await terminal.shows('about 30 min')
    terminal.press('\x1b')
    await terminal.until('the search to end', () => !terminal.text().includes('end search'))
    terminal.press('\t\r')
    await terminal.shows('you expect  ▏')
    terminal.press('\x1b[200~nothing at all\x1b[201~')
    await terminal.shows('you expect  nothing at all▏')
    terminal.press('\r')
    await terminal.shows('Empty reply from server')
    expect(terminal.text()).toContain('you expected  nothing at all')
  })

  test('typed before the screen is there are not lost, and not shown', async () => {
    const terminal = openTerminal({ ...sizes[0], argv: ['lesson', '1'], cwd: newFolder() })
    await terminal.shows('Make tsgi-workbook')
    terminal.press('y\r')
    await terminal.until('the alternate screen', terminal.isAlternate)
    terminal.press('m')
    await terminal.shows('▸6 Map', 'open now')
    expect(terminal.text()).not.toMatch(/quitm|^m/m)
  })

  test('what was read and answered is there at the next visit', async () => {
    const first = await openLesson()
    first.press('\t\rsilence\r')
    await first.shows('you expected  silence')
    first.press('q')
    await first.shows('left 0')
    const second = openTerminal({ ...sizes[0], argv: [], cwd: first.workbook })
    await second.shows('you expected  silence', 'Empty reply from server')
    expect(second.row(2)).not.toContain('about 30 min')
  })
})
