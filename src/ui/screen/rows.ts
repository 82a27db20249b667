// Puts rows of text on the terminal, and only those that differ from what is there. Knows no colour and no Ink.

export type Rows = {
  /** The whole screen from its first row on. Rows that are there already are not written; without a change, nothing is. */
  readonly draw: (lines: readonly string[]) => void
  /** The terminal shows something else now: everything is written the next time. */
  readonly forget: () => void
}

// Terminals that know mode 2026 show all of it at once; the others ignore it.
const together = (text: string): string => `\x1b[?2026h${text}\x1b[?2026l`

/**
 * Each row by its number, so that nothing scrolls and no row depends on where another ended. It is erased before it is
 * written: after a row as wide as the terminal, erasing to the end would take its last character.
 */
export const createRows = (write: (text: string) => void): Rows => {
  let shown: readonly string[] = []
  return {
    draw: lines => {
      const height = Math.max(lines.length, shown.length)
      const changes = Array.from({ length: height }, (_, row) =>
        lines[row] === shown[row] ? '' : `\x1b[${row + 1}H\x1b[K${lines[row] ?? ''}`,
      ).join('')
      shown = lines
      if (changes !== '') write(together(changes))
    },
    forget: () => {
      shown = []
    },
  }
}
