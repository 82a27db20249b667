// The files of a pack to a lesson without its prose: steps, checks, hints, start, solution. Touches no disk.

import { faultAt, type Source } from './file/guard.ts'
import { parseLessonFile, type CheckEntry, type HintEntry, type LessonFile } from './file/lesson-file.ts'
import { fixtureFrom } from './fixture.ts'
import type { Exercise, Hint, LessonCheck, LessonEntry } from './lesson.ts'
import { fixturePathOf, lessonFolderOf, sourceOf, type Pack } from './pack.ts'
import { statesOf } from './program-files.ts'
import { weaveLevel } from './text/include.ts'

/** `slugs` are those of the course in order; the lesson's own is the last that is looked at. Throws PackError. */
export const exerciseFrom = (pack: Pack, { number, slug }: LessonEntry, slugs: readonly string[]): Exercise => {
  const source = lessonSource(pack, slug)
  const file = parseLessonFile(source)
  const { start, solution } = statesOf(pack, slugs.slice(0, slugs.indexOf(slug) + 1))
  return {
    number,
    slug,
    title: file.title,
    minutes: file.minutes,
    steps: file.steps.map(({ id, title, checks }) => ({ id: id.value, title, checks: checks.map(name => name.value) })),
    checks: file.checks.map(check => checkFrom({ pack, slug, source, file }, check)),
    hints: file.hints.map(hint => hintFrom(pack, slug, source, hint)),
    start,
    solution,
  }
}

/** Throws PackError when the lesson has no lesson.json. */
export const lessonSource = (pack: Pack, slug: string): Source =>
  sourceOf(pack, `${lessonFolderOf(slug)}/lesson.json`, 'Write the lesson, or take its folder away.')

type Origin = { readonly pack: Pack; readonly slug: string; readonly source: Source; readonly file: LessonFile }

const checkFrom = ({ pack, slug, source, file }: Origin, { fixture, needs }: CheckEntry): LessonCheck => {
  const path = fixturePathOf(slug, fixture.value)
  const text = pack.files.get(path)
  if (text === undefined) throw faultAt(source, fixture.offset, { ...noFixture, expected: path })
  const { title, transcript } = fixtureFrom(pack, path, text)
  const until = transcript.properties.until ?? file.until?.value
  return {
    id: fixture.value,
    title,
    fixture: fixture.value,
    transcript,
    needs: needs.map(need => need.value),
    ...(until === undefined ? {} : { until }),
  }
}

const noFixture = {
  problem: 'a check whose fixture is not there',
  received: 'no such file',
  next: 'Write the fixture, or correct the name.',
} as const

const hintFrom = (pack: Pack, slug: string, source: Source, { type, id, levels }: HintEntry): Hint => ({
  on: { type, id: id.value },
  levels: levels.map(level =>
    weaveLevel({ pack, slug }, level.value, fault => {
      throw faultAt(source, level.offset, fault)
    }),
  ),
})
