// Lines of a trace to lines of a screen: time in the margin, role, styled parts, marks under their byte, the line that wrote it.

import type { LinePart, PartStyle, TraceLine } from '../../trace/index.ts'
import { lineWidth, seg, type Line } from '../text/line.ts'
import { anchored, stackPages, type Page } from '../text/page.ts'
import type { Role } from '../text/roles.ts'
import { takeColumns, widthOf } from '../text/width.ts'
import { foldLine, wrapText } from '../text/wrap.ts'
import { placeOf } from './failure.ts'

export type TraceLook = {
  readonly columns: number
  readonly directory: string | undefined
  /** `pipe`: no margin, so that the text can be read as a transcript. */
  readonly margin: 'times' | 'none'
  /** The key that shows what is folded; undefined where no keys work. */
  readonly foldKey?: string
}

const marginColumns = 8

/** One anchor for each fold, `fold ID`, and one for the fault, `fault`. */
export const tracePage = (lines: readonly TraceLine[], look: TraceLook): Page => {
  const names = new Set(lines.flatMap(line => line.connection ?? []))
  const rows: Page[] = []
  for (const [index, line] of lines.entries()) {
    const laid = lineRows(line, lines[index - 1], names.size > 1, look)
    rows.push(
      line.fold !== undefined
        ? anchored(`fold ${line.fold.id}`, laid)
        : line.role === '!'
          ? anchored('fault', laid)
          : { lines: laid, anchors: [] },
    )
  }
  return stackPages(rows)
}

const lineRows = (
  line: TraceLine,
  before: TraceLine | undefined,
  isNamed: boolean,
  look: TraceLook,
): readonly Line[] => {
  const lead = leadOf(line, before, isNamed, look)
  if (line.role === '!') return markRows(line, lineWidth(lead), look)
  const source = line.source === undefined ? [] : [seg(`   ${placeOf(line.source, look.directory)}`, 'source')]
  const text = [...line.parts.map(part => seg(part.text, roleOfPart(part.style, line))), ...foldHint(line, look)]
  const whole = [...lead, ...text, ...source]
  if (lineWidth(whole) <= look.columns) return [whole]
  const rest: Line = [seg(' '.repeat(lineWidth(lead)))]
  const rows = foldLine(text, look.columns, { first: lead, rest })
  const last = rows.at(-1) ?? lead
  // The place where it was written stays in one piece: beside the last row, or below it.
  return lineWidth(last) + lineWidth(source) <= look.columns
    ? [...rows.slice(0, -1), [...last, ...source]]
    : [...rows, ...foldLine(source, look.columns, { first: rest, rest })]
}

/** Time where it differs from the line before by a millisecond or more, the connection when there are several, the role. */
const leadOf = (line: TraceLine, before: TraceLine | undefined, isNamed: boolean, look: TraceLook): Line => {
  const isNews = before === undefined || Math.round(before.atMs) !== Math.round(line.atMs)
  const time =
    look.margin === 'none'
      ? []
      : [seg((isNews && line.role !== '!' ? timeText(line.atMs) : '').padStart(marginColumns - 2), 'time'), seg('  ')]
  const name = isNamed ? [seg(`${(line.connection ?? '').padEnd(1)} `, 'dim')] : []
  return [...time, ...name, seg(`${line.role} `, roleOfLine[line.role])]
}

const foldHint = ({ fold }: TraceLine, { foldKey }: TraceLook): Line =>
  fold === undefined || foldKey === undefined ? [] : [seg('   '), seg(foldKey, 'key'), seg(' shows them', 'key-label')]

const timeText = (ms: number): string =>
  ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)} s`

const roleOfLine = { '*': 'act', '>': 'request', '<': 'response', '|': 'dim', '!': 'caret' } as const satisfies Record<
  TraceLine['role'],
  Role
>

/** The caret under the byte, where the marked text ended up after folding, and the sentence below. */
const markRows = (line: TraceLine, lead: number, look: TraceLook): readonly Line[] => {
  const room = Math.max(1, look.columns - lead)
  const before = widthOf(line.mark?.before ?? '')
  const at = lead + (before % room)
  const width = Math.max(1, Math.min(widthOf(line.mark?.marked ?? ' '), look.columns - at))
  const sentence = line.parts.map(part => part.text).join('')
  const inline = look.columns - at - width - 1
  const caret: Line = [seg(' '.repeat(at)), seg('^'.repeat(width), 'caret')]
  if (widthOf(sentence) <= inline) return [[...caret, seg(` ${sentence}`, 'failed')]]
  return [
    caret,
    ...wrapText(takeColumns(sentence, 2000), 'failed', look.columns, {
      first: [seg(' '.repeat(lead))],
      rest: [seg(' '.repeat(lead))],
    }),
  ]
}

const roleOfPart = (style: PartStyle, line: TraceLine): Role => partRoles[style] ?? roleOfLine[line.role]

const partRoles: Readonly<Partial<Record<LinePart['style'], Role>>> = {
  dim: 'dim',
  method: 'strong',
  target: 'request',
  version: 'dim',
  reason: 'dim',
  punctuation: 'dim',
  'status-1xx': 'status-redirect',
  'status-2xx': 'status-ok',
  'status-3xx': 'status-redirect',
  'status-4xx': 'status-error',
  'status-5xx': 'status-error',
  'field-name': 'field-name',
  'field-value': 'field-value',
  body: 'body',
  chunk: 'number',
  control: 'control',
  'line-end': 'control',
  hex: 'body',
  stdout: 'text',
  stderr: 'notice',
  error: 'failed',
  source: 'source',
  fold: 'link',
  fault: 'fault',
}
