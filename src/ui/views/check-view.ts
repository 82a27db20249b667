// One check, opened: why it is there, what it sends and wants, what went wrong, what the program printed.

import type { Transcript } from '../../transcript/index.ts'
import { currentCheck, type SessionState } from '../../workbook/index.ts'
import { codeLines } from '../blocks/code.ts'
import { escapeControls } from '../text/escape.ts'
import { blank, indent, lineOf, seg } from '../text/line.ts'
import { emptyPage, pageOf, type Page } from '../text/page.ts'
import { wrapText } from '../text/wrap.ts'
import { markOf } from './checks.ts'
import { reasonOf, stateOf, whyOf } from './checks-view.ts'
import { failureLines } from './failure.ts'
import type { Look } from './look.ts'
import { outputLines } from './output.ts'

const outputRows = 200

export const checkPage = (state: SessionState, look: Look): Page => {
  const view = currentCheck(state)
  if (view === undefined) return emptyPage
  const { mark, role } = markOf(stateOf(view))
  const explanation = state.run.last?.explanations.get(view.check.id)
  const reason = reasonOf(state, view)
  const printed = outputLines([...(view.result?.trace.events ?? [])], look.columns - 2, outputRows)
  return pageOf([
    [seg(`${mark} `, role), seg(escapeControls(view.check.title), 'strong'), seg(`   ${view.check.id}`, 'dim')],
    ...wrapText(escapeControls(whyOf(view)), 'dim', look.columns, indented),
    ...(reason === undefined ? [] : wrapText(escapeControls(reason), 'notice', look.columns, indented)),
    blank,
    ...(explanation === undefined || view.result?.verdict.type !== 'failed'
      ? []
      : [...failureLines(explanation, { columns: look.columns, directory: state.opened.directory }), blank]),
    lineOf('What is sent, and what must come back', 'subheading'),
    ...codeLines(
      { language: 'trace', text: fixtureText(view.check.transcript), caption: undefined },
      look.columns,
      undefined,
    ),
    blank,
    lineOf('What the program printed', 'subheading'),
    ...(printed.length === 0 ? [lineOf('  nothing', 'dim')] : indent(printed, [seg('  ')])),
  ])
}

const indented = { first: [seg('  ')], rest: [seg('  ')] }

/** The fixture as its file has it. */
const fixtureText = (transcript: Transcript): string => transcript.steps.flatMap(stepLines).join('\n')

const stepLines = (step: Transcript['steps'][number]): readonly string[] => {
  switch (step.type) {
    case 'send':
      return [`> ${step.source}`.trimEnd()]
    case 'expect':
      return step.lines.map(line => `${line.role} ${line.source}`.trimEnd())
    case 'comment':
      return []
    default:
      return [`* ${step.source}`.trimEnd()]
  }
}
