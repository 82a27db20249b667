// The files of a pack to a lesson without its prose: steps, checks, hints, start, solution. Touches no disk.

import type { Argument } from '../runner/index.ts'
import { faultAt, type Source } from './file/guard.ts'
import { contractChecks, type Contract } from './contract.ts'
import {
  parseLessonFile,
  type CheckEntry,
  type HintEntry,
  type LessonFile,
  type StepEntry,
} from './file/lesson-file.ts'
import { fixtureFrom } from './fixture.ts'
import type { Exercise, Hint, LessonCheck, LessonEntry, LessonStep } from './lesson.ts'
import { over } from './overlay.ts'
import { fixturePathOf, lessonFolderOf, sourceOf, type Pack } from './pack.ts'
import { statesOf } from './program-files.ts'
import { appsOf, checkWords, lessonWords } from './start-words.ts'
import { weaveLevel } from './text/include.ts'

/** What is read for a lesson only when it is in it. */
export type Contracts = { readonly contract: () => Contract }

/** `slugs` are those of the course in order; the lesson's own is the last that is looked at. Throws PackError. */
export const exerciseFrom = (
  pack: Pack,
  { number, slug }: LessonEntry,
  slugs: readonly string[],
  { contract }: Contracts,
): Exercise => {
  const source = lessonSource(pack, slug)
  const file = parseLessonFile(source)
  const { start, solution } = statesOf(pack, slugs.slice(0, slugs.indexOf(slug) + 1))
  const apps = appsOf(pack, slug, over(start, solution))
  const argv = lessonWords(pack, slug, source, file.app)
  const cases = file.steps.some(step => step.isContract) ? contractChecks(pack, contract()) : []
  return {
    number,
    slug,
    title: file.title,
    minutes: file.minutes,
    steps: file.steps.map(step => stepFrom(step, cases)),
    checks: [...file.checks.map(check => checkFrom({ pack, slug, source, file, ofLesson: argv }, check)), ...cases],
    hints: file.hints.map(hint => hintFrom(pack, slug, source, hint)),
    argv,
    apps,
    start,
    solution,
  }
}

const stepFrom = ({ id, title, checks, isContract }: StepEntry, cases: readonly LessonCheck[]): LessonStep =>
  isContract
    ? { id: id.value, title, checks: cases.map(check => check.id), contract: true }
    : { id: id.value, title, checks: checks.map(name => name.value) }

/** Throws PackError when the lesson has no lesson.json. */
export const lessonSource = (pack: Pack, slug: string): Source =>
  sourceOf(pack, `${lessonFolderOf(slug)}/lesson.json`, 'Write the lesson, or take its folder away.')

type Origin = {
  readonly pack: Pack
  readonly slug: string
  readonly source: Source
  readonly file: LessonFile
  readonly ofLesson: readonly Argument[]
}

const checkFrom = ({ pack, slug, source, file, ofLesson }: Origin, { fixture, needs }: CheckEntry): LessonCheck => {
  const path = fixturePathOf(slug, fixture.value)
  const text = pack.files.get(path)
  if (text === undefined) throw faultAt(source, fixture.offset, { ...noFixture, expected: path })
  const { title, transcript } = fixtureFrom(pack, path, text)
  const until = transcript.properties.until ?? file.until?.value
  const argv = checkWords({ pack, slug, ofLesson }, path, transcript)
  return {
    id: fixture.value,
    title,
    fixture: fixture.value,
    transcript,
    needs: needs.map(need => need.value),
    ...(until === undefined ? {} : { until }),
    ...(argv === undefined ? {} : { argv }),
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
