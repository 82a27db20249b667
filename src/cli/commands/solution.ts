// `solution [N]`: what the solution has that the learner's program has not, and the other way round.

import { readFileSync } from 'node:fs'
import type { Exercise } from '../../lesson/index.ts'
import { renderDiff, type Difference } from '../../ui/index.ts'
import { lessonFolderName, memoryIn, readLessonFiles, type Workbook } from '../../workbook/index.ts'
import { chosenExercise, remember, standingOf } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { mainFileOf, subjectOf } from '../subject.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const { workbook, progress } = standing
  const lesson = await chosenExercise(context, standing, context.typed.arguments[0])
  context.console.write(renderDiff(differencesOf(lesson, mineOf(context, lesson, workbook)), lookOf(context)))
  if (workbook !== undefined && !context.typed.options.has('file')) {
    remember(context, workbook, lesson.slug, { ...memoryIn(progress, lesson.slug), isSolutionSeen: true })
  }
  return exitCode.passed
}

/** Without a workbook, the start is compared: that is what a learner would have. */
const mineOf = (context: Context, lesson: Exercise, workbook: Workbook | undefined): ReadonlyMap<string, string> => {
  if (context.typed.options.has('file')) {
    const { file } = subjectOf(context, lesson, workbook)
    return file === undefined ? lesson.start : new Map([[mainFileOf(lesson), readFileSync(file, 'utf8')]])
  }
  const mine = workbook === undefined ? lesson.start : readLessonFiles(workbook, lesson)
  return mine.size === 0 ? lesson.start : mine
}

export const differencesOf = (lesson: Exercise, mine: ReadonlyMap<string, string>): readonly Difference[] =>
  [...lesson.solution].map(([name, theirs]) => ({
    name: `${lessonFolderName(lesson)}/${name}`,
    mine: mine.get(name),
    theirs,
  }))
