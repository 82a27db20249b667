// What each role looks like, on a dark and on a light background. Data only; words and marks already say what colour repeats.

import type { Role } from '../text/roles.ts'

/** Names that every terminal of 16 colours has. Plain white, black and yellow are left out: one background hides each of them. */
type Basic = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray'

/** `basic` where there are 16 colours, `rich` where there are more. */
export type Style = {
  readonly basic?: Basic
  readonly rich?: string
  readonly background?: string
  readonly bold?: true
  readonly dim?: true
  readonly italic?: true
  readonly underline?: true
  readonly inverse?: true
}

export type Theme = { readonly [role in Role]: Style }
export type ThemeName = 'dark' | 'light'

const palette = {
  dark: {
    dim: '#8b93a7',
    faint: '#5b6376',
    accent: '#7aa2f7',
    violet: '#bb9af7',
    teal: '#7dcfff',
    green: '#9ece6a',
    red: '#f7768e',
    orange: '#ff9e64',
    sand: '#e0af68',
    addedBack: '#1d3326',
    removedBack: '#3b2029',
    selectedBack: '#2a3350',
    matchBack: '#54451f',
    barBack: '#20263a',
    bar: '#c0caf5',
  },
  light: {
    dim: '#5f6775',
    faint: '#9aa1ae',
    accent: '#2a5bd7',
    violet: '#7a3fc4',
    teal: '#0f6f8c',
    green: '#2c7a33',
    red: '#c22f45',
    orange: '#a8480b',
    sand: '#8a5a00',
    addedBack: '#e2f4e3',
    removedBack: '#fbe6e8',
    selectedBack: '#dde6fb',
    matchBack: '#fbeaa6',
    barBack: '#e6eaf4',
    bar: '#2b3348',
  },
} as const

const themeFrom = (p: (typeof palette)[ThemeName]): Theme => ({
  text: {},
  dim: { basic: 'gray', rich: p.dim },
  strong: { bold: true },
  emphasis: { italic: true },
  code: { basic: 'cyan', rich: p.teal },
  link: { basic: 'blue', rich: p.accent, underline: true },
  heading: { basic: 'blue', rich: p.accent, bold: true },
  subheading: { basic: 'magenta', rich: p.violet, bold: true },
  bullet: { basic: 'blue', rich: p.accent },
  quote: { basic: 'gray', rich: p.dim, italic: true },
  caption: { basic: 'gray', rich: p.dim },
  keyword: { basic: 'magenta', rich: p.violet },
  string: { basic: 'green', rich: p.green },
  number: { basic: 'yellow', rich: p.orange },
  comment: { basic: 'gray', rich: p.dim, italic: true },
  function: { basic: 'blue', rich: p.accent },
  type: { basic: 'cyan', rich: p.teal },
  passed: { basic: 'green', rich: p.green },
  failed: { basic: 'red', rich: p.red, bold: true },
  'not-run': { basic: 'gray', rich: p.dim },
  running: { basic: 'yellow', rich: p.sand },
  act: { basic: 'gray', rich: p.dim },
  request: { basic: 'blue', rich: p.accent },
  response: { basic: 'magenta', rich: p.violet },
  'status-ok': { basic: 'green', rich: p.green, bold: true },
  'status-redirect': { basic: 'yellow', rich: p.sand, bold: true },
  'status-error': { basic: 'red', rich: p.red, bold: true },
  'field-name': { basic: 'cyan', rich: p.teal },
  'field-value': {},
  body: {},
  control: { basic: 'gray', rich: p.faint },
  time: { basic: 'gray', rich: p.faint },
  caret: { basic: 'red', rich: p.red, bold: true },
  fault: { basic: 'red', rich: p.red, bold: true, underline: true },
  source: { basic: 'yellow', rich: p.sand },
  added: { basic: 'green', rich: p.green, background: p.addedBack },
  removed: { basic: 'red', rich: p.red, background: p.removedBack },
  hunk: { basic: 'cyan', rich: p.teal },
  title: { rich: p.bar, background: p.barBack },
  'title-strong': { rich: p.bar, background: p.barBack, bold: true },
  tab: { basic: 'gray', rich: p.dim, background: p.barBack },
  'tab-current': { basic: 'blue', rich: p.accent, background: p.barBack, bold: true },
  border: { basic: 'gray', rich: p.faint },
  key: { bold: true },
  'key-label': { basic: 'gray', rich: p.dim },
  selected: { bold: true, background: p.selectedBack },
  match: { background: p.matchBack, bold: true },
  notice: { basic: 'yellow', rich: p.sand },
  question: { basic: 'magenta', rich: p.violet, bold: true },
  right: { basic: 'green', rich: p.green },
  wrong: { basic: 'red', rich: p.red },
})

export const themes: { readonly [name in ThemeName]: Theme } = {
  dark: themeFrom(palette.dark),
  light: themeFrom(palette.light),
}
