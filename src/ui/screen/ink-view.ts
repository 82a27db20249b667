// Lays painted lines out through Ink, and hands on the rows that come of it. Holds no state of the program.

import { Box, Text, createElement, render } from '../ink.ts'

/** Where Ink draws: a size of its own, so that a terminal that says 0 columns does no harm. */
export type InkOutput = {
  readonly draw: (rows: readonly string[]) => void
  readonly columns: number
  readonly rows: number
}

export type InkView = { readonly draw: (lines: readonly string[]) => void; readonly unmount: () => void }

/** What this file gives to who loads it: a bundle of its own, so that the first frame need not wait for Ink. */
export type InkModule = { readonly mountInk: typeof mountInk }

/** The first frame is drawn at once. */
export const mountInk = (output: InkOutput, lines: readonly string[]): InkView => {
  let isMounted = true
  const stdout = standIn(output, text => {
    if (isMounted) output.draw(text.split('\n'))
  })
  // `debug` makes Ink give each frame whole and at once. Its own incremental writing (6.8) starts one row too low when a
  // frame ends before the last row of the terminal, and in plain writing every frame erases the one before.
  const instance = render(frame(output.columns, lines), {
    stdout,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  return {
    draw: next => instance.rerender(frame(output.columns, next)),
    unmount: () => {
      isMounted = false
      instance.unmount()
    },
  }
}

// An empty Text takes no row at all in Ink: an empty line is a space.
const frame = (columns: number, lines: readonly string[]) =>
  createElement(
    Box,
    { flexDirection: 'column', width: columns },
    ...lines.map((line, row) => createElement(Text, { key: row, wrap: 'truncate' }, line === '' ? ' ' : line)),
  )

/** Ink wants a stream; it gets the few things of one that it uses. Resizes are ours: it must not listen for them. */
const standIn = ({ columns, rows }: InkOutput, take: (text: string) => void): NodeJS.WriteStream => {
  const stream = {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write: (text: string, ...rest: readonly unknown[]): boolean => {
      take(text)
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
