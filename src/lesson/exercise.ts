// The files of a pack to a lesson without its prose: steps, checks, hints, start, solution, attempts. Touches no disk.

import { parseTranscript, TranscriptError, type Transcript } from '../transcript/index.ts'
import { parseAttemptFile, parseLessonFile, type HintEntry, type LessonFile } from './file/lesson-file.ts'
import { faultAt, isSlug, type Source } from './file/guard.ts'
import type { Attempt, Exercise, Hint, LessonCheck, LessonEntry } from './lesson.ts'
import { over, overlay, type LessonStates } from './overlay.ts'
import {
  filesBelow,
  fixturePathOf,
  foldersBelow,
  lessonFolderOf,
  packFault,
  sourceOf,
  type Files,
  type Pack,
} from './pack.ts'
import { placeAt, placeOfLine, type PackFault } from './pack-error.ts'
import { scanRegions } from './regions.ts'
import { weaveLevel } from './text/include.ts'

/** `slugs` are those of the course in order; the lesson's own is the last that is looked at. Throws PackError. */
export const exerciseFrom = (pack: Pack, entry: LessonEntry, slugs: readonly string[]): Exercise => {
  const source = sourceOf(
    pack,
    `${lessonFolderOf(entry.slug)}/lesson.json`,
    'Write the lesson, or take its folder away.',
  )
  const file = parseLessonFile(source)
  const states = statesOf(pack, slugs.slice(0, slugs.indexOf(entry.slug) + 1))
  return {
    number: entry.number,
    slug: entry.slug,
    title: file.title,
    minutes: file.minutes,
    steps: file.steps.map(({ id, title, checks }) => ({ id: id.value, title, checks: checks.map(name => name.value) })),
    checks: file.checks.map(check => ({
      ...checkFrom(pack, entry.slug, file, check.fixture.value, source),
      needs: check.needs.map(need => need.value),
    })),
    hints: file.hints.map(hint => hintFrom(pack, entry.slug, source, hint)),
    start: states.start,
    solution: states.solution,
    attempts: attemptsOf(pack, entry.slug, file, states.solution),
  }
}

/** A lesson's start and solution with everything earlier lessons left there. */
export const statesOf = (pack: Pack, slugs: readonly string[]): LessonStates =>
  overlay(
    slugs.map(slug => ({
      start: programFiles(pack, `${lessonFolderOf(slug)}/start`),
      solution: programFiles(pack, `${lessonFolderOf(slug)}/solution`),
    })),
  )

/** The files of a program as they are run and shown. Throws PackError for regions that are not in order. */
const programFiles = (pack: Pack, folder: string): Files =>
  new Map(
    [...filesBelow(pack, folder)].map(([name, text]) => {
      const { stripped, problems } = scanRegions(text)
      const [problem] = problems
      if (problem !== undefined) throw packFault(pack, regionFault(`${folder}/${name}`, text, problem))
      return [name, stripped]
    }),
  )

export const regionFault = (
  path: string,
  text: string,
  { line, problem, expected }: { readonly line: number; readonly problem: string; readonly expected: string },
): PackFault => {
  const place = placeOfLine(text, line)
  return { path, place, problem, expected, received: place.sourceLine.trim(), next: 'Correct the markers.' }
}

const checkFrom = (
  pack: Pack,
  slug: string,
  file: LessonFile,
  name: string,
  source: Source,
): Omit<LessonCheck, 'needs'> => {
  const path = fixturePathOf(slug, name)
  const text = pack.files.get(path)
  if (text === undefined) {
    const { offset } = file.checks.find(check => check.fixture.value === name)?.fixture ?? { offset: 0 }
    throw faultAt(source, offset, {
      problem: 'a check whose fixture is not there',
      expected: path,
      received: 'no such file',
      next: 'Write the fixture, or correct the name.',
    })
  }
  const transcript = transcriptFrom(pack, path, text)
  const until = transcript.properties.until ?? file.until?.value
  return {
    id: name,
    title: transcript.title ?? name,
    fixture: name,
    transcript,
    ...(until === undefined ? {} : { until }),
  }
}

/** Throws PackError for a fixture that cannot be read, and for one without a title. */
const transcriptFrom = (pack: Pack, path: string, text: string): Transcript => {
  const transcript = parseFixture(pack, path, text)
  if (transcript.title !== undefined && transcript.title.trim() !== '') return transcript
  throw packFault(pack, {
    path,
    place: placeAt(text, 0),
    problem: 'a fixture without a title',
    expected: 'a first line # that says the claim',
    received: text.split('\n')[0] ?? '',
    next: 'Add it: learners read it as the name of the check.',
  })
}

const parseFixture = (pack: Pack, path: string, text: string): Transcript => {
  try {
    return parseTranscript(text, path)
  } catch (error) {
    if (!(error instanceof TranscriptError)) throw error
    const { line, column, sourceLine, problem, expected, found } = error
    const place = { line, column, sourceLine }
    throw packFault(pack, { path, place, problem, expected, received: found, next: 'Correct the line.' })
  }
}

const hintFrom = (pack: Pack, slug: string, source: Source, { type, id, levels }: HintEntry): Hint => ({
  on: { type, id: id.value },
  levels: levels.map(level =>
    weaveLevel({ pack, slug }, level.value, fault => {
      throw faultAt(source, level.offset, fault)
    }),
  ),
})

const attemptsOf = (pack: Pack, slug: string, file: LessonFile, solution: Files): readonly Attempt[] => {
  const checks = file.checks.map(check => check.fixture.value)
  const folder = `${lessonFolderOf(slug)}/attempts`
  return foldersBelow(pack, folder).map(name => attemptFrom(pack, folder, name, checks, solution))
}

const attemptFrom = (pack: Pack, folder: string, name: string, checks: readonly string[], solution: Files): Attempt => {
  const path = `${folder}/${name}/attempt.json`
  if (!isSlug(name)) throw packFault(pack, { ...badName, path: `${folder}/${name}`, received: name })
  const facts = parseAttemptFile(
    sourceOf(pack, path, 'Name the check it must fail, the code it must get, and why.'),
    checks,
  )
  const own = new Map([...programFiles(pack, `${folder}/${name}`)].filter(([file]) => file !== 'attempt.json'))
  return { name, files: over(solution, own), check: facts.check.value, code: facts.code.value, why: facts.why }
}

const badName = {
  place: undefined,
  problem: 'an attempt with a name that is no name',
  expected: 'lower-case letters, digits and single hyphens',
  next: 'Rename the folder.',
} as const
