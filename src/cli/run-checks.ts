// One run of a lesson's checks for a command: started, explained, remembered, and stopped when the user wants to leave.

import { checkToRun, type LessonCheck, type LessonStep } from '../lesson/index.ts'
import type { Runner, RunReport } from '../runner/index.ts'
import { memoryIn, type Judged } from '../workbook/index.ts'
import { quoted } from './arguments/parse.ts'
import { suggestion } from './arguments/suggest.ts'
import { remember, type Standing } from './at-work.ts'
import type { Context } from './context.ts'
import { judgedFrom } from './judging.ts'
import { runnerHere } from './runner-here.ts'
import type { Subject } from './subject.ts'
import { UsageError } from './usage-error.ts'

/** What has checks: a lesson, or the contract, which has no number. */
export type Checked = {
  readonly number: number | undefined
  readonly slug: string
  readonly title: string
  readonly checks: readonly LessonCheck[]
  /** The contract by itself has none. */
  readonly steps?: readonly LessonStep[]
}

export type RunOfChecks = {
  readonly lesson: Checked
  readonly subject: Subject
  readonly checks: readonly LessonCheck[]
  readonly seed: number
  readonly signal: AbortSignal
}

export const runChecks = async (
  runner: Runner,
  { lesson, subject, checks, seed, signal }: RunOfChecks,
): Promise<Judged> => {
  const report = await runner.run({
    program: subject.program,
    checks: checks.map(withoutUnselected(checks)),
    seed,
    signal,
  })
  return judgedFrom(lesson, report)
}

/** Lends a runner for as long as `use` needs it, and leaves no process behind. */
export const withRunner = async <Result>(
  context: Context,
  use: (runner: Runner) => Promise<Result>,
): Promise<Result> => {
  const runner = runnerHere(context)
  try {
    return await use(runner)
  } finally {
    await runner.close()
  }
}

/** The checks that `--only` names, or all. Throws a UsageError for a check that the lesson does not have. */
export const selectedChecks = (lesson: Checked, only: readonly string[]): readonly LessonCheck[] => {
  if (lesson.checks.length === 0) throw new UsageError(`${wordsFor(lesson)} has no checks`)
  const ids = only.flatMap(value => value.split(',')).map(id => id.trim())
  for (const id of ids) requireCheck(lesson, id)
  return ids.length === 0 ? lesson.checks : lesson.checks.filter(check => ids.includes(check.id))
}

export const requireCheck = (lesson: Checked, id: string): LessonCheck => {
  const check = lesson.checks.find(one => one.id === id)
  if (check !== undefined) return check
  const known = lesson.checks.map(one => one.id)
  throw new UsageError(
    `${wordsFor(lesson)} has no check ${quoted(id)}`,
    suggestion(id, known) ?? `it has ${known.slice(0, mostNames).join(', ')}${known.length > mostNames ? ', ...' : ''}`,
  )
}

const mostNames = 40

const wordsFor = ({ number }: Checked): string => (number === undefined ? 'the contract' : `lesson ${number}`)

/** The seed that was given, or a new one. */
export const seedOf = (context: Context): number => {
  const typed = context.typed.options.value('seed')
  if (typed === undefined) return context.newSeed()
  const seed = Number(typed)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError(`a seed is a whole number, not ${quoted(typed)}`)
  return seed
}

/** Remembers the verdict on the learner's own program; a part of the checks, or another program, changes nothing. */
export const rememberRun = (context: Context, standing: Standing, run: RunOfChecks, report: RunReport): void => {
  const isWhole = run.checks.length === run.lesson.checks.length
  if (standing.workbook === undefined || !run.subject.counts || !isWhole) return
  if (report.verdict !== 'passed' && report.verdict !== 'failed') return
  const before = memoryIn(standing.progress, run.lesson.slug)
  const passed = report.checks.filter(({ verdict }) => verdict.type === 'passed').length
  remember(context, standing.workbook, run.lesson.slug, {
    ...before,
    lastRun: { passed, all: report.checks.length },
    isPassed: before.isPassed || report.verdict === 'passed',
  })
}

// A check that was asked for is run, whether what it builds on was asked for or not.
const withoutUnselected = (checks: readonly LessonCheck[]) => {
  const ids = new Set(checks.map(check => check.id))
  return (check: LessonCheck) => ({ ...checkToRun(check), needs: check.needs.filter(need => ids.has(need)) })
}
