// Whatever stands in a text, it becomes blocks or remarks, with places inside the file.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block } from '../../../src/lesson/index.ts'
import { helloText } from '../pack.ts'
import { isInside } from '../fault.ts'
import { read } from './shelf.ts'

const piece = fc.constantFrom(
  '# ', '## ', '- ', '1. ', '> ', '  ', '    ', '\t', '- [ ] ', '- [x] ', '* ', '**', '_', '`', '```', '~~~', '~~~predict\n',
  '```quiz\n', '---', '\n---\n', '\n~~~\n', '===', '|', '| a | b |\n|---|---|\n', '<<<', '<<< ', 'start/server.ts', '#first', 'fixture ',
  'is-answered', 'diff start solution', '<b>', '</b>', '<!--', '-->', '&amp;', '&', '![a](b)', '[a](b)', '[a]: b', '[a]', '<https://a>', '~~',
  '\\', 'word', '中文', '\u{1f600}', '\ud800', '\0', '\x1b[2J', '\u202e', '\u2028', '\u00a0', '\ufeff', '\r', '\r\n', '\n', '\n', '\n', '\n\n', ' ',
) // prettier-ignore

const soup = fc.array(piece, { maxLength: 40 }).map(parts => parts.join(''))

/** A good text with stretches of it replaced. */
const mutated = fc
  .array(fc.tuple(fc.nat(helloText.length), fc.nat(10), fc.oneof(piece, fc.string())), { minLength: 1, maxLength: 5 })
  .map(changes => changes.reduce((now, [at, length, by]) => now.slice(0, at) + by + now.slice(at + length), helloText))

/** All that is in a block is there to be shown. */
const isWhole = (block: Block): boolean => {
  switch (block.type) {
    case 'list':
      return block.items.every(item => item.every(isWhole))
    case 'quote':
      return block.blocks.every(isWhole)
    case 'predict':
      return block.question.length > 0 && block.answer.length > 0 && [...block.question, ...block.answer].every(isWhole)
    case 'quiz':
      return block.question.length > 0 && block.choices.filter(choice => choice.isRight).length === 1
    case 'code':
      return typeof block.text === 'string' && block.language !== ''
    case 'table':
      return block.rows.every(row => row.length === block.header.length)
    default:
      return true
  }
}

test.each([
  ['pieces of Markdown in any order', soup, 3000],
  ['a good text with stretches replaced', mutated, 1000],
  ['any characters', fc.string({ unit: 'binary', maxLength: 200 }), 500],
] as const)('%s become blocks or remarks at places inside the text', (_, texts, numRuns) => {
  fc.assert(
    fc.property(texts, text => {
      const { blocks, remarks, includes } = read(text)
      expect(blocks.every(isWhole)).toBe(true)
      const lines = text.split('\n').length
      for (const { fault } of remarks) expect(isInside(text, fault)).toBe(true)
      for (const { line } of includes) expect(line).toBeLessThanOrEqual(lines)
    }),
    { numRuns },
  )
})
