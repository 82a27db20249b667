// The one painter: lines with roles to text with escape codes. Nothing else in the project decides a colour.

import { Chalk, type ChalkInstance } from 'chalk'
import type { Line, Segment } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import { toAscii } from './glyphs.ts'
import type { Terminal } from './terminal.ts'
import { themes, type Style } from './theme.ts'

export type Painter = {
  /** One line, without its line end. */
  readonly paint: (line: Line) => string
  /** Lines joined by line ends, spaces at their ends dropped. */
  readonly paintText: (lines: readonly Line[]) => string
}

/** `glyphs` and `color` decide; what cannot be shown is left out or written in ASCII. */
export const createPainter = (terminal: Pick<Terminal, 'color' | 'theme' | 'glyphs'>): Painter => {
  const chalk = new Chalk({ level: terminal.color })
  const theme = themes[terminal.theme]
  const styles = new Map<Role, ChalkInstance>()
  const styleOf = (role: Role): ChalkInstance => {
    const known = styles.get(role)
    if (known !== undefined) return known
    const style = chalkFrom(chalk, theme[role], terminal.color)
    styles.set(role, style)
    return style
  }
  const paintSegment = ({ text, role }: Segment): string => {
    const shown = terminal.glyphs === 'ascii' ? toAscii(text) : text
    return terminal.color === 0 ? shown : styleOf(role)(shown)
  }
  const paint = (line: Line): string => line.map(paintSegment).join('')
  return { paint, paintText: lines => lines.map(line => paint(trimEnd(line))).join('\n') }
}

const chalkFrom = (chalk: ChalkInstance, style: Style, level: Terminal['color']): ChalkInstance => {
  let made = chalk
  if (level >= 2 && style.rich !== undefined) made = made.hex(style.rich)
  else if (style.basic !== undefined) made = made[style.basic]
  if (level >= 2 && style.background !== undefined) made = made.bgHex(style.background)
  // Sixteen colours have no quiet background: what would have had one alone is turned round instead.
  else if (style.background !== undefined && style.basic === undefined) made = made.inverse
  if (style.bold === true) made = made.bold
  if (style.dim === true) made = made.dim
  if (style.italic === true) made = made.italic
  if (style.underline === true) made = made.underline
  if (style.inverse === true) made = made.inverse
  return made
}

const trimEnd = (line: Line): Line => {
  const last = line.at(-1)
  if (last === undefined) return line
  const text = last.text.trimEnd()
  if (text === last.text) return line
  return text === '' ? trimEnd(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }]
}
