import { describe, expect, test } from 'vitest'
import { themeFromReply } from '../../../src/ui/paint/background.ts'
import { canDrawScreen, terminalFrom, type Environment } from '../../../src/ui/paint/terminal.ts'

const xterm = { TERM: 'xterm-256color' }

describe('the colours of a terminal', () => {
  test.each<readonly [string, Environment, number]>([
    ['TERM with 256', xterm, 2],
    ['any other TERM', { TERM: 'xterm' }, 1],
    ['COLORTERM=truecolor', { ...xterm, COLORTERM: 'truecolor' }, 3],
    ['NO_COLOR', { ...xterm, COLORTERM: 'truecolor', NO_COLOR: '1' }, 0],
    ['an empty NO_COLOR', { ...xterm, NO_COLOR: '' }, 2],
    ['FORCE_COLOR before NO_COLOR', { ...xterm, NO_COLOR: '1', FORCE_COLOR: '3' }, 3],
    ['FORCE_COLOR=0', { ...xterm, FORCE_COLOR: '0' }, 0],
    ['TERM=dumb', { TERM: 'dumb', COLORTERM: 'truecolor' }, 0],
    ['Windows Terminal', { WT_SESSION: 'x' }, 3],
  ])('%s is level %#', (_, env, level) => {
    expect(terminalFrom(env, { isTerminal: true }).color).toBe(level)
  })

  test('are none where the output goes elsewhere, unless they are forced', () => {
    expect(terminalFrom({ ...xterm, COLORTERM: 'truecolor' }, { isTerminal: false }).color).toBe(0)
    expect(terminalFrom({ ...xterm, FORCE_COLOR: '1' }, { isTerminal: false }).color).toBe(1)
  })
})

describe('marks beyond ASCII', () => {
  test.each<readonly [Environment, string]>([
    [{ ...xterm, LANG: 'en_GB.UTF-8' }, 'unicode'],
    [{ ...xterm, LANG: 'de_DE.ISO-8859-1' }, 'ascii'],
    [{ ...xterm, LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'ascii'],
    [{ ...xterm, LC_ALL: '', LANG: 'C.UTF-8' }, 'unicode'],
    [xterm, 'unicode'],
    [{ TERM: 'linux', LANG: 'C.UTF-8' }, 'ascii'],
  ])('%j: %s', (env, glyphs) => {
    expect(terminalFrom(env, { isTerminal: true }).glyphs).toBe(glyphs)
  })
})

describe('the background', () => {
  test.each([
    ['11;rgb:ffff/ffff/ffff', 'light'],
    ['11;rgb:0000/0000/0000', 'dark'],
    ['11;rgb:fd/f6/e3', 'light'],
    ['11;rgba:1e/1e/2e/ff', 'dark'],
    ['11;?', undefined],
    ['10;rgb:ffff/ffff/ffff', undefined],
  ])('of the reply %j is %s', (reply, theme) => {
    expect(themeFromReply(reply)).toBe(theme)
  })

  test.each<readonly [Environment, string]>([
    [{}, 'dark'],
    [{ COLORFGBG: '0;15' }, 'light'],
    [{ COLORFGBG: '15;0' }, 'dark'],
    [{ COLORFGBG: '0;15', TSGI_LEARN_THEME: 'dark' }, 'dark'],
  ])('with %j is %s until the terminal says another', (env, theme) => {
    expect(terminalFrom(env, { isTerminal: true }).theme).toBe(theme)
  })
})

describe('a full screen', () => {
  const both = { isInputTerminal: true, isOutputTerminal: true }

  test.each<readonly [string, Environment, typeof both, boolean]>([
    ['a terminal on both sides', xterm, both, true],
    ['input from elsewhere', xterm, { ...both, isInputTerminal: false }, false],
    ['output to elsewhere', xterm, { ...both, isOutputTerminal: false }, false],
    ['a dumb terminal', { TERM: 'dumb' }, both, false],
    ['CI, even an empty one', { ...xterm, CI: '' }, both, false],
    ['a screen reader', { ...xterm, INK_SCREEN_READER: 'true' }, both, false],
    ['a wish for plain text', { ...xterm, TSGI_LEARN_PLAIN: '1' }, both, false],
  ])('with %s: %#', (_, env, io, can) => {
    expect(canDrawScreen(env, io)).toBe(can)
  })
})
