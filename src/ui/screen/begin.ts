// The first thing on the screen: the terminal taken, title and keys drawn, every way out guarded. Before Ink, React or a lesson are loaded.

import type { KeySource } from '../input/keyboard.ts'
import { createPainter } from '../paint/painter.ts'
import type { Terminal } from '../paint/terminal.ts'
import { fitLine } from '../text/fit.ts'
import { blank, seg, type Line } from '../text/line.ts'
import { ruleLine, titleLine } from '../views/furniture.ts'
import type { Lifecycle, WaysOut } from './lifecycle.ts'

export type Begun = {
  readonly lifecycle: Lifecycle
  readonly terminal: Terminal
  /** Hands the ways out over to those who know more: the old guard ends, the new one begins. */
  readonly guard: (ways: WaysOut) => () => void
}

export type Beginning = {
  readonly lifecycle: Lifecycle
  readonly terminal: Terminal
  readonly size: { readonly columns: number; readonly rows: number }
  readonly lesson: { readonly number: number; readonly title: string }
  readonly input: Pick<KeySource, 'setRawMode'>
  readonly write: (text: string) => void
  readonly report: (error: unknown) => void
}

/** Something is on screen when this returns. */
export const beginScreen = (beginning: Beginning): Begun => {
  const { lifecycle, terminal, input } = beginning
  const stop = lifecycle.guard({
    release: () => void input.setRawMode?.(false),
    resume: () => undefined,
    cleanUp: () => Promise.resolve(),
    report: beginning.report,
  })
  lifecycle.enter()
  // Keys typed from now on wait, unseen, until someone reads them.
  input.setRawMode?.(true)
  const { paint } = createPainter(terminal)
  beginning.write(`\x1b[H${splashLines(beginning).map(paint).join('\r\n')}`)
  const guard = (ways: WaysOut): (() => void) => {
    stop()
    return lifecycle.guard(ways)
  }
  return { lifecycle, terminal, guard }
}

/** The frame of the screen with nothing in it yet. */
const splashLines = ({ size, lesson }: Beginning): readonly Line[] => {
  const rows = Math.max(4, size.rows - 1)
  return [
    titleLine({ number: lesson.number, name: lesson.title, view: 'lesson' }, size.columns),
    ruleLine(size.columns, undefined),
    ...Array.from({ length: rows - 4 }, () => blank),
    ruleLine(size.columns, undefined),
    fitLine([seg('q', 'key'), seg(' quit', 'key-label')], size.columns),
  ]
}
