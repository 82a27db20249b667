// `progress [N]`: how far the learner is, and what comes next; of one lesson, what has been built in it.

import { renderMap } from '../../ui/index.ts'
import { chosenEntry, chosenExercise, shown, standingOf, type Standing } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { showBuilt } from '../looking-back.ts'
import { mapRows } from './list.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const { workbook, course } = standing
  if (workbook === undefined) {
    context.console.write('No workbook here, so no progress yet.\n')
    context.console.note('next: tsgi-learn lesson 1')
    return exitCode.passed
  }
  const [word] = context.typed.arguments
  if (word !== undefined)
    return showBuilt(context, { ...standing, workbook }, await chosenExercise(context, standing, word))
  context.console.write(renderMap({ title: course.title, rows: mapRows(standing) }, lookOf(context)))
  context.console.write(`\n${usedText(standing)}workbook ${shown(context, workbook.directory)}\n`)
  const last = course.lessons.findLast(({ slug }) => standing.progress.lessons.get(slug)?.isPassed === true)
  if (last !== undefined) context.console.note(`tsgi-learn progress ${last.number} shows what you have built`)
  context.console.note(`next: ${nextText(context, standing)}`)
  return exitCode.passed
}

/** Whoever asks wants to know what help was taken. */
const usedText = ({ course, progress }: Standing): string =>
  course.lessons
    .flatMap(({ number, slug }) => {
      const memory = progress.lessons.get(slug)
      const hints = Object.values(memory?.hints ?? {}).reduce((sum, levels) => sum + levels, 0)
      const used = [
        ...(hints === 0 ? [] : [`${hints} ${hints === 1 ? 'hint' : 'hints'} read`]),
        ...(memory?.isSolutionSeen === true ? ['solution seen'] : []),
      ]
      return used.length === 0 ? [] : [`lesson ${number}: ${used.join(', ')}\n`]
    })
    .join('')

const nextText = (context: Context, standing: Standing): string => {
  const entry = chosenEntry(context, standing, undefined)
  if (standing.progress.lessons.get(entry.slug)?.isPassed !== true) return `tsgi-learn lesson ${entry.number}`
  const open = standing.course.lessons.find(
    ({ slug, isWritten }) => isWritten && standing.progress.lessons.get(slug)?.isPassed !== true,
  )
  return open === undefined ? 'every lesson that is written is passed' : `tsgi-learn lesson ${open.number}`
}
