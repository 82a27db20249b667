// The programs of a lesson: its start, its solution and its attempts, as they are run and shown. Touches no disk.

import { isSlug } from './file/guard.ts'
import { parseAttemptFile } from './file/lesson-file.ts'
import type { Attempt, Exercise } from './lesson.ts'
import { over, overlay, type LessonStates } from './overlay.ts'
import {
  filesBelow,
  foldersBelow,
  lessonFolderOf,
  missingFile,
  packFault,
  sourceOf,
  type Files,
  type Pack,
} from './pack.ts'
import { placeOfLine } from './pack-error.ts'
import { scanRegions, type RegionProblem } from './regions.ts'

/** The file that is run. */
export const programName = 'server.ts'

/** Start and solution of the last of these lessons, with everything the ones before it left. Throws PackError. */
export const statesOf = (pack: Pack, slugs: readonly string[]): LessonStates => {
  const states = overlaidStates(pack, slugs)
  if (states.start.has(programName)) return states
  const path = `${lessonFolderOf(slugs.at(-1) ?? '')}/start/${programName}`
  throw missingFile(pack.directory, path, 'Write the program that learners start from.')
}

/** The same, also where nobody has written a program yet. */
export const overlaidStates = (pack: Pack, slugs: readonly string[]): LessonStates =>
  overlay(
    slugs.map(slug => ({
      start: programFiles(pack, `${lessonFolderOf(slug)}/start`),
      solution: programFiles(pack, `${lessonFolderOf(slug)}/solution`),
    })),
  )

/** The wrong and half-way programs of a lesson. Throws PackError. */
export const attemptsFrom = (pack: Pack, { slug, checks, solution }: Exercise): readonly Attempt[] => {
  const folder = `${lessonFolderOf(slug)}/attempts`
  const ids = checks.map(check => check.id)
  return foldersBelow(pack, folder).map(name => attemptFrom(pack, `${folder}/${name}`, name, ids, solution))
}

/** The files of a program without markers. Throws PackError for regions that are not in order. */
const programFiles = (pack: Pack, folder: string): Files =>
  new Map(
    [...filesBelow(pack, folder)].map(([name, text]) => {
      const { stripped, problems } = scanRegions(text)
      const [problem] = problems
      if (problem !== undefined) throw packFault(pack, regionFault(`${folder}/${name}`, text, problem))
      return [name, stripped]
    }),
  )

const regionFault = (path: string, text: string, { line, problem, expected }: RegionProblem) => {
  const place = placeOfLine(text, line)
  const received = place.sourceLine.trim()
  return { path, place, problem, expected, received, next: 'Correct the markers.', rule: 'region' } as const
}

const attemptFrom = (pack: Pack, folder: string, name: string, checks: readonly string[], solution: Files): Attempt => {
  if (!isSlug(name)) throw packFault(pack, { ...badName, path: folder, received: name })
  const source = sourceOf(pack, `${folder}/attempt.json`, 'Name the check it must fail, the code it must get, and why.')
  const { check, code, why } = parseAttemptFile(source, checks)
  const own = [...programFiles(pack, folder)].filter(([file]) => file !== 'attempt.json')
  return { name, files: over(solution, new Map(own)), check: check.value, code: code.value, why }
}

const badName = {
  place: undefined,
  problem: 'an attempt with a name that is no name',
  expected: 'lower-case letters, digits and single hyphens',
  next: 'Rename the folder.',
} as const
