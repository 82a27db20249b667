// Inline lesson text to segments.

import type { Inline } from '../../lesson/index.ts'
import { escapeControls } from '../text/escape.ts'
import { seg, type Line } from '../text/line.ts'
import type { Role } from '../text/roles.ts'

const roleOf = {
  text: 'text',
  strong: 'strong',
  emphasis: 'emphasis',
  code: 'code',
  link: 'link',
} as const satisfies Record<Inline['type'], Role>

/** `base` is the role of plain text in it: a heading's, a quote's. */
export const inlineLine = (text: readonly Inline[], base: Role = 'text'): Line =>
  text.map(part =>
    seg(escapeControls(part.text.replace(/\s*\n\s*/g, ' ')), part.type === 'text' ? base : roleOf[part.type]),
  )

/** The words alone. */
export const inlineText = (text: readonly Inline[]): string => text.map(part => part.text).join('')
