// A failed check to lines: what is wrong, where (a caret under the byte), expected, received, next.

import type { Excerpt, Explanation } from '../../check/index.ts'
import type { SourceLocation } from '../../trace/index.ts'
import { escapeControls } from '../text/escape.ts'
import { lineOf, lineWidth, seg, type Line, type Segment } from '../text/line.ts'
import { graphemes, takeColumns, widthOf } from '../text/width.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'

export type FailureLook = {
  readonly columns: number
  /** The keys that lead on from here, already as segments; left out where no keys work. */
  readonly keys?: Line
  /** What the paths of files are shown relative to. */
  readonly directory?: string
}

const labelColumns = 12
const margin = seg('  ')

/** Five parts, in this order, none wider than the columns. */
export const failureLines = (explanation: Explanation, look: FailureLook): readonly Line[] => [
  ...headLines(explanation, look.columns),
  ...(explanation.replay === undefined
    ? []
    : wrapText(escapeControls(explanation.replay), 'notice', look.columns, { first: [margin], rest: [margin] })),
  ...(explanation.from === undefined ? [] : excerptLines(explanation.from, look.columns)),
  ...(explanation.where === undefined ? [] : excerptLines(explanation.where, look.columns)),
  ...sourceLines(explanation, look),
  ...partLines('expected', explanation.expected, look.columns, explanation.reference),
  ...partLines('received', explanation.received, look.columns, undefined),
  ...partLines('next', explanation.next, look.columns, undefined),
  ...(look.keys === undefined
    ? []
    : wrapLine(look.keys, look.columns, {
        first: [seg(' '.repeat(labelColumns))],
        rest: [seg(' '.repeat(labelColumns))],
      })),
]

/** `server.ts:31`, as short as the directory allows. */
export const placeOf = (at: SourceLocation, directory: string | undefined): string =>
  `${shortPath(at.path, directory)}:${at.line}`

/** The path below the directory, or its last part. */
export const shortPath = (path: string, directory: string | undefined): string => {
  if (directory !== undefined && path.startsWith(`${directory}/`)) return path.slice(directory.length + 1)
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

// The code stands at the right end of the sentence when there is room, and below it when there is not.
const headLines = (explanation: Explanation, columns: number): readonly Line[] => {
  const lines = wrapText(escapeControls(explanation.what), 'failed', columns, {
    first: [seg('✗ ', 'failed')],
    rest: [margin],
  })
  const last = lines.at(-1) ?? []
  const code = seg(explanation.code, 'dim')
  const free = columns - lineWidth(last) - widthOf(code.text)
  if (free < 2) return [...lines, [margin, code]]
  return [...lines.slice(0, -1), [...last, seg(' '.repeat(free)), code]]
}

const partLines = (label: string, text: string, columns: number, reference: string | undefined): readonly Line[] => {
  if (text === '') return []
  const first: Line = [margin, seg(label.padEnd(labelColumns - 2), 'dim')]
  const tail: readonly Segment[] = reference === undefined ? [] : [seg('   '), seg(escapeControls(reference), 'dim')]
  return text.split('\n').flatMap((part, index, all) =>
    wrapLine([seg(escapeControls(part)), ...(index === all.length - 1 ? tail : [])], columns, {
      first: index === 0 ? first : [seg(' '.repeat(labelColumns))],
      rest: [seg(' '.repeat(labelColumns))],
    }),
  )
}

// The place may be in the excerpt's label already; then it is not said twice.
const sourceLines = (explanation: Explanation, look: FailureLook): readonly Line[] => {
  const at = explanation.source
  if (at === undefined || explanation.where?.role === 'source') return []
  const inside = at.functionName === undefined || at.functionName === '' ? '' : ` in ${at.functionName}`
  return wrapLine([seg(placeOf(at, look.directory), 'source'), seg(escapeControls(inside), 'dim')], look.columns, {
    first: [margin, seg('line'.padEnd(labelColumns - 2), 'dim')],
    rest: [seg(' '.repeat(labelColumns))],
  })
}

/** The line and its caret. A long line is shown as a window that has the caret in it. */
export const excerptLines = (excerpt: Excerpt, columns: number): readonly Line[] => {
  const lead = excerpt.role === 'source' ? '│ ' : `${excerpt.role} `
  const role = excerpt.role === '>' ? 'request' : excerpt.role === '<' ? 'response' : 'text'
  const room = Math.max(10, columns - margin.text.length - lead.length)
  const shown = windowOn(excerpt, room)
  const marked = shown.characters.slice(shown.column, shown.column + shown.width).join('')
  const before = shown.characters.slice(0, shown.column).join('')
  const after = shown.characters.slice(shown.column + shown.width).join('')
  return [
    [
      margin,
      seg(lead, excerpt.role === 'source' ? 'border' : role),
      seg(before, 'text'),
      seg(marked, 'fault'),
      seg(after, 'text'),
    ],
    ...caretLines(
      widthOf(before) + margin.text.length + lead.length,
      Math.max(1, widthOf(marked)),
      excerpt.label,
      columns,
    ),
  ]
}

const caretLines = (at: number, width: number, label: string, columns: number): readonly Line[] => {
  const caret = '^'.repeat(Math.min(width, Math.max(1, columns - at)))
  const text = escapeControls(label)
  if (text === '') return [[seg(' '.repeat(at)), seg(caret, 'caret')]]
  if (at + caret.length + 1 + widthOf(text) <= columns)
    return [[seg(' '.repeat(at)), seg(caret, 'caret'), seg(` ${text}`, 'dim')]]
  if (at - widthOf(text) - 1 >= 2)
    return [[seg(' '.repeat(at - widthOf(text) - 1)), seg(`${text} `, 'dim'), seg(caret, 'caret')]]
  return [[seg(' '.repeat(at)), seg(caret, 'caret')], lineOf(`  ${takeColumns(text, columns - 2)}`, 'dim')]
}

type Shown = { readonly characters: readonly string[]; readonly column: number; readonly width: number }

const windowOn = (excerpt: Excerpt, room: number): Shown => {
  const characters = graphemes(escapeControls(excerpt.text))
  const width = Math.max(1, excerpt.width)
  if (widthOf(characters.join('')) <= room) return { characters, column: excerpt.column, width }
  const start = Math.max(0, Math.min(excerpt.column - Math.floor(room / 2), characters.length - room + 1))
  const left = start > 0 ? ['…'] : []
  const kept = Array.from(graphemes(takeColumns(characters.slice(start).join(''), room - left.length - 1)))
  const right = start + kept.length < characters.length ? ['…'] : []
  return { characters: [...left, ...kept, ...right], column: excerpt.column - start + left.length, width }
}
