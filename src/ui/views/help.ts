// The help: every key that works, out of the table that makes them work.

import { bindingsOf, viewNames, type Binding, type SessionState } from '../../workbook/index.ts'
import { blank, lineOf, seg, type Line } from '../text/line.ts'
import { pageOf, type Page } from '../text/page.ts'
import { widthOf } from '../text/width.ts'
import { wrapText } from '../text/wrap.ts'
import type { Look } from './look.ts'

const keyColumns = 18

export const helpPage = (state: SessionState, look: Look): Page => {
  const bindings = bindingsOf(state.mode.type === 'help' ? { ...state, mode: state.mode.covers } : state)
  const views = bindings.filter(({ action }) => action.type === 'view')
  const here = bindings.filter(({ action }) => !everywhere.has(action.type))
  const rest = bindings.filter(({ action }) => everywhere.has(action.type) && action.type !== 'view')
  return pageOf([
    lineOf(`Keys in ${viewNames[state.view]}`, 'heading'),
    ...here.map(row),
    blank,
    lineOf('Views', 'heading'),
    ...views.map(row),
    blank,
    lineOf('Everywhere', 'heading'),
    ...rest.map(row),
    blank,
    ...wrapText(
      'Nothing moves on by itself. Each save runs the checks; what was on screen stays until the new verdict.',
      'dim',
      look.columns,
    ),
  ])
}

const everywhere: ReadonlySet<string> = new Set(['view', 'edit', 'run', 'back', 'help', 'quit', 'suspend'])

const row = (binding: Binding): Line => [
  seg('  '),
  seg(binding.shown, 'key'),
  seg(' '.repeat(Math.max(1, keyColumns - widthOf(binding.shown)))),
  seg(binding.label, 'key-label'),
]
