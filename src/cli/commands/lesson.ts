// `lesson [N|SLUG]`: opens a lesson on the screen; without a terminal, prints its text.

import { canDrawScreen, renderLessonText } from '../../ui/index.ts'
import { openLessonFolder, withCurrent, updateProgress, type Workbook } from '../../workbook/index.ts'
import { chosenEntry, shown, standingOf, type Standing } from '../at-work.ts'
import type { Context } from '../context.ts'
import { readLesson } from '../course.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { beginWithMine } from '../from-mine.ts'
import { lookOf } from '../look.ts'
import { showScreen } from '../show-screen.ts'
import { mainFileOf } from '../subject.ts'
import { workbookOrNew } from '../workbook-here.ts'

export const run = (context: Context): Promise<ExitCode> => openLesson(context, context.typed.arguments[0])

/** Also what the bare command does. */
export const openLesson = async (context: Context, word: string | undefined): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const entry = chosenEntry(context, standing, word)
  if (context.typed.options.has('from-mine')) await beginWithMine(context, standing, entry)
  const workbook = await workbookOrNew(context, standing.workbook)
  if (workbook === undefined) return exitCode.passed
  if (hasScreen(context)) return showScreen(context, { ...standing, workbook }, entry)
  return printLesson(context, { ...standing, workbook }, entry)
}

/** Whether there is a terminal, and nobody asked for plain lines. */
export const hasScreen = (context: Context): boolean =>
  !context.typed.options.has('plain') &&
  canDrawScreen(context.env, {
    isInputTerminal: context.console.isInputTerminal,
    isOutputTerminal: context.console.isOutputTerminal,
  })

const printLesson = async (
  context: Context,
  { course, workbook }: Standing & { readonly workbook: Workbook },
  entry: Standing['course']['lessons'][number],
): Promise<ExitCode> => {
  const lesson = await readLesson(context, course, entry)
  const { directory, created } = openLessonFolder(workbook, lesson)
  updateProgress(workbook, context.now(), progress => withCurrent(progress, lesson.slug))
  context.console.write(renderLessonText(lesson, lookOf(context)))
  const file = `${shown(context, directory)}/${mainFileOf(lesson)}`
  if (created.length > 0) context.console.note(`wrote ${file}`)
  context.console.note(`next: edit ${file}, then tsgi-learn check ${lesson.number}`)
  return exitCode.passed
}
