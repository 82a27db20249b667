// `hint [N]`: finds out what fails now and says a little more about it than the last time.

import { renderHints } from '../../ui/index.ts'
import {
  currentHint,
  initialState,
  memoryIn,
  type HintView,
  type Judged,
  type LessonMemory,
  type SessionState,
} from '../../workbook/index.ts'
import { chosenExercise, remember, standingOf, type Standing } from '../at-work.ts'
import type { Exercise } from '../../lesson/index.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { runChecks, seedOf, withRunner } from '../run-checks.ts'
import { subjectOf, type Subject } from '../subject.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const lesson = await chosenExercise(context, standing, context.typed.arguments[0])
  const subject = subjectOf(context, lesson, standing.workbook)
  const judged = await judgedNow(context, lesson, subject)
  if (judged.report.verdict === 'passed') {
    context.console.write(`All checks of lesson ${lesson.number} pass: there is nothing left to hint at.\n`)
    return exitCode.passed
  }
  const hint = currentHint(stateAfter(lesson, subject, judged, standing))
  if (hint === undefined) {
    context.console.write(`Lesson ${lesson.number} has no hint for this.\n`)
    return exitCode.passed
  }
  const shown = { ...hint, opened: Math.min(hint.opened + 1, hint.hint.levels.length) }
  context.console.write(renderHints([shown], lookOf(context)))
  if (standing.workbook !== undefined) {
    remember(context, standing.workbook, lesson.slug, withHint(memoryIn(standing.progress, lesson.slug), shown))
  }
  return exitCode.passed
}

const judgedNow = (context: Context, lesson: Exercise, subject: Subject): Promise<Judged> =>
  withRunner(context, runner =>
    runChecks(runner, {
      lesson,
      subject,
      checks: lesson.checks,
      seed: seedOf(context),
      signal: context.interruption(),
    }),
  )

/** The session as it would be on the screen after this run: which hint comes next is decided there. */
const stateAfter = (
  lesson: Exercise,
  subject: Subject,
  judged: Judged,
  { course, progress }: Standing,
): SessionState => {
  const opened = {
    lesson: { ...lesson, text: [], attempts: [] },
    directory: '',
    file: subject.file,
    subject: subject.words,
    mine: new Map<string, string>(),
  }
  const state = initialState({ course, opened, memories: progress.lessons, size: { columns: 80, rows: 24 } })
  return { ...state, run: { ...state.run, last: judged } }
}

const withHint = (memory: LessonMemory, { key, opened }: HintView): LessonMemory => ({
  ...memory,
  hints: { ...memory.hints, [key]: opened },
})
