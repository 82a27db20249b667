// `list`: all lessons, and how far each is.

import { renderMap, type MapRow } from '../../ui/index.ts'
import { standingOf, type Standing } from '../at-work.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const standing = await standingOf(context)
  context.console.write(renderMap({ title: standing.course.title, rows: mapRows(standing) }, lookOf(context)))
  return exitCode.passed
}

export const mapRows = ({ course, progress }: Standing): readonly MapRow[] =>
  course.lessons.map(entry => {
    const memory = progress.lessons.get(entry.slug)
    return {
      entry,
      progress:
        memory === undefined
          ? undefined
          : { isPassed: memory.isPassed, passed: memory.lastRun?.passed, all: memory.lastRun?.all },
      isOpen: false,
    }
  })
