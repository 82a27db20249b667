// Puts painted lines on the terminal through Ink, which writes only what has changed. Holds no state of the program.

import { Box, Text, createElement, render } from '../ink.ts'

/** Where Ink writes to: its own size, so that a terminal that says 0 columns does no harm. */
export type InkOutput = { readonly write: (text: string) => void; readonly columns: number; readonly rows: number }

export type InkView = { readonly draw: (lines: readonly string[]) => void; readonly unmount: () => void }

/** The first frame is drawn at once, from where the cursor is. */
export const mountInk = (output: InkOutput, lines: readonly string[]): InkView => {
  const instance = render(frame(output.columns, lines), {
    stdout: standIn(output),
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    maxFps: 60,
  })
  return { draw: next => instance.rerender(frame(output.columns, next)), unmount: () => instance.unmount() }
}

// An empty Text takes no row at all in Ink: an empty line is a space.
const frame = (columns: number, lines: readonly string[]) =>
  createElement(
    Box,
    { flexDirection: 'column', width: columns },
    ...lines.map((line, row) => createElement(Text, { key: row, wrap: 'truncate' }, line === '' ? ' ' : line)),
  )

/** Ink wants a stream; it gets the three things of one that it uses. Resizes are ours: it must not listen for them. */
const standIn = (output: InkOutput): NodeJS.WriteStream => {
  const stream = {
    columns: output.columns,
    rows: output.rows,
    isTTY: true,
    writable: true,
    write: (text: string, ...rest: readonly unknown[]): boolean => {
      output.write(text)
      const done = rest.at(-1)
      if (typeof done === 'function') done()
      return true
    },
    on: () => stream,
    off: () => stream,
    once: () => stream,
    removeListener: () => stream,
    emit: () => false,
    listenerCount: () => 0,
  }
  // A foreign type of two hundred members, of which Ink reads these.
  return stream as unknown as NodeJS.WriteStream
}
