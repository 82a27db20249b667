// The page of a diagnosis code to lines, and the list of all codes. Knows the parts of a page, not what is in them.

import type { Correction, DiagnosisPage } from '../../check/index.ts'
import { codeLines } from '../blocks/code.ts'
import { inlineCode } from '../text/inline-code.ts'
import { blank, indent, lineOf, lineWidth, seg, type Line } from '../text/line.ts'
import type { Role } from '../text/roles.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'

/** Every part of the page, none wider than the columns. */
export const diagnosisPageLines = (page: DiagnosisPage, columns: number): readonly Line[] => [
  ...titleLines(page, columns),
  blank,
  ...wrapLine(inlineCode(page.meaning.join(' ')), columns),
  ...section('On the wire, wrong', traceLines(page.bytes.wrong, columns)),
  ...section('and right', traceLines(page.bytes.right, columns)),
  ...section('How to find it', [
    ...codeLines({ language: 'sh', text: page.find.command, caption: undefined }, columns, undefined),
    ...wrapLine(inlineCode(page.find.place), columns),
  ]),
  ...section(
    'What to write instead',
    page.fix.flatMap((correction, index) => [...(index === 0 ? [] : [blank]), ...correctionLines(correction, columns)]),
  ),
  ...section('Where it is written', wrapText(page.reference, 'text', columns)),
]

/** A row for each code with its title, and how to see more. */
export const diagnosisListLines = (
  pages: readonly Pick<DiagnosisPage, 'code' | 'title'>[],
  columns: number,
): readonly Line[] => {
  const widest = Math.max(...pages.map(({ code }) => code.length)) + 2
  return [
    ...pages.flatMap(({ code, title }) => listRow(code, title, widest, columns)),
    blank,
    ...wrapText('tsgi-learn explain CODE shows the page of one.', 'dim', columns),
  ]
}

const titleLines = ({ code, title }: DiagnosisPage, columns: number): readonly Line[] => {
  const line: Line = [seg(title, 'heading'), seg(`   ${code}`, 'dim')]
  return lineWidth(line) <= columns ? [line] : [...wrapText(title, 'heading', columns), lineOf(code, 'dim')]
}

const section = (name: string, lines: readonly Line[]): readonly Line[] => [blank, lineOf(name, 'subheading'), ...lines]

const traceLines = (lines: readonly string[], columns: number): readonly Line[] =>
  codeLines({ language: 'trace', text: lines.join('\n'), caption: undefined }, columns, undefined)

const correctionLines = ({ wrong, right }: Correction, columns: number): readonly Line[] => [
  ...codeUnder('not', 'removed', wrong, columns),
  ...codeUnder('but', 'added', right, columns),
]

const labelColumns = 4

/** The word beside the first line: whoever cannot see the colours must know which is which. */
const codeUnder = (label: string, role: Role, text: readonly string[], columns: number): readonly Line[] => {
  const room = Math.max(8, columns - labelColumns)
  const lines = codeLines({ language: 'ts', text: text.join('\n'), caption: undefined }, room, undefined)
  const [first = blank, ...rest] = lines
  return [[seg(label.padEnd(labelColumns), role), ...first], ...indent(rest, [seg(' '.repeat(labelColumns))])]
}

// Where a title would have too little room beside the code, it goes below it.
const listRow = (code: string, title: string, widest: number, columns: number): readonly Line[] => {
  if (columns - widest < 20) {
    return [lineOf(code, 'strong'), ...wrapText(title, 'text', columns, { first: [seg('  ')], rest: [seg('  ')] })]
  }
  return wrapText(title, 'text', columns, {
    first: [seg(code.padEnd(widest), 'strong')],
    rest: [seg(' '.repeat(widest))],
  })
}
