// `progress N`: what has been built in a lesson, and the path of one request through the learner's own program.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Exercise } from '../lesson/index.ts'
import { renderBuilt } from '../ui/index.ts'
import { lessonFolder, memoryIn, readLessonFiles, type PathState, type Workbook } from '../workbook/index.ts'
import type { Standing } from './at-work.ts'
import type { Context } from './context.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { followRequest } from './follow-request.ts'
import { lookOf } from './look.ts'
import { withRunner } from './run-checks.ts'
import { mainFileOf, ownProgram } from './subject.ts'

export const showBuilt = async (
  context: Context,
  standing: Standing & { readonly workbook: Workbook },
  lesson: Exercise,
): Promise<ExitCode> => {
  const { course, progress, workbook } = standing
  const isPassed = memoryIn(progress, lesson.slug).isPassed
  const main = join(lessonFolder(workbook, lesson), mainFileOf(lesson))
  const hasProgram = existsSync(main)
  const cases = lesson.steps.find(step => step.contract === true)?.checks.length ?? 0
  const built = {
    lessons: course.lessons
      .filter(({ number, isWritten }) => isWritten && number <= lesson.number)
      .map(entry => ({ ...entry, isPassed: memoryIn(progress, entry.slug).isPassed })),
    program: hasProgram ? { words: ownProgram(lesson, workbook).words, lines: linesIn(main) } : undefined,
    checks: { own: lesson.checks.length - cases, cases },
    path: isPassed && hasProgram ? await pathOf(context, workbook, lesson, main) : undefined,
    next: course.lessons.find(({ number, isWritten }) => isWritten && number === lesson.number + 1),
  }
  context.console.write(renderBuilt(built, { ...lookOf(context), directory: workbook.directory }))
  if (!isPassed) context.console.note(`lesson ${lesson.number} is not passed yet: tsgi-learn check ${lesson.number}`)
  return exitCode.passed
}

const pathOf = async (context: Context, workbook: Workbook, lesson: Exercise, main: string): Promise<PathState> => {
  const folder = lessonFolder(workbook, lesson)
  const others = [...readLessonFiles(workbook, lesson).keys()].map(name => join(folder, name))
  const path = await withRunner(context, runner =>
    followRequest({
      runner,
      packageFolder: context.packageFolder,
      lesson,
      program: ownProgram(lesson, workbook).program,
      files: [main, ...others.filter(file => file !== main)],
      report: undefined,
      signal: context.interruption(),
    }),
  )
  return path === undefined ? { type: 'unknown' } : { type: 'found', path }
}

const linesIn = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length
