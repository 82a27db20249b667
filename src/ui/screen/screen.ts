// The screen: a splash before Ink is there, Ink's frames after, and the terminal given back in between when it is asked for.

import type { Painter } from '../paint/painter.ts'
import type { Line } from '../text/line.ts'
import type { InkView } from './ink-view.ts'
import type { Lifecycle } from './lifecycle.ts'

export type Screen = {
  /** Draws a frame. Before Ink is loaded, the whole of it with plain escape codes. */
  readonly draw: (lines: readonly Line[]) => void
  /** From now on through Ink. */
  readonly loadInk: () => Promise<void>
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
  let painter = parts.painter
  let mount: typeof import('./ink-view.ts').mountInk | undefined
  let view: InkView | undefined
  let isReleased = false

  const unmount = (): void => {
    view?.unmount()
    view = undefined
  }
  const clear = (): void => {
    unmount()
    parts.write('\x1b[2J\x1b[H')
  }
  const draw = (lines: readonly Line[]): void => {
    if (isReleased) return
    const painted = lines.map(painter.paint)
    if (view !== undefined) return view.draw(painted)
    if (mount === undefined) return parts.write(`\x1b[H${painted.map(line => `${line}\x1b[K`).join('\r\n')}`)
    parts.write('\x1b[H')
    view = mount({ write: parts.write, ...parts.size() }, painted)
  }
  return {
    draw,
    clear,
    loadInk: async () => {
      mount = (await import('./ink-view.ts')).mountInk
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
