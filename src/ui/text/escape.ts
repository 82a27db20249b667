// A stranger's text made safe to show: control characters become visible, so nothing a program prints can move our cursor.

/** `\x1b` for an escape, `\t` for a tab and so on; line ends too. */
export const escapeControls = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  text.replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escapeOne)

/** Tabs to spaces, the rest of the control characters made visible: for lines of code. */
export const showCode = (text: string): string => escapeControls(text.replace(/\t/g, '  ').replace(/\r$/, ''))

/** The lines of a text; a line end at the very end starts no line. */
export const linesOfText = (text: string): readonly string[] => text.replace(/\r?\n$/, '').split(/\r?\n/)

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

const escapeOne = (character: string): string => {
  const name = named[character]
  if (name !== undefined) return name
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}
