// What the terminal can show, decided from the environment that is passed in. The one place that reads its variables.

import type { ThemeName } from './theme.ts'

/** 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all of them: chalk's levels. */
export type ColorLevel = 0 | 1 | 2 | 3

export type Terminal = {
  readonly color: ColorLevel
  readonly theme: ThemeName
  /** Whether box drawing and marks beyond ASCII can be shown. */
  readonly glyphs: 'unicode' | 'ascii'
  /** Neither cursor movement nor an alternate screen. */
  readonly isDumb: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** `isTerminal` says whether what we write goes to one. */
export const terminalFrom = (
  env: Environment,
  output: { readonly isTerminal: boolean; readonly platform?: string },
): Terminal => ({
  color: colorLevel(env, output.isTerminal),
  theme: themeName(env),
  glyphs: glyphsOf(env, output.platform ?? 'linux'),
  isDumb: env['TERM'] === 'dumb',
})

/** A full screen needs a terminal on both sides, one that can move its cursor, and a reader who looks at it. */
export const canDrawScreen = (
  env: Environment,
  io: { readonly isInputTerminal: boolean; readonly isOutputTerminal: boolean },
): boolean =>
  io.isInputTerminal &&
  io.isOutputTerminal &&
  env['TERM'] !== 'dumb' &&
  env['CI'] === undefined &&
  !isOn(env['INK_SCREEN_READER']) &&
  !isOn(env['TSGI_LEARN_PLAIN'])

const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false'

// NO_COLOR (no-color.org): any value but the empty one. FORCE_COLOR comes first, as in Node's own getColorDepth.
const colorLevel = (env: Environment, isTerminal: boolean): ColorLevel => {
  const forced = forcedLevel(env['FORCE_COLOR'])
  if (forced !== undefined) return forced
  if ((env['NO_COLOR'] ?? '') !== '' || !isTerminal || env['TERM'] === 'dumb') return 0
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 3
  if (env['WT_SESSION'] !== undefined || /^(iTerm\.app|WezTerm|ghostty|vscode)$/i.test(env['TERM_PROGRAM'] ?? ''))
    return 3
  return /256/.test(env['TERM'] ?? '') ? 2 : 1
}

const forcedLevel = (value: string | undefined): ColorLevel | undefined => {
  if (value === undefined) return undefined
  if (value === '' || value === 'true') return 1
  if (value === 'false') return 0
  const level = Number(value)
  return level === 0 || level === 1 || level === 2 || level === 3 ? level : 1
}

// COLORFGBG is `foreground;background`; 7 and 9 to 15 are light backgrounds. Without it, most terminals are dark;
// the screen asks the terminal itself when it opens.
const themeName = (env: Environment): ThemeName => {
  if (env['TSGI_LEARN_THEME'] === 'light' || env['TSGI_LEARN_THEME'] === 'dark') return env['TSGI_LEARN_THEME']
  const background = Number(env['COLORFGBG']?.split(';').at(-1) ?? Number.NaN)
  return background === 7 || background >= 9 ? 'light' : 'dark'
}

const glyphsOf = (env: Environment, platform: string): 'unicode' | 'ascii' => {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return 'ascii'
  if (platform === 'win32')
    return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined ? 'unicode' : 'ascii'
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(value => value !== undefined && value !== '')
  // No locale at all says nothing (containers, ssh); terminals of today read UTF-8.
  if (locale === undefined) return 'unicode'
  return /utf-?8/i.test(locale) ? 'unicode' : 'ascii'
}
