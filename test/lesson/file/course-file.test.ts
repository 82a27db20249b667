// course.json: every way in which it can be wrong is named, at its place.

import { describe, expect, test } from 'vitest'
import { parseCourseFile } from '../../../src/lesson/file/course-file.ts'
import { faultOf, textAt } from '../fault.ts'

const good = '{ "title": "Servers", "lessons": [{ "slug": "hello" }, { "slug": "bye", "title": "Bye", "minutes": 9 }] }'

const source = (text: string) => ({ directory: 'course', path: 'course.json', text })

describe('course.json', () => {
  test('gives the title, and the lessons in order with what it says of them', () => {
    expect(parseCourseFile(source(good))).toEqual({
      title: 'Servers',
      lessons: [
        { slug: { value: 'hello', offset: good.indexOf('"hello"') }, title: undefined, minutes: undefined },
        { slug: { value: 'bye', offset: good.indexOf('"bye"') }, title: 'Bye', minutes: 9 },
      ],
    })
  })

  test.each([
    ['no object', good, '[]', '[]', 'a value of the wrong kind', 'an empty list'],
    ['no JSON', good, '{', '', 'not JSON', 'the end of the file'],
    ['no title', '"title": "Servers", ', '', '{ "lessons', '"title" is missing', '"lessons"'],
    ['an empty title', '"Servers"', '" "', '" "', 'a value of the wrong kind', '" "'],
    ['a title of two lines', '"Servers"', '"Ser\\nvers"', '"Ser\\n', 'a value of the wrong kind', '"Ser\nvers"'],
    ['an escape in a title', '"Servers"', '"\\u001b[2J"', '"\\u001b', 'a value of the wrong kind', '"\x1b[2J"'],
    ['a field nobody knows', '"title": "Servers"', '"titel": "a"', '"titel"', 'a field that does not exist', '"titel"'],
    ['no lessons', /, "lessons.*\]/, '', '{ "title', '"lessons" is missing', '"title"'],
    ['an empty list of lessons', /\[.*\]/, '[]', '[]', 'a value of the wrong kind', 'an empty list'],
    ['a lesson that is a text', '{ "slug": "hello" }', '"hello"', '"hello"', 'a value of the wrong kind', '"hello"'],
    ['a lesson without a slug', '"slug": "hello"', '', '{  }', '"slug" is missing', 'no field at all'],
    ['a slug with capitals', '"hello"', '"Hello"', '"Hello"', 'a value of the wrong kind', '"Hello"'],
    ['a slug with two hyphens', '"hello"', '"a--b"', '"a--b"', 'a value of the wrong kind', '"a--b"'],
    ['a slug that leads elsewhere', '"hello"', '"../x"', '"../x"', 'a value of the wrong kind', '"../x"'],
    [
      'a slug of 81 letters',
      '"hello"',
      `"${'a'.repeat(81)}"`,
      '"aaa',
      'a value of the wrong kind',
      `"${'a'.repeat(57)}…"`,
    ],
    ['a slug that is there twice', '"bye"', '"hello"', '"hello", "title', 'slug is there twice', '"hello"'],
    ['no whole minutes', '9', '1.5', '1.5', 'a value of the wrong kind', '1.5'],
    ['no minutes at all', '9', '0', '0 }', 'a value of the wrong kind', '0'],
    ['minutes without end', '9', '1e999', '1e999', 'a value of the wrong kind', 'Infinity'],
    ['minutes in words', '9', '"nine"', '"nine"', 'a value of the wrong kind', '"nine"'],
    ['null', '9', 'null', 'null', 'a value of the wrong kind', 'null'],
  ])('with %s is refused there', async (_, part, by, at, problem, received) => {
    const text = good.replace(part, () => by)
    const fault = await faultOf(() => parseCourseFile(source(text)))
    expect(fault).toMatchObject({ path: 'course.json', problem, received })
    expect(fault && textAt(fault)?.slice(0, at.length)).toBe(at)
  })
})
