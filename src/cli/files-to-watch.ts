// The files whose saves matter for a subject: the learner's program and the files beside it.

import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Exercise } from '../lesson/index.ts'
import { lessonFolder, readLessonFiles, type Workbook } from '../workbook/index.ts'
import type { Subject } from './subject.ts'

/** For a file elsewhere, and for a command, the program files of one folder: what it imports is most often there. */
export const filesToWatch = (
  subject: Subject,
  lesson: Exercise,
  places: { readonly workbook: Workbook | undefined; readonly directory: string },
): readonly string[] => {
  if (subject.counts && places.workbook !== undefined) {
    const folder = lessonFolder(places.workbook, lesson)
    return [...readLessonFiles(places.workbook, lesson).keys()].map(name => join(folder, name))
  }
  if (subject.program.type === 'address') return []
  const folder = subject.file === undefined ? places.directory : dirname(subject.file)
  const beside = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && programFile.test(entry.name))
    .map(entry => join(folder, entry.name))
  return [...new Set([...(subject.file === undefined ? [] : [subject.file]), ...beside])]
}

const programFile = /\.(?:[cm]?[jt]s|py|rb|go|rs|php|pl|sh|c|java|lua|ex|exs)$/
