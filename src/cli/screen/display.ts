// What is on the screen follows the state: frames, resizes, the terminal's theme, and the terminal given to others for a while.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type PageFacts, type SessionState, type Size } from '../../workbook/index.ts'
import {
  backgroundQuestion,
  createPainter,
  createScreen,
  frameOf,
  loadHighlight,
  themeFromReply,
  type Begun,
  type Environment,
  type Frame,
  type Highlight,
  type InkModule,
  type Terminal,
} from '../../ui/index.ts'

/** The part of `process.stdout` that is needed. */
export type ScreenOutput = {
  readonly columns: number | undefined
  readonly rows: number | undefined
  readonly write: (text: string) => unknown
  readonly on: (event: 'resize', listener: () => void) => unknown
  readonly off: (event: 'resize', listener: () => void) => unknown
}

export type Display = {
  /** Draws the first frame; settles when Ink draws and the highlighter is on its way. */
  readonly open: () => Promise<void>
  readonly paintSoon: () => void
  /** The page that the learner looks at, for a key to move in. */
  readonly page: () => PageFacts
  readonly readReply: (reply: string) => void
  readonly release: () => void
  readonly take: () => void
  readonly close: () => void
}

export type DisplayParts = {
  readonly begun: Begun
  readonly output: ScreenOutput
  readonly env: Environment
  readonly state: () => SessionState
  readonly resized: (size: Size) => void
  /** Called once, when the first frame is on the screen. */
  readonly loadInk: () => InkModule
  readonly fail: (error: unknown) => void
}

/** A window that is being dragged tells its size many times. */
const resizeMs = 50

export const createDisplay = (parts: DisplayParts): Display => {
  const { begun, output, state } = parts
  let terminal: Terminal = begun.terminal
  let highlight: Highlight | undefined
  let frame: Frame | undefined
  let isPaintDue = false
  let isOpen = true
  let resizing: NodeJS.Timeout | undefined
  const screen = createScreen({
    lifecycle: begun.lifecycle,
    painter: createPainter(terminal),
    write: text => void output.write(text),
    size: () => sizeOf(output),
  })

  const paint = (): void => {
    isPaintDue = false
    if (!isOpen) return
    try {
      frame = frameOf(state(), highlight)
      screen.draw(frame.lines)
    } catch (error) {
      parts.fail(error)
    }
  }
  /** Several events of one turn of the event loop are one frame. */
  const paintSoon = (): void => {
    if (isPaintDue) return
    isPaintDue = true
    setImmediate(paint)
  }
  const redraw = (): void => {
    screen.clear()
    parts.resized(sizeOf(output))
    paint()
  }
  const onResize = (): void => {
    clearTimeout(resizing)
    resizing = setTimeout(redraw, resizeMs)
  }
  output.on('resize', onResize)

  return {
    open: async () => {
      paint()
      output.write(backgroundQuestion)
      await nextTurn()
      screen.useInk(parts.loadInk())
      if (frame !== undefined && isOpen) screen.draw(frame.lines)
      loadHighlight().then(loaded => {
        highlight = loaded
        paintSoon()
      }, parts.fail)
    },
    paintSoon,
    // Keys typed faster than frames are painted still move by what will be there.
    page: () => (isPaintDue || frame === undefined ? frameOf(state(), highlight) : frame).page,
    readReply: reply => {
      const theme = themeFromReply(reply)
      if (theme === undefined || theme === terminal.theme || parts.env['TSGI_LEARN_THEME'] !== undefined) return
      terminal = { ...terminal, theme }
      screen.repaintWith(createPainter(terminal))
      paintSoon()
    },
    release: () => screen.release(),
    take: () => {
      screen.take()
      redraw()
    },
    close: () => {
      isOpen = false
      clearTimeout(resizing)
      output.off('resize', onResize)
    },
  }
}

// A terminal of 0 columns is one that does not know its size (`script`, some CI services).
export const sizeOf = (output: ScreenOutput): Size => ({ columns: output.columns || 80, rows: output.rows || 24 })
