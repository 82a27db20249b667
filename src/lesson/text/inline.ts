// What stands inside a paragraph to a flat list of styled texts. Knows no blocks.

import type { Token, Tokens } from 'marked'
import type { Inline } from '../lesson.ts'

/** Something a lesson's text cannot have; `raw` is what stands there. */
export type Stray = { readonly raw: string; readonly what: string; readonly instead: string }

/** `onStray` is told of what has no form here; it is then shown as it was typed. */
export const inlineFrom = (tokens: readonly Token[], onStray: (stray: Stray) => void): readonly Inline[] =>
  merged(tokens.flatMap(token => partsOf(token as Tokens.Generic, 'text', onStray)))

type Style = Extract<Inline['type'], 'text' | 'strong' | 'emphasis'>

const partsOf = (token: Tokens.Generic, style: Style, onStray: (stray: Stray) => void): readonly Inline[] => {
  switch (token.type) {
    case 'text':
      if (token.tokens !== undefined) return childParts(token, style, onStray)
      noteEntity(token.raw, onStray)
      return [{ type: style, text: String(token['text']) }]
    case 'escape':
      return [{ type: style, text: String(token['text']) }]
    case 'codespan':
      return [{ type: 'code', text: String(token['text']) }]
    case 'strong':
      return childParts(token, 'strong', onStray)
    case 'em':
      return childParts(token, style === 'strong' ? 'strong' : 'emphasis', onStray)
    case 'link':
      return [{ type: 'link', text: plainText(childParts(token, 'text', onStray)), href: String(token['href']) }]
    case 'br':
      return [{ type: style, text: ' ' }]
    case 'checkbox':
      return []
    default:
      onStray({ raw: token.raw, what: strayNames[token.type] ?? token.type, instead: 'plain text or `code`' })
      return [{ type: style, text: token.raw }]
  }
}

const strayNames: Readonly<Record<string, string>> = {
  html: 'HTML',
  image: 'an image',
  del: 'struck-out text',
  def: 'a link definition',
}

const childParts = (token: Tokens.Generic, style: Style, onStray: (stray: Stray) => void): readonly Inline[] =>
  (token.tokens ?? []).flatMap(child => partsOf(child as Tokens.Generic, style, onStray))

const noteEntity = (raw: string, onStray: (stray: Stray) => void): void => {
  const entity = /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.exec(raw)?.[0]
  if (entity !== undefined) onStray({ raw: entity, what: 'an HTML entity', instead: 'the character itself' })
}

export const plainText = (parts: readonly Inline[]): string => parts.map(part => part.text).join('')

/** Neighbours of one style become one. */
const merged = (parts: readonly Inline[]): readonly Inline[] => {
  const done: Inline[] = []
  for (const part of parts) {
    const last = done.at(-1)
    if (last === undefined || last.type !== part.type || part.type === 'link') done.push(part)
    else done[done.length - 1] = { ...last, text: last.text + part.text }
  }
  return done
}
