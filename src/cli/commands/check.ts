// `check [N]`: runs the checks once and prints the verdict, for people or for scripts.

import type { LessonEntry } from '../../lesson/index.ts'
import { renderSummary } from '../../ui/index.ts'
import { isLessonOpened } from '../../workbook/index.ts'
import { chosenEntry, standingOf, type Standing } from '../at-work.ts'
import type { Context } from '../context.ts'
import { contractSubject, meansContract, readContract } from '../contract.ts'
import { readExercise } from '../course.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { formatJson } from '../formats/json.ts'
import type { JudgedLesson } from '../formats/judged-lesson.ts'
import { formatJunit } from '../formats/junit.ts'
import { formatTap } from '../formats/tap.ts'
import { lookOf } from '../look.ts'
import { reportText, summaryRows } from '../report-text.ts'
import { rememberRun, runChecks, seedOf, selectedChecks, withRunner, type RunOfChecks } from '../run-checks.ts'
import { givenWay, subjectOf } from '../subject.ts'
import { UsageError } from '../usage-error.ts'
import { requireWorkbook } from '../workbook-here.ts'

const formats = { json: formatJson, junit: formatJunit, tap: formatTap } as const
type FormatName = keyof typeof formats

export const run = async (context: Context): Promise<ExitCode> => {
  const format = formatOf(context)
  const standing = await standingOf(context)
  const { entries, skipped } = meansContract(context) ? { entries: [], skipped: [] } : entriesOf(context, standing)
  for (const entry of skipped) context.console.note(`${nameOf(entry)} has not been opened yet, and is left out`)
  const runs = meansContract(context) ? [contractRun(context)] : await lessonRuns(context, standing, entries)
  const judged = await withRunner(context, async runner => {
    const all: JudgedLesson[] = []
    for (const one of runs) {
      const result = await runChecks(runner, one)
      rememberRun(context, standing, one, result.report)
      if (format === undefined) context.console.write(reportText(context, one, result, standing.course))
      all.push({ lesson: one.lesson, ...result })
    }
    return all
  })
  if (format !== undefined) context.console.write(formats[format](judged))
  else if (context.typed.options.has('all'))
    context.console.write(renderSummary(summaryRows(judged, skipped), lookOf(context)))
  for (const { report } of judged)
    if (format !== undefined && report.error !== undefined) context.console.note(report.error)
  return judged.every(({ report }) => report.verdict === 'passed') ? exitCode.passed : exitCode.failed
}

const formatOf = (context: Context): FormatName | undefined => {
  const given = (Object.keys(formats) as readonly FormatName[]).filter(name => context.typed.options.has(name))
  if (given.length > 1) throw new UsageError(`${given.map(name => `--${name}`).join(' and ')} cannot be given together`)
  return given[0]
}

type Entries = { readonly entries: readonly LessonEntry[]; readonly skipped: readonly LessonEntry[] }

/** With `--all`, every lesson that has been opened; a program from elsewhere is held to every lesson that is written. */
const entriesOf = (context: Context, standing: Standing): Entries => {
  const word = context.typed.arguments[0]
  if (!context.typed.options.has('all')) return { entries: [chosenEntry(context, standing, word)], skipped: [] }
  if (word !== undefined) throw new UsageError('--all means every lesson: name none with it')
  const written = standing.course.lessons.filter(entry => entry.isWritten)
  if (givenWay(context) !== undefined) return { entries: written, skipped: [] }
  const workbook = requireWorkbook(standing.workbook)
  const isOpened = (entry: LessonEntry): boolean => isLessonOpened(workbook, entry)
  const entries = written.filter(isOpened)
  if (entries.length > 0) return { entries, skipped: written.filter(entry => !isOpened(entry)) }
  throw new UsageError('no lesson has been opened yet', 'tsgi-learn lesson 1 opens the first one')
}

const nameOf = ({ number, title }: Pick<LessonEntry, 'number' | 'title'>): string => `lesson ${number}, ${title},`

const contractRun = (context: Context): RunOfChecks => {
  if (context.typed.options.has('all')) throw new UsageError('--all means every lesson: name none with it')
  const contract = readContract(context)
  return {
    lesson: contract,
    checks: selectedChecks(contract, context.typed.options.values('only')),
    subject: contractSubject(context),
    seed: seedOf(context),
    signal: context.interruption(),
  }
}

const lessonRuns = async (
  context: Context,
  standing: Standing,
  entries: readonly LessonEntry[],
): Promise<readonly RunOfChecks[]> => {
  const lessons = await Promise.all(entries.map(entry => readExercise(standing.course, entry)))
  const seed = seedOf(context)
  const signal = context.interruption()
  return lessons.map(lesson => ({
    lesson,
    checks: selectedChecks(lesson, context.typed.options.values('only')),
    subject: subjectOf(context, lesson, standing.workbook),
    seed,
    signal,
  }))
}
