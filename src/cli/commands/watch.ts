// `watch [N]`: runs the checks now and at each save, one report below the other, until it is interrupted.

import { chosenExercise, standingOf } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { filesToWatch } from '../files-to-watch.ts'
import { reportText } from '../report-text.ts'
import { rememberRun, runChecks, seedOf, selectedChecks, withRunner } from '../run-checks.ts'
import { watchSaves } from '../screen/watch-saves.ts'
import { subjectOf } from '../subject.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  const lesson = await chosenExercise(context, standing, context.typed.arguments[0])
  const subject = subjectOf(context, lesson, standing.workbook)
  const checks = selectedChecks(lesson, context.typed.options.values('only'))
  const seed = seedOf(context)
  const left = context.interruption()
  const saves = createSaves(left)
  const watching = watchSaves(filesToWatch(subject, lesson, { ...standing, directory: context.directory }), {
    onSave: saves.note,
    onTrouble: error =>
      context.console.note(`saves are not seen: ${error instanceof Error ? error.message : String(error)}`),
  })
  context.console.note(`watching ${subject.words}; Ctrl-C ends it`)
  await withRunner(context, async runner => {
    for (;;) {
      const one = { lesson, subject, checks, seed, signal: saves.begin() }
      const judged = await runChecks(runner, one)
      if (left.aborted) break
      if (judged.report.verdict !== 'cancelled') {
        rememberRun(context, standing, one, judged.report)
        context.console.write(`${timeText(context.now())}\n${reportText(context, one, judged, standing.course)}\n`)
      }
      await runner.warm()
      await saves.next()
      if (left.aborted) break
    }
  })
  await watching.close()
  return exitCode.passed
}

/** A save ends the run that is going on; `next` waits for one that no run has seen yet. */
const createSaves = (left: AbortSignal) => {
  let running = new AbortController()
  let isDue = false
  let wake: () => void = () => undefined
  const note = (): void => {
    isDue = true
    running.abort()
    wake()
  }
  left.addEventListener('abort', note, { once: true })
  return {
    note,
    begin: (): AbortSignal => {
      isDue = false
      running = new AbortController()
      return running.signal
    },
    next: (): Promise<void> =>
      isDue
        ? Promise.resolve()
        : new Promise(resolve => {
            wake = resolve
          }),
  }
}

const timeText = (now: Date): string => `-- ${now.toTimeString().slice(0, 8)} ${'-'.repeat(40)}`
