// What the lint of a course found, to lines: where, which rule, what, expected, received, next. The count comes last.

import { lintRules, lintSteps, type Finding } from '../../lesson/index.ts'
import { escapeControls } from '../text/escape.ts'
import { blank, lineOf, lineWidth, seg, type Line } from '../text/line.ts'
import { widthOf } from '../text/width.ts'
import { wrapLine, wrapText } from '../text/wrap.ts'

export type FindingsOfCourse = {
  /** The folder, as whoever asked would write it. */
  readonly course: string
  readonly findings: readonly Finding[]
}

/** Every finding in parts, none wider than the columns. */
export const findingsLines = ({ course, findings }: FindingsOfCourse, columns: number): readonly Line[] => [
  ...findings.flatMap(finding => [...findingLines(finding, columns), blank]),
  ...wrapText(escapeControls(summary(course, findings.length)), findings.length === 0 ? 'passed' : 'failed', columns),
]

const summary = (course: string, count: number): string => {
  if (count === 0) return `✓ the course in ${course} keeps every rule`
  return `✗ ${count} ${count === 1 ? 'fault' : 'faults'} in the course in ${course}`
}

const findingLines = (finding: Finding, columns: number): readonly Line[] => {
  const { message, rule, fault } = finding
  return [
    ...placeLines(finding, columns),
    ...wrapText(escapeControls(fault?.problem ?? message), 'text', columns, { first: [margin], rest: [margin] }),
    ...partLines('expected', fault?.expected ?? lintRules[rule], columns),
    ...(fault === undefined ? [] : partLines('received', fault.received, columns)),
    ...partLines('next', fault === undefined ? (lintSteps[rule] ?? '') : fault.next, columns),
  ]
}

const margin = seg('  ')
const labelColumns = 12

// The rule stands at the right end of the place when there is room, and below it when there is not.
const placeLines = ({ path, line, rule }: Finding, columns: number): readonly Line[] => {
  const place = escapeControls(line === undefined ? path : `${path}:${line}`)
  const lines = wrapText(place, 'source', columns, { first: [seg('✗ ', 'failed')], rest: [margin] })
  const last = lines.at(-1) ?? []
  const free = columns - lineWidth(last) - widthOf(rule)
  if (free < 2) return [...lines, [margin, seg(rule, 'dim')]]
  return [...lines.slice(0, -1), [...last, seg(' '.repeat(free)), seg(rule, 'dim')]]
}

const partLines = (label: string, text: string, columns: number): readonly Line[] =>
  text === ''
    ? []
    : wrapLine(lineOf(escapeControls(text)), columns, {
        first: [margin, seg(label.padEnd(labelColumns - 2), 'dim')],
        rest: [seg(' '.repeat(labelColumns))],
      })
