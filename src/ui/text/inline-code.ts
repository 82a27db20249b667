// One paragraph with code between backquotes to segments. For text that is no Markdown otherwise: hints, pages of codes.

import { escapeControls } from './escape.ts'
import { seg, type Line } from './line.ts'

/** Line breaks become spaces: the text is about to be wrapped. */
export const inlineCode = (text: string): Line =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .split('`')
    .map((part, index) => seg(escapeControls(part), index % 2 === 1 ? 'code' : 'text'))
