// course.json: the title of a course and its lessons in order. Knows no lesson from inside.

import {
  fieldsOf,
  filledListOf,
  minutesOf,
  needDistinct,
  readJson,
  slugOf,
  textOf,
  type Placed,
  type Source,
} from './guard.ts'
import type { JsonNode } from './json.ts'

export type CourseFile = { readonly title: string; readonly lessons: readonly CourseFileEntry[] }

/** A lesson with a folder says title and minutes itself; one without has at least its title here. */
export type CourseFileEntry = {
  readonly slug: Placed<string>
  readonly title: string | undefined
  readonly minutes: number | undefined
}

/** Throws PackError. */
export const parseCourseFile = (source: Source): CourseFile => {
  const fields = fieldsOf(source, readJson(source), ['title', 'lessons'])
  const lessons = filledListOf(source, fields.need('lessons'), node => parseEntry(source, node))
  needDistinct(
    source,
    lessons.map(lesson => lesson.slug),
    'slug',
  )
  return { title: textOf(source, fields.need('title')), lessons }
}

const parseEntry = (source: Source, node: JsonNode): CourseFileEntry => {
  const fields = fieldsOf(source, node, ['slug', 'title', 'minutes'])
  const title = fields.find('title')
  const minutes = fields.find('minutes')
  return {
    slug: slugOf(source, fields.need('slug')),
    title: title === undefined ? undefined : textOf(source, title),
    minutes: minutes === undefined ? undefined : minutesOf(source, minutes),
  }
}
