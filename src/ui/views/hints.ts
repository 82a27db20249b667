// Hints to a page: each hint by its levels, opened ones readable, the next one offered.

import type { Hint } from '../../lesson/index.ts'
import { escapeControls } from '../text/escape.ts'
import { inlineCode } from '../text/inline-code.ts'
import { blank, lineOf, seg, type Line } from '../text/line.ts'
import { anchored, pageOf, stackPages, type Page } from '../text/page.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'

/** A hint and how far it has been opened. `about` says what it belongs to in words: a check's title, a step's. */
export type ShownHint = { readonly key: string; readonly hint: Hint; readonly about: string; readonly opened: number }

/** `current` is the key of the hint that Enter opens; undefined where no key works. */
export const hintsPage = (hints: readonly ShownHint[], columns: number, current: string | undefined): Page => {
  if (hints.length === 0) return pageOf(wrapText('There are no hints for this.', 'dim', columns))
  return stackPages(
    hints.flatMap((hint, index) => [
      pageOf(index === 0 ? [] : [blank]),
      anchored(`hint ${hint.key}`, hintLines(hint, columns, current)),
    ]),
  )
}

const hintLines = (shown: ShownHint, columns: number, current: string | undefined): readonly Line[] => {
  const levels = shown.hint.levels
  const isCurrent = shown.key === current
  const title: Line = [
    seg(isCurrent ? '▸ ' : '  ', 'question'),
    seg(escapeControls(shown.about), isCurrent ? 'strong' : 'text'),
    seg(`   ${shown.opened} of ${levels.length}`, 'dim'),
  ]
  const opened = levels.slice(0, shown.opened).flatMap((level, index) => levelLines(level, index, columns))
  return [...wrapLine(title, columns, { rest: [seg('  ')] }), ...opened, ...invitation(shown, isCurrent)]
}

// A level may hold a fragment of code between lines of three backquotes: it keeps its line breaks.
const levelLines = (level: string, index: number, columns: number): readonly Line[] => {
  const first: Line = [seg('  '), seg(`${index + 1}. `, 'bullet')]
  const rest: Line = [seg('     ')]
  return level.split(/^```.*\n?/m).flatMap((part, position) => {
    const text = part.replace(/\n$/, '')
    if (text.trim() === '') return []
    if (position % 2 === 1)
      return text.split('\n').map((line): Line => [...rest, seg('│ ', 'border'), seg(escapeControls(line), 'code')])
    return wrapLine(inlineCode(text.trim()), columns, { first: position === 0 ? first : rest, rest })
  })
}

const invitation = (shown: ShownHint, isCurrent: boolean): readonly Line[] => {
  if (shown.opened >= shown.hint.levels.length || !isCurrent) return []
  const what =
    shown.opened === 0
      ? 'the first hint'
      : shown.opened === shown.hint.levels.length - 1
        ? 'the last hint'
        : 'the next hint'
  return [[seg('  '), seg('Enter', 'key'), seg(`  ${what}`, 'key-label')]]
}

/** What is said when no key works: how to ask for more. */
export const moreHints = (shown: ShownHint): Line =>
  shown.opened < shown.hint.levels.length ? lineOf('Ask again for the next one.', 'dim') : blank
