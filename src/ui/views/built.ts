// The closing page of a lesson: what has been built so far, and the path of one request through the learner's own lines.

import type { LessonEntry } from '../../lesson/index.ts'
import type { PathPlace, PathState, PathStep, RequestPath } from '../../workbook/index.ts'
import { escapeControls, showCode } from '../text/escape.ts'
import { cutLine } from '../text/fit.ts'
import { blank, lineOf, lineWidth, seg, type Line } from '../text/line.ts'
import { wrapText } from '../text/wrap.ts'
import { placeOf } from './failure.ts'

export type Built = {
  /** Those that are written, up to the one that is looked back on. */
  readonly lessons: readonly (Pick<LessonEntry, 'number' | 'title' | 'built'> & { readonly isPassed: boolean })[]
  /** In words, `05-server/server.ts`, and how many lines it has; undefined when the server is no file of the learner's. */
  readonly program: { readonly words: string; readonly lines: number } | undefined
  /** Checks of the lesson's own, and cases of the contract. */
  readonly checks: { readonly own: number; readonly cases: number }
  /** undefined: it cannot be shown before the checks have been run. */
  readonly path: PathState | undefined
  readonly next: Pick<LessonEntry, 'number' | 'title'> | undefined
}

export type BuiltLook = { readonly columns: number; readonly directory: string | undefined }

export const builtLines = (built: Built, look: BuiltLook): readonly Line[] => [
  lineOf('What you have built', 'heading'),
  blank,
  ...built.lessons.flatMap(lesson => lessonLines(lesson, look.columns)),
  ...(built.program === undefined ? [] : [blank, ...programLines(built, built.program, look.columns)]),
  blank,
  lineOf('The path of one request through it', 'subheading'),
  ...pathStateLines(built.path, look),
  blank,
  ...nextLines(built.next, look.columns),
]

const lessonLines = (
  { number, title, isPassed, built }: Built['lessons'][number],
  columns: number,
): readonly Line[] => [
  cutLine(
    [
      isPassed ? seg('✓ ', 'passed') : seg('○ ', 'not-run'),
      seg(`${String(number).padStart(2)}  `, 'dim'),
      seg(escapeControls(title), isPassed ? 'strong' : 'dim'),
      ...(isPassed ? [] : [seg('   not passed yet', 'dim')]),
    ],
    columns,
  ),
  ...(built === undefined || !isPassed ? [] : wrapText(escapeControls(built), 'text', columns, indented)),
]

const indented = { first: [seg('      ')], rest: [seg('      ')] }

const programLines = (
  { checks }: Built,
  { words, lines }: { readonly words: string; readonly lines: number },
  columns: number,
) =>
  wrapText(
    `${escapeControls(words)} has ${counted(lines, 'line')}. It passes ${counted(checks.own, 'check')}` +
      `${checks.cases === 0 ? '' : ` and ${counted(checks.cases, 'case')} of the contract`}.`,
    'text',
    columns,
  )

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const pathStateLines = (path: PathState | undefined, look: BuiltLook): readonly Line[] => {
  if (path === undefined) return wrapText('It is shown once the checks have been run and passed.', 'dim', look.columns)
  if (path.type === 'looking') return [lineOf('One request is being followed.', 'running')]
  return path.type === 'found'
    ? pathLines(path.path, look)
    : wrapText(
        'The request could not be followed: the server did not answer it as an application would.',
        'dim',
        look.columns,
      )
}

const pathLines = ({ request, response, steps }: RequestPath, look: BuiltLook): readonly Line[] => {
  const answer = steps.findIndex(({ place }) => place === 'status')
  const [before, after] = answer === -1 ? [steps, []] : [steps.slice(0, answer), steps.slice(answer)]
  return [
    wireLine('>', request, look.columns),
    ...before.flatMap(step => stepLines(step, look)),
    ...after.slice(0, 1).flatMap(step => stepLines(step, look)),
    wireLine('<', response, look.columns),
    ...after.slice(1).flatMap(step => stepLines(step, look)),
  ]
}

const wireLine = (role: '>' | '<', text: string, columns: number): Line =>
  cutLine(
    [
      seg(`${role} `, role === '>' ? 'request' : 'response'),
      seg(showCode(text), role === '>' ? 'request' : 'response'),
    ],
    columns,
  )

const words: Readonly<Record<PathPlace, string>> = {
  read: 'the bytes are taken from the connection',
  head: 'the blank line is looked for',
  environ: 'the environ is made',
  through: 'on the way to the application',
  call: 'the application is called',
  status: 'the status line is written',
  step: 'the body is asked for a chunk',
  chunk: 'the chunk is written',
  close: 'the body is closed',
}

/** What happens, and at the right the place; below, the line itself. */
const stepLines = ({ place, at, text }: PathStep, { columns, directory }: BuiltLook): readonly Line[] => {
  const name = at.functionName === undefined ? '' : `${escapeControls(at.functionName)}  `
  const right: Line = [seg(name, 'dim'), seg(placeOf(at, directory), 'source')]
  const left: Line = [seg('  '), seg(words[place], place === 'through' ? 'dim' : 'text')]
  const free = columns - lineWidth(left) - lineWidth(right)
  const head = free < 2 ? [left, cutLine([seg('  '), ...right], columns)] : [[...left, seg(' '.repeat(free)), ...right]]
  return [...head, cutLine([seg('  │ ', 'border'), seg(showCode(text), 'code')], columns)]
}

const nextLines = (next: Built['next'], columns: number): readonly Line[] =>
  wrapText(
    next === undefined
      ? 'That was the last lesson that is written.'
      : `Next is lesson ${next.number}: ${escapeControls(next.title)}. It begins with the solution of this one; tsgi-learn lesson ${next.number} --from-mine begins it with your own program.`,
    'text',
    columns,
  )
