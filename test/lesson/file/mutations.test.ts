// Whatever becomes of the JSON of a good pack, it loads or is refused at a place inside the file.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCourseFile } from '../../../src/lesson/file/course-file.ts'
import { parseAttemptFile, parseLessonFile } from '../../../src/lesson/file/lesson-file.ts'
import { faultOf, isInside } from '../fault.ts'
import { attemptJson, goodPack, helloJson } from '../pack.ts'

const directory = 'course'
const path = 'a.json'
const files = [
  ['lesson.json', helloJson, (text: string) => parseLessonFile({ directory, path, text })],
  ['course.json', goodPack['course.json'] ?? '', (text: string) => parseCourseFile({ directory, path, text })],
  ['attempt.json', attemptJson, (text: string) => parseAttemptFile({ directory, path, text }, ['is-answered-twice'])],
] as const

/** A text with some stretches of it replaced: by nothing, by other stretches of it, or by what is awkward in JSON. */
const mutated = (text: string): fc.Arbitrary<string> => {
  const stretch = fc.tuple(fc.nat(text.length), fc.nat(12)).map(([from, length]) => text.slice(from, from + length))
  const awkward = fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '\\u0000', '\n', '\r\n', '\t', '0', '1e999', 'null', '""', '[]', '{}', '\ud800', '\u2028', '// a') // prettier-ignore
  const change = fc.record({ at: fc.nat(text.length), length: fc.nat(12), by: fc.oneof(stretch, awkward) })
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map(changes => changes.reduce((now, { at, length, by }) => now.slice(0, at) + by + now.slice(at + length), text))
}

/** The value of a file with one value in it replaced by any other, so that it stays JSON. */
const reshaped = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(60), fc.jsonValue({ maxDepth: 2 })).map(([which, value]) => {
    let count = 0
    const replacing = (_: string, old: unknown): unknown => (count++ === which ? value : old)
    return JSON.stringify(JSON.parse(text, undefined), replacing, 2) ?? ''
  })

describe.each(files)('%s', (_, good, parse) => {
  test.each([
    ['any stretches replaced', mutated(good)],
    ['any value replaced by any other', reshaped(good)],
  ])('with %s loads, or is refused at a place inside the file', async (_, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async text => {
        const fault = await faultOf(() => parse(text))
        if (fault === undefined) return
        expect(isInside(text, fault)).toBe(true)
        expect([fault.path, fault.problem, fault.expected, fault.received, fault.next]).not.toContain('')
      }),
      { numRuns: 1000 },
    )
  })
})
