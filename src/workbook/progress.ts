// What a workbook remembers between sessions: its form as JSON, and how it is read without trusting it. No disk here.

import { noMemory, type Answer, type LessonMemory } from './session/index.ts'

export const progressVersion = 1

/** Progress of all lessons, keyed by slug, so that renumbering lessons loses nothing. */
export type Progress = {
  /** The lesson that was open last. */
  readonly current: string | undefined
  readonly lessons: ReadonlyMap<string, LessonMemory>
  /** The file as it was read: fields of a newer version are written back as they were. */
  readonly source: JsonObject
}

export type JsonObject = { readonly [name: string]: unknown }

export const noProgress: Progress = { current: undefined, lessons: new Map(), source: {} }

export const memoryIn = (progress: Progress, slug: string): LessonMemory => progress.lessons.get(slug) ?? noMemory

export const withMemory = (progress: Progress, slug: string, memory: LessonMemory): Progress => ({
  ...progress,
  lessons: new Map(progress.lessons).set(slug, memory),
})

export const withCurrent = (progress: Progress, slug: string): Progress => ({ ...progress, current: slug })

/** undefined when the text is not a progress file at all. A field that makes no sense counts as absent. */
export const parseProgress = (text: string): Progress | undefined => {
  const source = parseJson(text)
  if (!isObject(source) || typeof source['version'] !== 'number' || !isObject(source['lessons'])) return undefined
  const lessons = Object.entries(source['lessons']).flatMap(([slug, memory]) =>
    isObject(memory) ? [[slug, memoryFrom(memory)] as const] : [],
  )
  return { current: textOf(source['current']), lessons: new Map(lessons), source }
}

/** Sorted by slug and indented: a learner may keep it in git. */
export const formatProgress = (progress: Progress): string => {
  const known = isObject(progress.source['lessons']) ? progress.source['lessons'] : {}
  const slugs = [...new Set([...Object.keys(known), ...progress.lessons.keys()])].toSorted()
  const lessons = slugs.map(slug => [slug, merged(known[slug], progress.lessons.get(slug))])
  const version = Math.max(progressVersion, numberOf(progress.source['version']) ?? 0)
  const all = { ...progress.source, version, current: progress.current, lessons: Object.fromEntries(lessons) }
  return `${JSON.stringify(all, undefined, 2)}\n`
}

const merged = (known: unknown, memory: LessonMemory | undefined): unknown =>
  memory === undefined ? known : { ...(isObject(known) ? known : {}), ...memory }

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const memoryFrom = (source: JsonObject): LessonMemory => ({
  hints: countsOf(source['hints']),
  answers: answersOf(source['answers']),
  places: countsOf(source['places']),
  isSolutionSeen: source['isSolutionSeen'] === true,
  isPassed: source['isPassed'] === true,
  lastRun: lastRunOf(source['lastRun']),
})

const answersOf = (value: unknown): Readonly<Record<string, Answer>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([question, answer]) =>
      isObject(answer) ? [[question, answerOf(answer)] as const] : [],
    ),
  )

const answerOf = (source: JsonObject): Answer => ({
  tried: Array.isArray(source['tried']) ? source['tried'].filter(isCount) : [],
  isDone: source['isDone'] === true,
  text: textOf(source['text']),
})

const lastRunOf = (value: unknown): LessonMemory['lastRun'] => {
  if (!isObject(value)) return undefined
  const [passed, all] = [numberOf(value['passed']), numberOf(value['all'])]
  return passed === undefined || all === undefined ? undefined : { passed, all }
}

/** Levels and rows: whole numbers from 0. */
const countsOf = (value: unknown): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, number]) =>
      isCount(number) ? [[name, number] as const] : [],
    ),
  )

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
