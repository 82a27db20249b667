// lesson.json and attempt.json: every way in which they can be wrong is named, at its place.

import { describe, expect, test } from 'vitest'
import { parseAttemptFile, parseLessonFile } from '../../../src/lesson/file/lesson-file.ts'
import { faultOf, textAt } from '../fault.ts'
import { attemptJson, helloJson } from '../pack.ts'

const source = (text: string) => ({ directory: 'course', path: 'a.json', text })
const parsed = (text: string) => parseLessonFile(source(text))

type Case = readonly [
  claim: string,
  part: string | RegExp,
  by: string,
  line: number,
  at: string,
  problem: string,
  received: string,
]

const wrongKind = 'a value of the wrong kind'
const cases: readonly Case[] = [
  ['no JSON', '"minutes": 5,', '"minutes": 5', 4, '"steps"', 'not JSON', '"""'],
  ['a list in place of the object', /^[^]*$/, '[1]', 1, '[1]', wrongKind, 'a list'],
  ['an empty file', /^[^]*$/, '', 1, '', 'not JSON', 'the end of the file'],
  ['no title', '"title": "Hello",', '', 1, '{', '"title" is missing', '"minutes", "steps", "checks", "hints"'],
  ['a title that is a number', '"Hello"', '7', 2, '7,', wrongKind, '7'],
  ['a title over two lines', '"Hello"', '"a\\nb"', 2, '"a\\nb"', wrongKind, '"a\nb"'],
  ['no minutes', '"minutes": 5,', '', 1, '{', '"minutes" is missing', '"title", "steps", "checks", "hints"'],
  ['601 minutes', '5,', '601,', 3, '601', wrongKind, '601'],
  ['an until that is no slug', '"minutes"', '"until": "A lesson", "minutes"', 3, '"A lesson"', wrongKind, '"A lesson"'],
  ['a field nobody knows', '"minutes"', '"minute"', 3, '"minute"', 'a field that does not exist', '"minute"'],
  ['no steps', /"steps": \[[^]*?\],\n {2}"checks"/, '"checks"', 1, '{', '"steps" is missing', '"title", "minutes", "checks", "hints"'],
  ['an empty list of steps', /"steps": \[[^]*?\],\n {2}"checks"/, '"steps": [], "checks"', 4, '[]', wrongKind, 'an empty list'],
  ['a step that is a text', /\{ "id": "greet".*\},/, '"greet",', 5, '"greet"', wrongKind, '"greet"'],
  ['a step without an id', '"id": "greet", ', '', 5, '{', '"id" is missing', '"title", "checks"'],
  ['a step without a title', '"title": "Greet", ', '', 5, '{', '"title" is missing', '"id", "checks"'],
  ['a step without checks', ', "checks": ["is-answered"]', '', 5, '{', '"checks" is missing', '"id", "title"'],
  ['a step with an empty list of checks', '"checks": ["is-answered"]', '"checks": []', 5, '[]', wrongKind, 'an empty list'],
  ['a step of another field', '"id": "greet"', '"name": "greet"', 5, '"name"', 'a field that does not exist', '"name"'],
  ['two steps of one id', '"id": "again"', '"id": "greet"', 6, '"greet"', 'step is there twice', '"greet"'],
  ['a step with a check that is not there', '["is-answered-twice"]', '["is-anwsered"]', 6, '"is-anwsered"', 'a check that does not exist', '"is-anwsered"'],
  ['a check in two steps', '["is-answered-twice"]', '["is-answered-twice", "is-answered"]', 6, '"is-answered"', 'check of a step is there twice', '"is-answered"'],
  ['a check that no step has', /,\n {4}\{ "id": "again".*\}/, '', 9, '"is-answered-twice"', 'a check that belongs to no step', '"is-answered-twice" in none'],
  ['no checks', /"checks": \[\n[^]*?\n {2}\],/, '', 1, '{', '"checks" is missing', '"title", "minutes", "steps", "hints"'],
  ['an empty list of checks', /"checks": \[\n[^]*?\n {2}\],/, '"checks": [],', 8, '[]', wrongKind, 'an empty list'],
  ['a check without a fixture', '{ "fixture": "is-answered" }', '{}', 9, '{}', '"fixture" is missing', 'no field at all'],
  ['a check whose fixture is a path', '{ "fixture": "is-answered" }', '{ "fixture": "../a" }', 9, '"../a"', wrongKind, '"../a"'],
  ['two checks of one fixture', '{ "fixture": "is-answered" }', '{ "fixture": "is-answered-twice" }', 10, '"is-answered-twice"', 'check is there twice', '"is-answered-twice"'],
  ['a check that needs a later one', '{ "fixture": "is-answered" }', '{ "fixture": "is-answered", "needs": ["is-answered-twice"] }', 9, '"is-answered-twice"', 'a check that comes before this one that does not exist', '"is-answered-twice"'],
  ['a check that needs itself', '"needs": ["is-answered"]', '"needs": ["is-answered-twice"]', 10, '"is-answered-twice"', 'a check that comes before this one that does not exist', '"is-answered-twice"'],
  ['needs that are no list', '"needs": ["is-answered"]', '"needs": "is-answered"', 10, '"is-answered"', wrongKind, '"is-answered"'],
  ['an application that is no text', '"minutes"', '"app": ["app.ts:application"], "minutes"', 3, '["app', wrongKind, 'a list'],
  ['a step of checks that is the contract too', '"checks": ["is-answered-twice"]', '"checks": ["is-answered-twice"], "contract": true', 6, '["is-answered-twice"]', 'a step with checks that is the contract too', 'both'],
  ['a step that is not the contract and says so', '"checks": ["is-answered-twice"]', '"contract": false', 6, 'false', wrongKind, 'false'],
  ['the contract before another step', '"checks": ["is-answered"]', '"contract": true', 5, '"greet"', 'steps after the contract', 'another step after it'],
  ['hints that are no list', /"hints": \[[^]*\]/, '"hints": {}', 12, '{}', wrongKind, 'an object'],
  ['a hint on nothing', '"step": "greet", ', '', 13, '{', 'a hint that hangs on nothing, or on two things', 'none of them'],
  ['a hint on two things', '"step": "greet", ', '"step": "greet", "code": "silent", ', 13, '{', 'a hint that hangs on nothing, or on two things', '"step" and "code"'],
  ['a hint on a step that is not there', '"step": "greet"', '"step": "great"', 13, '"great"', 'a step that does not exist', '"great"'],
  ['a hint on a check that is not there', '"check": "is-answered-twice"', '"check": "is"', 14, '"is"', 'a check that does not exist', '"is"'],
  ['a hint on a code that is not there', '"silent"', '"quiet"', 15, '"quiet"', 'a code that does not exist', '"quiet"'],
  ['a hint without levels', ', "levels": ["It waits."]', '', 15, '{', '"levels" is missing', '"code"'],
  ['a hint with an empty list of levels', '["It waits."]', '[]', 15, '[]', wrongKind, 'an empty list'],
  ['an empty level', '"It waits."', '""', 15, '""', wrongKind, '""'],
  ['a level of no lines', '"It waits."', '[]', 15, '[]', wrongKind, 'an empty list'],
  ['a level of empty lines', '"It waits."', '["", " "]', 15, '["", " "]', wrongKind, 'a list'],
  ['a level of numbers', '"It waits."', '[7]', 15, '7', wrongKind, '7'],
  ['a level with a line of two lines', '"It waits."', '["a\\nb"]', 15, '"a\\nb"', wrongKind, '"a\nb"'],
  ['a level with control characters', '"It waits."', '"\\u001b[2J"', 15, '"\\u001b', wrongKind, '"\x1b[2J"'],
] // prettier-ignore

describe('lesson.json', () => {
  test('gives steps, checks and hints with the places of their names', () => {
    const { title, minutes, until, steps, checks, hints } = parsed(helloJson)
    expect({ title, minutes, until }).toEqual({ title: 'Hello', minutes: 5, until: undefined })
    expect(steps.map(({ id, checks }) => [id.value, checks.map(check => check.value)])).toEqual([
      ['greet', ['is-answered']],
      ['again', ['is-answered-twice']],
    ])
    expect(checks.map(({ fixture, needs }) => [fixture.value, needs.map(need => need.value)])).toEqual([
      ['is-answered', []],
      ['is-answered-twice', ['is-answered']],
    ])
    expect(hints.map(({ type, id, levels }) => [type, id.value, levels.map(level => level.value)])).toEqual([
      ['step', 'greet', ['What does the client wait for?', 'Say it:\n<<< solution/server.ts#greet']],
      ['check', 'is-answered-twice', ['Once more.']],
      ['code', 'silent', ['It waits.']],
    ])
    for (const { fixture } of checks) expect(helloJson.startsWith(`"${fixture.value}"`, fixture.offset)).toBe(true)
  })

  test('needs no hints', () => {
    expect(parsed(helloJson.replace(/,\n {2}"hints": \[[^]*\]/, '')).hints).toEqual([])
  })

  test('names the lesson in which its checks no longer hold', () => {
    expect(parsed(helloJson.replace('"minutes"', '"until": "later", "minutes"')).until?.value).toBe('later')
  })

  test('names the application that the program is started with, and the step that is the contract', () => {
    const contract = ', { "id": "kit", "title": "The kit", "contract": true }\n  ],\n  "checks"'
    const text = helloJson
      .replace('"minutes"', '"app": "app.ts:application", "minutes"')
      .replace('\n  ],\n  "checks"', contract)
    const { app, steps } = parsed(text)
    expect(app?.value).toBe('app.ts:application')
    expect(steps.map(({ id, isContract }) => [id.value, isContract])).toEqual([['greet', false], ['again', false], ['kit', true]]) // prettier-ignore
  })

  test('is the same with the line ends of Windows', () => {
    const file = parsed(helloJson.replaceAll('\n', '\r\n'))
    expect(file.checks.map(({ fixture }) => fixture.value)).toEqual(['is-answered', 'is-answered-twice'])
  })

  test.each(cases)('with %s is refused there', async (_, part, by, line, at, problem, received) => {
    const text = helloJson.replace(part, () => by)
    expect(text).not.toBe(helloJson)
    const fault = await faultOf(() => parsed(text))
    expect(fault).toMatchObject({ path: 'a.json', place: { line }, problem, received })
    expect(fault && textAt(fault)?.slice(0, at.length)).toBe(at)
  })

  test.each([
    ['titel', 'Was "title" meant?'],
    ['hint', 'Was "hints" meant?'],
    ['xyz', 'Take the field out, or correct its name.'],
    ['', 'Take the field out, or correct its name.'],
  ])('with a field "%s" gets the nearest name', async (name, next) => {
    const fault = await faultOf(() => parsed(helloJson.replace('"title"', `"${name}": 1, "title"`)))
    expect(fault?.next).toBe(next)
  })
})

describe('attempt.json', () => {
  const attempt = (text: string) => parseAttemptFile(source(text), ['is-answered', 'is-answered-twice'])

  test('gives the check, the code and the why', () => {
    const { check, code, why } = attempt(attemptJson)
    expect([check.value, code.value, why]).toEqual(['is-answered-twice', 'closed-empty', 'It hangs up.'])
  })

  test.each([
    ['no check', '"check": "is-answered-twice", ', '', '{', '"check" is missing', '"code", "why"'],
    ['no code', '"code": "closed-empty", ', '', '{', '"code" is missing', '"check", "why"'],
    ['no why', ', "why": "It hangs up."', '', '{', '"why" is missing', '"check", "code"'],
    ['an empty why', '"It hangs up."', '""', '""', wrongKind, '""'],
    [
      'a check that is not there',
      'is-answered-twice',
      'is-lost',
      '"is-lost"',
      'a check that does not exist',
      '"is-lost"',
    ],
    [
      'a code that is not there',
      'closed-empty',
      'closed',
      '"closed"',
      'a diagnosis code that does not exist',
      '"closed"',
    ],
    ['a field nobody knows', '"why"', '"because"', '"because"', 'a field that does not exist', '"because"'],
  ])('with %s is refused there', async (_, part, by, at, problem, received) => {
    const fault = await faultOf(() => attempt(attemptJson.replace(part, by)))
    expect(fault).toMatchObject({ path: 'a.json', problem, received })
    expect(fault && textAt(fault)?.slice(0, at.length)).toBe(at)
  })
})
