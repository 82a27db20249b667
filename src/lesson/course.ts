// The doors of this layer: a course, an exercise, a whole lesson. What is read when; how a lesson is found.

import { parseCourseFile, type CourseFileEntry } from './file/course-file.ts'
import { faultAt, type Source } from './file/guard.ts'
import { parseLessonFile } from './file/lesson-file.ts'
import { contractFolder, loadContract } from './contract.ts'
import { exerciseFrom, type Contracts } from './exercise.ts'
import { attemptsFrom } from './program-files.ts'
import type { Course, Exercise, Language, Lesson, LessonEntry } from './lesson.ts'
import type { Finding } from './lint/finding.ts'
import type { LintTools } from './lint/program-rules.ts'
import { readPack, stampOf } from './load.ts'
import { lessonFolderOf, sourceOf, type Pack } from './pack.ts'

/** Reads `course.json` and what each lesson says of itself. Throws PackError. */
export const loadCourse = async (directory: string): Promise<Course> => {
  const source = sourceOf(readPack(directory, ['course.json']), 'course.json', noCourse)
  const file = parseCourseFile(source)
  const pack = readPack(
    directory,
    file.lessons.map(({ slug }) => `${lessonFolderOf(slug.value)}/lesson.json`),
  )
  const lessons = file.lessons.map((entry, index) => entryFrom(source, pack, entry, index + 1))
  return { directory, title: file.title, lessons }
}

const noCourse = 'Give the folder that holds course.json, lessons/ and fixtures/.'

/** The lesson of a number or a slug. */
export const findLesson = (course: Course, which: number | string): LessonEntry | undefined =>
  course.lessons.find(lesson => lesson.number === which || lesson.slug === which)

/**
 * All of a lesson but its prose and its attempts, which take longer to read than everything else together.
 * Throws PackError; RangeError for a lesson that the course does not have or that is not written (see findLesson).
 */
export const loadExercise = async (course: Course, which: number | string): Promise<Exercise> => {
  const entry = writtenLesson(course, which)
  const { slug } = entry
  const own = ['lesson.json', 'start', 'solution', 'apps'].map(name => `${lessonFolderOf(slug)}/${name}`)
  return exerciseFrom(
    readPack(course.directory, lessonParts(course, entry, own)),
    entry,
    slugsOf(course),
    ofCourse(course),
  )
}

const ofCourse = ({ directory }: Course): Contracts => ({ contract: () => loadContract(directory) })

/** As loadExercise, with the text in a language; in English where there is no other. */
export const loadLesson = async (
  course: Course,
  which: number | string,
  language: Language = 'en',
): Promise<Lesson> => {
  const entry = writtenLesson(course, which)
  const pack = readPack(course.directory, lessonParts(course, entry, [lessonFolderOf(entry.slug)]))
  const exercise = exerciseFrom(pack, entry, slugsOf(course), ofCourse(course))
  // Imported when it is needed: Markdown and diffs are read by no check.
  const { lessonTextFrom } = await import('./text/text.ts')
  return {
    ...exercise,
    attempts: attemptsFrom(pack, exercise),
    text: lessonTextFrom({ pack, slug: entry.slug, states: exercise }, language),
  }
}

/**
 * Everything that is wrong with the pack in a folder, in the order of its lessons. What cannot be read is a finding too,
 * so nothing need have been loaded before.
 */
export const lintCourse = async (
  { directory }: Pick<Course, 'directory'>,
  tools: LintTools = {},
): Promise<readonly Finding[]> => {
  const { lintFolder } = await import('./lint/lint.ts')
  return lintFolder(directory, tools)
}

/**
 * A text that changes when anything changes that loadLesson reads, found without reading it: whoever keeps a lesson knows
 * by it whether what was kept still holds. Throws as loadLesson does.
 */
export const lessonStamp = (course: Course, which: number | string): string => {
  const entry = writtenLesson(course, which)
  const own = [lessonFolderOf(entry.slug), ...(entry.hasContract === true ? [contractFolder] : [])]
  const parts = ['course.json', ...lessonParts(course, entry, own)]
  return `${course.directory}\n${stampOf(course.directory, parts)}`
}

/** A lesson with a folder says title and minutes itself, so that they are said once. */
const entryFrom = (
  source: Source,
  pack: Pack,
  { slug, title, minutes }: CourseFileEntry,
  number: number,
): LessonEntry => {
  const path = `${lessonFolderOf(slug.value)}/lesson.json`
  const isWritten = pack.files.has(path)
  if (isWritten === (title !== undefined) || (isWritten && minutes !== undefined))
    throw faultAt(source, slug.offset, isWritten ? saidTwice(path) : saidNowhere(path))
  if (!isWritten) return { number, slug: slug.value, title: title ?? '', minutes, isWritten }
  const lesson = parseLessonFile(sourceOf(pack, path, noCourse))
  const hasContract = lesson.steps.some(step => step.isContract)
  const { title: ownTitle, minutes: ownMinutes, built } = lesson
  return {
    number,
    slug: slug.value,
    title: ownTitle,
    minutes: ownMinutes,
    isWritten,
    ...(hasContract ? { hasContract } : {}),
    ...(built === undefined ? {} : { built }),
  }
}

const saidTwice = (path: string) => ({
  problem: 'a title or minutes that the lesson says itself',
  expected: `only "slug": ${path} has the rest`,
  received: '"title" or "minutes"',
  next: 'Take them out of course.json.',
})

const saidNowhere = (path: string) => ({
  problem: 'a lesson that is not written and has no title',
  expected: `"title" here, or ${path}`,
  received: 'neither',
  next: 'Add a "title", or write the lesson.',
})

const writtenLesson = (course: Course, which: number | string): LessonEntry => {
  const entry = findLesson(course, which)
  if (entry === undefined) throw new RangeError(`there is no lesson ${which}`)
  if (!entry.isWritten) throw new RangeError(`lesson ${entry.number} (${entry.slug}) is not written yet`)
  return entry
}

const slugsOf = (course: Course): readonly string[] => course.lessons.map(lesson => lesson.slug)

/** What is wanted of the lesson's own folder, its fixtures, shared ones, and what earlier lessons leave to it. */
const lessonParts = (course: Course, entry: LessonEntry, own: readonly string[]): readonly string[] => {
  const earlier = course.lessons.filter(lesson => lesson.number < entry.number && lesson.isWritten)
  return [
    ...earlier.flatMap(({ slug }) => [`${lessonFolderOf(slug)}/start`, `${lessonFolderOf(slug)}/solution`]),
    ...own,
    `fixtures/${entry.slug}`,
    'fixtures/http',
  ]
}
