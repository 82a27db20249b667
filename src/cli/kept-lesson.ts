// Lessons as they were read the last time, kept beside V8's code cache: opening one again reads one file instead of sixty
// and parses no Markdown. A convenience: whatever goes wrong with it is ignored, and the lesson is read.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { lessonStamp, loadLesson, type Course, type Lesson, type LessonEntry } from '../lesson/index.ts'
import type { Cache } from './context.ts'

type Kept = { readonly stamp: string; readonly lesson: Lesson }

/** As loadLesson, which says what it throws. */
export const readKeptLesson = async (course: Course, entry: LessonEntry, cache: Cache): Promise<Lesson> => {
  if (cache.folder === undefined) return loadLesson(course, entry.slug)
  const file = join(cache.folder, `lesson-${entry.slug}`)
  // Taken before anything is read: a save in between makes the next start read again.
  const stamp = `${cache.build} ${process.version} ${lessonStamp(course, entry.slug)}`
  const kept = keptIn(file)
  if (kept?.stamp === stamp) return kept.lesson
  const lesson = await loadLesson(course, entry.slug)
  keep(file, { stamp, lesson })
  return lesson
}

const keptIn = (file: string): Kept | undefined => {
  try {
    return deserialize(readFileSync(file)) as Kept
  } catch {
    return undefined
  }
}

const keep = (file: string, kept: Kept): void => {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, serialize(kept), { mode: 0o600 })
    renameSync(unfinished, file)
  } catch {
    // The folder is not there yet, or not ours to write: the lesson is read again the next time.
    rmSync(unfinished, { force: true })
  }
}
