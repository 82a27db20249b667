// Rules about the files of a pack: none unused, none the same as the one below it, none of a lesson nobody lists.

import { join, posix } from 'node:path'
import { contractFolder } from '../contract.ts'
import type { LessonEntry } from '../lesson.ts'
import {
  appsFolderOf,
  filesBelow,
  fixturePathOf,
  foldersBelow,
  lessonFolderOf,
  type Files,
  type Pack,
} from '../pack.ts'
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

/** An application is used when lesson.json or a fixture starts the program with it, or one that is used imports it. */
const unusedApps = ({ pack, entry, exercise }: LessonInPack): readonly Finding[] => {
  const folder = appsFolderOf(entry.slug)
  const apps = filesBelow(pack, folder)
  const words = [exercise.argv, ...exercise.checks.map(({ argv }) => argv ?? [])].flat()
  const started = [...apps.keys()].filter(name =>
    words.some(word => typeof word !== 'string' && word.path === join(pack.directory, folder, name)),
  )
  const used = withImported(apps, started)
  return [...apps.keys()]
    .filter(name => !used.has(name))
    .map(name => unused(`${folder}/${name}`, 'neither "app" in lesson.json nor #!app or #!argv in a fixture names it'))
}

const withImported = (apps: Files, names: readonly string[]): ReadonlySet<string> => {
  const used = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue
    used.add(name)
    const folder = posix.dirname(name)
    const imported = [...(apps.get(name) ?? '').matchAll(importForm)].map(match => posix.join(folder, match[1] ?? ''))
    waiting.push(...imported.filter(path => apps.has(path)))
  }
  return used
}

const importForm = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g

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
