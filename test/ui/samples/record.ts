// A screen as text that a reviewer can read: its rows, then the roles of each row in words, equal neighbours told once.

import type { Line } from '../../../src/ui/text/line.ts'
import { textOf } from '../../../src/ui/text/line.ts'

export const recordOf = (lines: readonly Line[]): string =>
  [...lines.map(line => textOf(line).trimEnd()), '', 'roles:', ...rolesOf(lines)].join('\n') + '\n'

const rolesOf = (lines: readonly Line[]): readonly string[] => {
  const groups: { first: number; last: number; readonly words: string }[] = []
  for (const [index, line] of lines.entries()) {
    const words = wordsOf(line)
    const group = groups.at(-1)
    if (group !== undefined && group.words === words) group.last = index + 1
    else groups.push({ first: index + 1, last: index + 1, words })
  }
  return groups
    .filter(({ words }) => words !== '')
    .map(({ first, last, words }) => `${`${first === last ? '' : `${first}-`}${last}`.padStart(6)}  ${words}`)
}

/** Plain text and spaces have no word; a role several times in a row has one. */
const wordsOf = (line: Line): string =>
  line
    .filter(({ text, role }) => role !== 'text' && text.trim() !== '')
    .map(({ role }) => role)
    .filter((role, index, all) => role !== all[index - 1])
    .join(' ')
