// The lint of a pack: reads all of it, asks every rule, and gives what was found. Fixes and prints nothing.

import { contractFrom } from '../contract.ts'
import { loadCourse } from '../course.ts'
import { exerciseFrom, lessonSource } from '../exercise.ts'
import { attemptsFrom } from '../program-files.ts'
import { parseLessonFile } from '../file/lesson-file.ts'
import type { Course, LessonEntry } from '../lesson.ts'
import { readPack } from '../load.ts'
import { fixturePathOf, type Pack } from '../pack.ts'
import { placeAt } from '../pack-error.ts'
import { lintFiles, lintFolders } from './file-rules.ts'
import { findingFrom, findingsOf, type Finding } from './finding.ts'
import type { LessonInPack } from './lesson-in-pack.ts'
import { lintPrograms, type LintTools } from './program-rules.ts'
import { lintText } from './text-rules.ts'

/** What `lintCourse` gives; here because rules and their Markdown are loaded only by who asks for them. */
export const lintFolder = async (directory: string, tools: LintTools): Promise<readonly Finding[]> => {
  try {
    const course = await loadCourse(directory)
    const pack = readPack(directory, ['course.json', 'lessons', 'fixtures'])
    return distinct(await lintPack(course, pack, tools))
  } catch (error) {
    return [findingFrom(error)]
  }
}

/** What is wrong in one lesson is wrong for all that are made of it, and in all languages: it is said once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(
    findings.map(finding => [`${finding.path}:${finding.line} ${finding.rule} ${finding.message}`, finding] as const),
  ).values(),
]

const lintPack = async (course: Course, pack: Pack, tools: LintTools): Promise<readonly Finding[]> => {
  const findings: (readonly Finding[] | Promise<readonly Finding[]>)[] = [lintFolders(pack, course.lessons)]
  const earlier: LessonInPack[] = []
  for (const entry of course.lessons.filter(entry => entry.isWritten)) {
    const read = readLesson(course, pack, entry)
    if ('message' in read) {
      findings.push([read])
      continue
    }
    findings.push(
      findingsOf(() => lintText(read)),
      lintUntil(course, read),
      findingsOf(() => lintFiles(read)),
    )
    // The programs of a lesson wait for nobody: those of the next are begun while the last of this one still run.
    findings.push(lintPrograms(read, [...earlier], tools))
    earlier.push(read)
  }
  return (await Promise.all(findings)).flat()
}

const readLesson = (course: Course, pack: Pack, entry: LessonEntry): LessonInPack | Finding => {
  const slugs = course.lessons.map(lesson => lesson.slug)
  try {
    const file = parseLessonFile(lessonSource(pack, entry.slug))
    const exercise = exerciseFrom(pack, entry, slugs, { contract: () => contractFrom(pack) })
    return {
      pack,
      entry,
      file,
      slugs: slugs.slice(0, entry.number),
      exercise: { ...exercise, attempts: attemptsFrom(pack, exercise) },
    }
  } catch (error) {
    return findingFrom(error)
  }
}

/** `until` is a lesson that comes later; in a fixture or, for all checks of a lesson, in its lesson.json. */
const lintUntil = (course: Course, lesson: LessonInPack): readonly Finding[] => {
  const later = course.lessons.filter(({ number }) => number > lesson.entry.number).map(({ slug }) => slug)
  const { file, pack, exercise, entry } = lesson
  const own = file.until === undefined || later.includes(file.until.value) ? [] : [untilInLesson(lesson, file.until)]
  const inFixtures = exercise.checks.flatMap(({ fixture, transcript }) => {
    const { until } = transcript.properties
    if (until === undefined || later.includes(until)) return []
    const path = fixturePathOf(entry.slug, fixture)
    const line = (pack.files.get(path) ?? '').split('\n').findIndex(text => text.startsWith('#!until')) + 1
    return [{ path, line, rule: 'until' as const, message: untilMessage(until) }]
  })
  return [...own, ...inFixtures]
}

const untilInLesson = (lesson: LessonInPack, until: { readonly value: string; readonly offset: number }): Finding => {
  const { path, text } = lessonSource(lesson.pack, lesson.entry.slug)
  return { path, line: placeAt(text, until.offset).line, rule: 'until', message: untilMessage(until.value) }
}

const untilMessage = (until: string): string => `"${until}" is no later lesson of this course`
