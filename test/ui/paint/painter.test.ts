import { describe, expect, test } from 'vitest'
import { createPainter } from '../../../src/ui/paint/painter.ts'
import type { ColorLevel } from '../../../src/ui/paint/terminal.ts'
import { themes } from '../../../src/ui/paint/theme.ts'
import { lineOf, seg } from '../../../src/ui/text/line.ts'
import { roles } from '../../../src/ui/text/roles.ts'
import { widthOf } from '../../../src/ui/text/width.ts'

const painterOf = (color: ColorLevel, glyphs: 'unicode' | 'ascii' = 'unicode', theme: 'dark' | 'light' = 'dark') =>
  createPainter({ color, glyphs, theme })

describe('a line painted', () => {
  test.each([
    [0, '✓ passed'],
    [1, '\x1b[32m✓ passed\x1b[39m'],
    [2, '\x1b[38;5;150m✓ passed\x1b[39m'],
    [3, '\x1b[38;2;158;206;106m✓ passed\x1b[39m'],
  ] as const)('with colours of level %i is %j', (level, painted) => {
    expect(painterOf(level).paint(lineOf('✓ passed', 'passed'))).toBe(painted)
  })

  test('without colours has no escape code in any role', () => {
    expect(roles.map(role => painterOf(0).paint(lineOf('text', role)))).toEqual(roles.map(() => 'text'))
  })

  test('with sixteen colours never uses white, black or a number', () => {
    const painted = roles.map(role => painterOf(1).paint(lineOf('text', role))).join('')
    // oxlint-disable-next-line no-control-regex -- escape codes are what this is about
    expect(painted).not.toMatch(/\x1b\[(?:30|37|97|38;|48;)/)
  })

  test('looks different on a light background, in the same roles', () => {
    expect(Object.keys(themes.light)).toEqual(Object.keys(themes.dark))
    expect(painterOf(3, 'unicode', 'light').paint(lineOf('x', 'passed'))).not.toBe(
      painterOf(3).paint(lineOf('x', 'passed')),
    )
  })

  test('in ASCII keeps its width', () => {
    const text = '✓✗·…○◐▸│─┬┴┌“”‘’▏␍␊§⏎'
    const painted = painterOf(0, 'ascii').paint(lineOf(text))
    expect(painted).toMatch(/^[\x20-\x7e]+$/)
    expect(widthOf(painted)).toBe(widthOf(text))
  })

  test('as text has no spaces at its end', () => {
    expect(painterOf(3).paintText([[seg('a'), seg('  ', 'dim'), seg('   ')], [seg(' ')], [seg('b')]])).toBe('a\n\nb')
  })
})
