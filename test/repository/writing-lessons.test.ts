// Holds docs/writing-lessons.md to the truth: its course is a course, and its rules are the rules.

import { lexer, type Tokens } from 'marked'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintRules } from '../../src/lesson/index.ts'
import { cli, newFolder } from '../cli/cli.ts'
import { readText } from './files.ts'

const tokens = lexer(readText('docs/writing-lessons.md')).filter(({ type }) => type !== 'space')

/** Blocks of code below a paragraph that is nothing but the name of a file. */
const files = tokens.flatMap((token, index) => {
  const name = /^`([\w./-]+)`:$/.exec(tokens[index - 1]?.raw.trim() ?? '')?.[1]
  return token.type === 'code' && name !== undefined ? [{ name, text: (token as Tokens.Code).text }] : []
})

describe('the course in docs/writing-lessons.md', () => {
  test('keeps every rule, as it is written there', async () => {
    const cwd = newFolder()
    for (const { name, text } of files) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true })
      writeFileSync(join(cwd, name), `${text}\n`)
    }
    const { stdout, code } = await cli(['course', 'check', '.'], { cwd })
    expect([stdout, code]).toEqual(['✓ the course in . keeps every rule\n', 0])
  })
})

test('the table of rules has every rule, in their order', () => {
  const table = tokens.filter((token): token is Tokens.Table => token.type === 'table').at(-1)
  expect(table?.rows.map(([rule]) => rule?.text.replaceAll('`', ''))).toEqual(Object.keys(lintRules))
})
