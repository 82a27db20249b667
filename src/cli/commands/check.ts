// `check [N]`: runs the checks once and prints the verdict, for people or for scripts.

import type { LessonEntry } from '../../lesson/index.ts'
import { renderReport } from '../../ui/index.ts'
import type { Judged } from '../../workbook/index.ts'
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
import { rememberRun, runChecks, seedOf, selectedChecks, withRunner, type RunOfChecks } from '../run-checks.ts'
import { givenWay, subjectOf } from '../subject.ts'
import { UsageError } from '../usage-error.ts'

const formats = { json: formatJson, junit: formatJunit, tap: formatTap } as const
type FormatName = keyof typeof formats

export const run = async (context: Context): Promise<ExitCode> => {
  const format = formatOf(context)
  const standing = await standingOf(context)
  const runs = meansContract(context) ? [contractRun(context)] : await lessonRuns(context, standing)
  const judged = await withRunner(context, async runner => {
    const all: JudgedLesson[] = []
    for (const one of runs) {
      const result = await runChecks(runner, one)
      rememberRun(context, standing, one, result.report)
      if (format === undefined) context.console.write(reportText(context, one, result))
      all.push({ lesson: one.lesson, ...result })
    }
    return all
  })
  if (format !== undefined) context.console.write(formats[format](judged))
  for (const { report } of judged)
    if (format !== undefined && report.error !== undefined) context.console.note(report.error)
  return judged.every(({ report }) => report.verdict === 'passed') ? exitCode.passed : exitCode.failed
}

/** What `check` and `watch` print of a run. */
export const reportText = (context: Context, { lesson, subject, seed }: RunOfChecks, judged: Judged): string => {
  const { report, explanations } = judged
  const failed = report.checks.find(({ verdict }) => verdict.type === 'failed')
  const word = lesson.number ?? lesson.slug
  const nextSteps =
    failed === undefined
      ? []
      : [
          `tsgi-learn trace ${word} ${failed.id}${wayAgain(context, lesson)}    the bytes of this check`,
          ...(subject.counts ? [`tsgi-learn hint ${word}    a hint`] : []),
          ...(failed.replay === undefined
            ? []
            : [`tsgi-learn check ${word} --seed ${seed}${wayAgain(context, lesson)}    the same cuts again`]),
        ]
  const name = lesson.number === undefined ? lesson.title : `Lesson ${lesson.number}  ${lesson.title}`
  const title = `${name}   ${subject.words}`
  const shared = lesson.steps?.find(step => step.contract === true)
  return renderReport({ title, report, explanations, nextSteps, shared }, lookOf(context))
}

/** A lesson has its own program; the contract has to be told again which server is meant. */
const wayAgain = (context: Context, { number }: RunOfChecks['lesson']): string => {
  const way = givenWay(context)
  if (number !== undefined || way === undefined) return ''
  const value = context.typed.options.value(way) ?? ''
  return ` --${way} ${/^[\w./:@-]+$/.test(value) ? value : `'${value}'`}`
}

const formatOf = (context: Context): FormatName | undefined => {
  const given = (Object.keys(formats) as readonly FormatName[]).filter(name => context.typed.options.has(name))
  if (given.length > 1) throw new UsageError(`${given.map(name => `--${name}`).join(' and ')} cannot be given together`)
  return given[0]
}

const entriesOf = (context: Context, standing: Standing): readonly LessonEntry[] => {
  const word = context.typed.arguments[0]
  if (!context.typed.options.has('all')) return [chosenEntry(context, standing, word)]
  if (word !== undefined) throw new UsageError('--all means every lesson: name none with it')
  return standing.course.lessons.filter(entry => entry.isWritten)
}

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

const lessonRuns = async (context: Context, standing: Standing): Promise<readonly RunOfChecks[]> => {
  const lessons = await Promise.all(entriesOf(context, standing).map(entry => readExercise(standing.course, entry)))
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
