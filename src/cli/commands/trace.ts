// `trace [N] [CHECK]`: runs a check and shows what went over the wire.

import type { LessonCheck } from '../../lesson/index.ts'
import type { CheckResult, Runner } from '../../runner/index.ts'
import { renderExplanation } from '../../ui/index.ts'
import type { Judged } from '../../workbook/index.ts'
import { chosenExercise, standingOf, type Standing } from '../at-work.ts'
import type { Context } from '../context.ts'
import { contractSubject, meansContract, readContract } from '../contract.ts'
import { findEntry } from '../course.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { requireCheck, runChecks, seedOf, selectedChecks, withRunner, type Checked } from '../run-checks.ts'
import { subjectOf, type Subject } from '../subject.ts'
import { requireOneForm, traceText } from '../trace-text.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  requireOneForm(context)
  const { lesson, subject, checkWord } = await askedOf(context)
  const checks = checkWord === undefined ? selectedChecks(lesson, []) : [requireCheck(lesson, checkWord)]
  const startedAt = context.now()
  const judged = await withRunner(context, runner => judgeOf(context, { lesson, subject, checks, runner }))
  const result = judged.report.checks.find(({ verdict }) => verdict.type === 'failed') ?? judged.report.checks[0]
  if (result === undefined) {
    context.console.note(judged.report.error ?? 'no check was run')
    return exitCode.failed
  }
  const fault = judged.faults.get(result.id)
  context.console.write(traceText(context, { trace: result.trace, title: titleOf(result), startedAt, fault }))
  noteFailure(context, result, judged)
  return exitCode.passed
}

type Asked = { readonly lesson: Checked; readonly subject: Subject; readonly checkWord: string | undefined }

const askedOf = async (context: Context): Promise<Asked> => {
  if (meansContract(context))
    return {
      lesson: readContract(context),
      subject: contractSubject(context),
      checkWord: context.typed.arguments[1],
    }
  const standing = await standingOf(context)
  const { lessonWord, checkWord } = wordsOf(context, standing)
  const lesson = await chosenExercise(context, standing, lessonWord)
  return { lesson, subject: subjectOf(context, lesson, standing.workbook), checkWord }
}

/** `trace two-clients` means a check of the lesson at hand. */
const wordsOf = (context: Context, { course }: Standing) => {
  const [first, second] = context.typed.arguments
  const isCheck = first !== undefined && second === undefined && findEntry(course, first) === undefined
  return isCheck ? { lessonWord: undefined, checkWord: first } : { lessonWord: first, checkWord: second }
}

type Traced = Omit<Asked, 'checkWord'> & { readonly checks: readonly LessonCheck[]; readonly runner: Runner }

const judgeOf = (context: Context, { lesson, subject, checks, runner }: Traced): Promise<Judged> =>
  runChecks(runner, {
    lesson,
    checks,
    subject,
    seed: seedOf(context),
    signal: context.interruption(),
  })

const titleOf = ({ title, id, replay }: CheckResult): string =>
  `${title}   ${id}${replay === undefined ? '' : `   (${replay.name})`}`

const noteFailure = (context: Context, result: CheckResult, { explanations }: Judged): void => {
  const explanation = explanations.get(result.id)
  if (explanation !== undefined) context.console.note(`\n${renderExplanation(explanation, lookOf(context)).trimEnd()}`)
}
