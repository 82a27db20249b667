// What is printed of a run for people: the report, what to type next, and one row for each lesson where there are several.

import type { Course, LessonEntry } from '../lesson/index.ts'
import type { RunReport } from '../runner/index.ts'
import { renderReport, type SummaryRow } from '../ui/index.ts'
import type { Judged } from '../workbook/index.ts'
import type { Context } from './context.ts'
import type { JudgedLesson } from './formats/judged-lesson.ts'
import { lookOf } from './look.ts'
import type { RunOfChecks } from './run-checks.ts'
import { givenWay } from './subject.ts'

/** What `check` and `watch` print of a run. */
export const reportText = (context: Context, run: RunOfChecks, judged: Judged, course: Course): string => {
  const { lesson, subject } = run
  const { report, explanations } = judged
  const name = lesson.number === undefined ? lesson.title : `Lesson ${lesson.number}  ${lesson.title}`
  const title = `${name}   ${subject.words}`
  const shared = lesson.steps?.find(step => step.contract === true)
  const nextSteps = report.verdict === 'passed' ? afterPassing(run, course) : afterFailing(context, run, report)
  return renderReport({ title, report, explanations, nextSteps, shared }, lookOf(context))
}

const afterFailing = (
  context: Context,
  { lesson, subject, seed }: RunOfChecks,
  report: RunReport,
): readonly string[] => {
  const failed = report.checks.find(({ verdict }) => verdict.type === 'failed')
  if (failed === undefined) return []
  const word = lesson.number ?? lesson.slug
  return [
    `tsgi-learn trace ${word} ${failed.id}${wayAgain(context, lesson)}    the bytes of this check`,
    ...(subject.counts ? [`tsgi-learn hint ${word}    a hint`] : []),
    ...(failed.replay === undefined
      ? []
      : [`tsgi-learn check ${word} --seed ${seed}${wayAgain(context, lesson)}    the same cuts again`]),
  ]
}

/** What comes next for whoever has passed a lesson with their own program. */
const afterPassing = ({ lesson, subject, checks }: RunOfChecks, course: Course): readonly string[] => {
  const { number } = lesson
  if (number === undefined || !subject.counts || checks.length < lesson.checks.length) return []
  const next = course.lessons.find(entry => entry.number === number + 1 && entry.isWritten)
  return [
    `tsgi-learn progress ${number}    what you have built`,
    ...(next === undefined
      ? []
      : [
          `tsgi-learn lesson ${next.number}    goes on: ${next.title}`,
          `tsgi-learn lesson ${next.number} --from-mine    the same, with your own program`,
        ]),
  ]
}

/** A lesson has its own program; the contract has to be told again which server is meant. */
const wayAgain = (context: Context, { number }: RunOfChecks['lesson']): string => {
  const way = givenWay(context)
  if (number !== undefined || way === undefined) return ''
  const value = context.typed.options.value(way) ?? ''
  return ` --${way} ${/^[\w./:@-]+$/.test(value) ? value : `'${value}'`}`
}

/** One row for each lesson, in their order: what it came to, or that it was left out. */
export const summaryRows = (judged: readonly JudgedLesson[], skipped: readonly LessonEntry[]): readonly SummaryRow[] =>
  [...judged.map(rowOf), ...skipped.map(skippedRow)]
    .toSorted((one, other) => one.number - other.number)
    .map(({ row }) => row)

type NumberedRow = { readonly number: number; readonly row: SummaryRow }

const rowOf = ({ lesson, report }: JudgedLesson): NumberedRow => {
  const passed = report.checks.filter(({ verdict }) => verdict.type === 'passed').length
  const state = report.verdict === 'passed' ? ({ type: 'passed' } as const) : ({ type: 'failed', code: '' } as const)
  const note = `${passed} of ${report.checks.length} checks`
  return { number: lesson.number ?? 0, row: { title: `Lesson ${lesson.number}  ${lesson.title}`, state, note } }
}

const skippedRow = ({ number, title }: LessonEntry): NumberedRow => {
  const note = 'not opened yet'
  return { number, row: { title: `Lesson ${number}  ${title}`, state: { type: 'not-run', because: note }, note } }
}
