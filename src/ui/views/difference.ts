// Two texts to the lines of their difference: mine against the solution.

import { structuredPatch } from 'diff'
import { withoutMarkers } from '../../lesson/index.ts'
import { showCode } from '../text/escape.ts'
import { lineOf, seg, type Line } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import { foldLine } from '../text/wrap.ts'

export type Difference = { readonly name: string; readonly mine: string | undefined; readonly theirs: string }

/** One file: a title, then hunks with the numbers of my lines. Says so when nothing differs. */
export const differenceLines = (difference: Difference, columns: number): readonly Line[] => {
  const title: Line = [seg(difference.name, 'heading'), seg('   - yours   + the solution', 'dim')]
  const [mine, theirs] = [endedText(difference.mine ?? ''), endedText(difference.theirs)]
  // A solution taken from a pack's own folder has the markers of its regions in it.
  if (mine === theirs || endedText(withoutMarkers(mine)) === theirs)
    return [title, [], lineOf('Your file and the solution are the same.', 'passed')]
  const patch = structuredPatch(difference.name, difference.name, mine, theirs, '', '', { context: 3 })
  return [
    title,
    ...patch.hunks.flatMap(hunk => [
      [],
      lineOf(`line ${hunk.oldStart}`, 'hunk'),
      ...numbered(hunk.lines, hunk.oldStart).flatMap(row => rowLines(row, columns)),
    ]),
  ]
}

type Row = { readonly sign: '+' | '-' | ' '; readonly text: string; readonly number: number | undefined }

const endedText = (text: string): string => text.replace(/\r\n/g, '\n').replace(/\n*$/, '\n')

const numbered = (lines: readonly string[], start: number): readonly Row[] => {
  let next = start
  return lines.flatMap((line): readonly Row[] => {
    const sign = line[0]
    const text = line.slice(1)
    if (sign === '+') return [{ sign, text, number: undefined }]
    if (sign === '-' || sign === ' ') return [{ sign, text, number: next++ }]
    return []
  })
}

const roleOf = { '+': 'added', '-': 'removed', ' ': 'dim' } as const satisfies Record<Row['sign'], Role>

const rowLines = (row: Row, columns: number): readonly Line[] => {
  const role = roleOf[row.sign]
  const first: Line = [seg(`${String(row.number ?? '').padStart(4)} `, 'time'), seg(`${row.sign} `, role)]
  return foldLine([seg(showCode(row.text), role)], columns, { first, rest: [seg('     … ', 'time')] })
}
