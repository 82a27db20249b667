// Rules about the files of a pack: none unused, none the same as the one below it, none of a lesson nobody lists.

import { contractFolder } from '../contract.ts'
import type { LessonEntry } from '../lesson.ts'
import { filesBelow, fixturePathOf, foldersBelow, lessonFolderOf, type Files, type Pack } from '../pack.ts'
import { languages } from '../lesson.ts'
import { readLessonText, textPathOf } from '../text/text.ts'
import { overlaidStates } from '../program-files.ts'
import type { Finding } from './finding.ts'
import { hintIncludes, lessonFilePath, type LessonInPack } from './lesson-in-pack.ts'

/**
 * Folders and files that belong to no lesson of the course. `fixtures/http` is shared with whoever wants its bytes;
 * `fixtures/contract` is no lesson's.
 */
export const lintFolders = (pack: Pack, lessons: readonly LessonEntry[]): readonly Finding[] => {
  const listed = new Map(lessons.map(lesson => [lesson.slug, lesson.isWritten]))
  return ['lessons', 'fixtures'].flatMap(top => [
    ...foldersBelow(pack, top)
      .filter(name => listed.get(name) !== true && !ofNoLesson.has(`${top}/${name}`))
      .map(name => unused(`${top}/${name}`, listed.has(name) ? notWritten : notListed)),
    ...[...filesBelow(pack, top).keys()]
      .filter(name => !name.includes('/'))
      .map(name => unused(`${top}/${name}`, 'only folders of lessons are looked at here')),
  ])
}

const notListed = 'course.json has no lesson of this name'
const notWritten = 'its lesson has no lesson.json'
const ofNoLesson: ReadonlySet<string> = new Set(['fixtures/http', contractFolder])

/** The files of one lesson that nothing uses. */
export const lintFiles = (lesson: LessonInPack): readonly Finding[] => [
  ...strayFiles(lesson),
  ...unusedFixtures(lesson),
  ...unusedApps(lesson),
  ...sameFiles(lesson),
]

const unused = (path: string, because: string): Finding => ({
  path,
  line: undefined,
  rule: 'unused-file',
  message: `${because}. Use it or take it away.`,
})

const strayFiles = ({ pack, entry }: LessonInPack): readonly Finding[] => {
  const folder = lessonFolderOf(entry.slug)
  const known = new Set([`${folder}/lesson.json`, ...languages.map(language => textPathOf(entry.slug, language))])
  return [...filesBelow(pack, folder).keys()]
    .filter(name => !known.has(`${folder}/${name}`) && !/^(?:start|solution|apps|attempts\/[^/]+)\//.test(name))
    .map(name => unused(`${folder}/${name}`, 'no part of a lesson has this name'))
}

const unusedFixtures = (lesson: LessonInPack): readonly Finding[] => {
  const { pack, entry, exercise } = lesson
  const shown = [...hintIncludes(lesson), ...textIncludes(lesson)].flatMap(({ include }) =>
    include.type === 'fixture' ? [fixturePathOf(entry.slug, include.name)] : [],
  )
  const used = new Set([...exercise.checks.map(check => fixturePathOf(entry.slug, check.fixture)), ...shown])
  return [...filesBelow(pack, `fixtures/${entry.slug}`).keys()]
    .map(name => `fixtures/${entry.slug}/${name}`)
    .filter(path => !used.has(path))
    .map(path => unused(path, `no check of ${lessonFilePath(lesson)} has this fixture, and no text shows it`))
}

const textIncludes = ({ pack, entry, exercise }: LessonInPack) =>
  languages
    .map(language => textPathOf(entry.slug, language))
    .filter(path => pack.files.has(path))
    .flatMap(path => readLessonText({ pack, slug: entry.slug, states: exercise }, path).includes)

/** An application is used when a fixture names it: `#!app: app.ts:application`, or in `#!argv`. */
const unusedApps = ({ pack, entry, exercise }: LessonInPack): readonly Finding[] => {
  const named = exercise.checks.flatMap(({ transcript: { properties } }) => [
    properties.app ?? '',
    ...(properties.argv ?? []),
  ])
  const folder = `${lessonFolderOf(entry.slug)}/apps`
  return [...filesBelow(pack, folder).keys()]
    .filter(name => !named.some(word => word === name || word.startsWith(`${name}:`)))
    .map(name => unused(`${folder}/${name}`, 'no fixture names it in #!app or #!argv'))
}

/** A file that is the same as the one it lies over says nothing. */
const sameFiles = (lesson: LessonInPack): readonly Finding[] => {
  const { pack, entry, exercise } = lesson
  const folder = lessonFolderOf(entry.slug)
  const same = (below: Files, upper: string): readonly Finding[] =>
    [...filesBelow(pack, `${folder}/${upper}`)]
      .filter(([name, text]) => below.get(name) === text)
      .map(([name]) => unused(`${folder}/${upper}/${name}`, 'it is the same as the file it lies over'))
  return [
    ...same(solutionBefore(lesson), 'start'),
    ...same(exercise.start, 'solution'),
    ...exercise.attempts.flatMap(attempt => same(exercise.solution, `attempts/${attempt.name}`)),
  ]
}

const solutionBefore = ({ pack, slugs }: LessonInPack): Files => overlaidStates(pack, slugs.slice(0, -1)).solution
