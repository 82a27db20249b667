// Asks the terminal for its background colour, and reads the answer.

import type { ThemeName } from './theme.ts'

/** OSC 11: what is the background? Terminals that do not know stay silent. */
export const backgroundQuestion = '\x1b]11;?\x1b\\'

/** From `11;rgb:ffff/ffff/ffff`. undefined for any other reply. */
export const themeFromReply = (reply: string): ThemeName | undefined => {
  const match = /^11;rgba?:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i.exec(reply)
  if (match === null) return undefined
  const [red = 0, green = 0, blue = 0] = match.slice(1).map(part => Number.parseInt(part, 16) / (16 ** part.length - 1))
  // The eye's weights for the three primaries (ITU-R BT.709).
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark'
}
