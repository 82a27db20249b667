// Rules about a lesson's text: includes, regions shown once, sections alike in all languages. Runs nothing.

import { languages, type Block, type Language } from '../lesson.ts'
import { filesBelow, lessonFolderOf } from '../pack.ts'
import { scanRegions } from '../regions.ts'
import type { LessonText } from '../text/text.ts'
import { readLessonText, textPathOf } from '../text/text.ts'
import { findingOf, type Finding } from './finding.ts'
import { hintIncludes, type LessonInPack, type PlacedInclude } from './lesson-in-pack.ts'

/** Throws PackError when there is no English text. */
export const lintText = (lesson: LessonInPack): readonly Finding[] => {
  const written = languages.filter(
    language => language === 'en' || lesson.pack.files.has(textPathOf(lesson.entry.slug, language)),
  )
  const texts = written.map(language => readText(lesson, language))
  return [
    ...texts.flatMap(remarksOf),
    ...regionProblems(lesson),
    ...texts.flatMap(text => regionsNotShownOnce(lesson, text)),
    ...(texts.some(isBroken) ? [] : texts.slice(1).flatMap(text => differentSections(texts[0], text))),
  ]
}

type ReadText = LessonText & { readonly path: string }

const readText = ({ pack, entry, exercise }: LessonInPack, language: Language): ReadText => {
  const path = textPathOf(entry.slug, language)
  return { path, ...readLessonText({ pack, slug: entry.slug, states: exercise }, path) }
}

/** What cannot be shown is no section, and would be missed a second time. */
const isBroken = ({ remarks }: ReadText): boolean => remarks.some(({ isFatal }) => isFatal)

const remarksOf = ({ path, remarks }: ReadText): readonly Finding[] =>
  remarks.map(({ rule, fault }) => findingOf(rule, { ...fault, path }))

/** The lesson's files that may have regions, by their names in its folder. */
const codeFiles = ({ pack, entry }: LessonInPack): readonly (readonly [string, string])[] =>
  [...filesBelow(pack, lessonFolderOf(entry.slug))].filter(([name]) => /^(?:start|solution|attempts|apps)\//.test(name))

// Only those of applications come here: with one in a program the lesson would not have been read.
const regionProblems = (lesson: LessonInPack): readonly Finding[] =>
  codeFiles(lesson).flatMap(([name, text]) =>
    scanRegions(text).problems.map(({ line, problem, expected }) => ({
      path: `${lessonFolderOf(lesson.entry.slug)}/${name}`,
      line,
      rule: 'region' as const,
      message: `${problem}: expected ${expected}.`,
    })),
  )

const regionsNotShownOnce = (lesson: LessonInPack, text: ReadText): readonly Finding[] => {
  const includes = [...text.includes.map(include => ({ ...include, path: text.path })), ...hintIncludes(lesson)]
  return codeFiles(lesson).flatMap(([name, code]) =>
    [...scanRegions(code).regions.values()].flatMap(region => {
      const shown = includes.filter(({ include }) => shows(include, name, region.name))
      const path = `${lessonFolderOf(lesson.entry.slug)}/${name}`
      return shownOnce(`${name}#${region.name}`, { path, line: region.line }, shown, text.path)
    }),
  )
}

const shows = (include: PlacedInclude['include'], path: string, region: string): boolean =>
  include.type === 'code' && include.path === path && (include.region === undefined || include.region === region)

const shownOnce = (
  region: string,
  place: Pick<Finding, 'path' | 'line'>,
  shown: readonly PlacedInclude[],
  textPath: string,
): readonly Finding[] => {
  const [first, second] = shown
  const rule = 'region-shown-once' as const
  if (first === undefined)
    return [
      { ...place, rule, message: `${region} is shown nowhere in ${textPath} or the hints. Include it, or unmark it.` },
    ]
  if (second === undefined) return []
  const { path, line } = second
  return [
    { path, line, rule, message: `${region} is shown twice, first at ${first.path}:${first.line}. Show it once.` },
  ]
}

const differentSections = (original: ReadText | undefined, other: ReadText): readonly Finding[] => {
  const wanted = outlineOf(original?.blocks ?? [])
  const found = outlineOf(other.blocks)
  const at = wanted.findIndex((part, index) => part !== found[index])
  if (at === -1 && wanted.length === found.length) return []
  const index = at === -1 ? wanted.length : at
  const message =
    `part ${index + 1} should be ${wanted[index] ?? 'the end'}, as in ${original?.path}, ` +
    `and is ${found[index] ?? 'the end'}. Give both the same sections and questions.`
  return [{ path: other.path, line: undefined, rule: 'languages', message }]
}

const outlineOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(block => {
    if (block.type === 'heading') return [`a heading of depth ${block.depth}`]
    if (block.type === 'predict') return ['a predict block']
    return block.type === 'quiz' ? [`a quiz of ${block.choices.length} choices`] : []
  })
