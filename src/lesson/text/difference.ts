// What changed between two states of a lesson, as a diff of each file. Knows no Markdown.

import { createTwoFilesPatch } from 'diff'
import type { Files } from '../pack.ts'
import { withLf, type CodeBlock } from './include.ts'

export type NamedFiles = { readonly name: string; readonly files: Files }

/** One block for each file that is not the same in both; none when nothing changed. */
export const differenceBlocks = (from: NamedFiles, to: NamedFiles): readonly CodeBlock[] =>
  [...new Set([...from.files.keys(), ...to.files.keys()])].toSorted().flatMap(file => {
    const before = withLf(from.files.get(file) ?? '')
    const after = withLf(to.files.get(file) ?? '')
    if (before === after) return []
    const text = hunksOf(createTwoFilesPatch('', '', before, after, undefined, undefined, { context: 2 }))
    return [{ type: 'code', language: 'diff', text, caption: `${file}: ${from.name} → ${to.name}` } as const]
  })

/** Without the lines that name the files: the caption does. */
const hunksOf = (patch: string): string => patch.slice(Math.max(0, patch.indexOf('@@'))).trimEnd()
