// The private modes of a terminal (DEC): which of them a program has switched on and not off again.

import type xterm from '@xterm/headless'

/** Numbers as programs write them: 25 shows the cursor, 1049 is the alternate screen, 2004 brackets pastes. */
export type Modes = ReadonlySet<number>

/** As a terminal has them when a shell starts a program: the cursor is shown. */
export const modesOfAShell: Modes = new Set([25])

export const createModes = (emulator: xterm.Terminal): { readonly now: () => Modes } => {
  const modes = new Set(modesOfAShell)
  const follow = (final: 'h' | 'l', note: (mode: number) => void): void => {
    emulator.parser.registerCsiHandler({ prefix: '?', final }, parameters => {
      for (const mode of parameters.flat()) note(mode)
      // The emulator itself is to act on it too.
      return false
    })
  }
  follow('h', mode => modes.add(mode))
  follow('l', mode => modes.delete(mode))
  return { now: () => new Set(modes) }
}
