// A lesson as the lint sees it: what was read, and the file it was read from.

import type { LessonFile } from '../file/lesson-file.ts'
import type { Exercise, Lesson, LessonEntry } from '../lesson.ts'
import { lessonFolderOf, type Pack } from '../pack.ts'
import { isInclude, parseInclude, type Include } from '../text/include.ts'
import { placeAt } from '../pack-error.ts'

export type LessonInPack = {
  readonly pack: Pack
  readonly entry: LessonEntry
  readonly file: LessonFile
  /** The slugs of the course up to this lesson, also of those that are not written. */
  readonly slugs: readonly string[]
  readonly exercise: Exercise & Pick<Lesson, 'attempts'>
}

/** An include and where it is written. */
export type PlacedInclude = { readonly include: Include; readonly path: string; readonly line: number }

export const lessonFilePath = ({ entry }: LessonInPack): string => `${lessonFolderOf(entry.slug)}/lesson.json`

/** The includes in the lesson's hints. */
export const hintIncludes = (lesson: LessonInPack): readonly PlacedInclude[] => {
  const path = lessonFilePath(lesson)
  const text = lesson.pack.files.get(path) ?? ''
  return lesson.file.hints
    .flatMap(hint => hint.levels)
    .flatMap(level =>
      level.value.split('\n').flatMap(line => {
        const include = isInclude(line) ? parseInclude(line) : undefined
        return include === undefined ? [] : [{ include, path, line: placeAt(text, level.offset).line }]
      }),
    )
}
