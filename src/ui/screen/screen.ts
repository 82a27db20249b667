// The screen: a splash before Ink is there, Ink's frames after, and the terminal given back in between when it is asked for.

import type { Painter } from '../paint/painter.ts'
import type { Line } from '../text/line.ts'
import type { InkModule, InkView } from './ink-view.ts'
import type { Lifecycle } from './lifecycle.ts'
import { createRows } from './rows.ts'

export type Screen = {
  /** Draws a frame. */
  readonly draw: (lines: readonly Line[]) => void
  /** From now on through Ink. */
  readonly useInk: (ink: InkModule) => void
  /** Another painter: the terminal has told its background. */
  readonly repaintWith: (painter: Painter) => void
  /** Forgets what is on the terminal: after a resize, or when someone else has drawn. */
  readonly clear: () => void
  /** Gives the terminal back, for an editor or for good; `take` takes it again. */
  readonly release: () => void
  readonly take: () => void
}

export type ScreenParts = {
  readonly lifecycle: Lifecycle
  readonly painter: Painter
  readonly write: (text: string) => void
  readonly size: () => { readonly columns: number; readonly rows: number }
}

export const createScreen = (parts: ScreenParts): Screen => {
  const rows = createRows(parts.write)
  let painter = parts.painter
  let mount: InkModule['mountInk'] | undefined
  let view: InkView | undefined
  let isReleased = false

  const unmount = (): void => {
    view?.unmount()
    view = undefined
  }
  const draw = (lines: readonly Line[]): void => {
    if (isReleased) return
    const painted = lines.map(painter.paint)
    if (view !== undefined) view.draw(painted)
    else if (mount === undefined) rows.draw(painted)
    else view = mount({ draw: rows.draw, ...parts.size() }, painted)
  }
  return {
    draw,
    clear: () => {
      unmount()
      rows.forget()
      parts.write('\x1b[2J')
    },
    useInk: ({ mountInk }) => {
      mount = mountInk
    },
    repaintWith: next => {
      painter = next
    },
    release: () => {
      unmount()
      isReleased = true
      parts.lifecycle.restore()
    },
    take: () => {
      parts.lifecycle.enter()
      isReleased = false
    },
  }
}
