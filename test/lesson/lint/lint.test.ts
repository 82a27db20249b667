// The lint of a pack without its programs: each rule finds what it is about, there and nothing else.

import { describe, expect, test } from 'vitest'
import { lintCourse, lintRules, PackError, type Finding, type LintRule } from '../../../src/lesson/index.ts'
import { attemptJson, goodPack, helloText, packWith, replaced, type Changes } from '../pack.ts'

const lint = (changes?: Changes) => lintCourse({ directory: packWith(changes) })

/** One change to the pack, and the places at which the rule must find something. */
const broken = (
  rule: LintRule,
  claim: string,
  changes: Changes,
  ...places: readonly (readonly [path: string, line?: number])[]
) => [rule, claim, { changes, places: places.map(([path, line]) => ({ path, line, rule })) }] as const

const hello = 'lessons/hello'
const [json, text, chinese] = [`${hello}/lesson.json`, `${hello}/text.md`, `${hello}/text.zh-CN.md`]
const attempt = `${hello}/attempts/once/attempt.json`
const fixture = 'fixtures/hello/is-answered.trace'
const app = `${hello}/apps/app.ts`

/** In both languages, so that they still have the same sections. */
const inTexts = (part: string, by: string): Changes => ({ ...replaced(text, part, by), ...replaced(chinese, part, by) })
const course = (...lessons: readonly string[]): Changes => ({
  'course.json': `{ "title": "a", "lessons": [${lessons.join()}] }\n`,
})
const onlyHello: Changes = Object.fromEntries(
  Object.keys(goodPack)
    .filter(name => name.includes('/goodbye/'))
    .map(name => [name, undefined]),
)

const cases = [
  broken('schema', 'no course.json', { 'course.json': undefined }, ['course.json']),
  broken('schema', 'a course.json that is no JSON', { 'course.json': '{\n  "title": what\n}\n' }, ['course.json', 2]),
  broken('schema', 'two lessons of one slug', course('{ "slug": "hello" }', '{ "slug": "hello" }'), ['course.json', 1]),
  broken('schema', 'a lesson.json with a field that nobody knows', replaced(json, '"minutes"', '"minuets"'), [json, 3]),
  broken('schema', 'a check whose fixture is not there', { [fixture]: undefined }, [json, 9]),
  broken('schema', 'a fixture that cannot be read', replaced(fixture, '* closed', '* clozed'), [fixture, 9]),
  broken('schema', 'a fixture without a title', replaced(fixture, '# Hello is answered\n# Whoever asks is greeted.\n', ''), [fixture, 1]),
  broken('schema', 'an attempt whose code is not there', replaced(attempt, 'closed-empty', 'closed'), [attempt, 1]),
  broken('schema', 'an attempt without attempt.json', { [attempt]: undefined }, [attempt]),
  broken('schema', 'an attempt whose name is none', { [`${hello}/attempts/Twice/attempt.json`]: attemptJson }, [`${hello}/attempts/Twice`]),
  broken('schema', 'no server.ts to start from', { [`${hello}/start/server.ts`]: undefined, [`${hello}/start/other.ts`]: '// other\n' }, [`${hello}/start/server.ts`]),
  broken('schema', 'an application of a lesson that is not there', replaced(json, '"minutes"', '"app": "ap.ts:application", "minutes"'), [json, 3]),
  broken('schema', 'an application of a fixture that is not there', replaced(fixture, 'app.ts:application', 'ap.ts:application'), [fixture, 3]),
  broken('schema', 'an application of a fixture without a name', replaced(fixture, 'app.ts:application', 'app.ts'), [fixture, 3]),
  broken('schema', 'an application and arguments in one fixture', replaced(fixture, '#!app', '#!argv: a\n#!app'), [fixture, 3]),
  broken('schema', 'an application that would lie over the program', { [`${hello}/apps/server.ts`]: '' }, [`${hello}/apps/server.ts`]),
  broken('schema', 'the contract where there is none', replaced(json, '] }\n  ],\n  "checks"', '] },\n    { "id": "kit", "title": "Kit", "contract": true }\n  ],\n  "checks"'), ['fixtures/contract/contract.json']),
  broken('schema', 'bytes that are not UTF-8', { [text]: Buffer.from('one\ntwo \xe9\n', 'latin1') }, [text, 2]),
  broken('markdown', 'HTML in a text', inTexts('It logs:', 'It <b>logs:'), [text, 7], [chinese, 7]),
  broken('markdown', 'an image in one language', replaced(chinese, 'It logs:', '![It](logs)'), [chinese, 7]),
  broken('include', 'an include that leads nowhere', inTexts('<<< solution/log.ts', '<<< solution/lag.ts'), [text, 9], [chinese, 9]),
  broken('include', 'an include of no known form', replaced(chinese, '<<< solution/log.ts', '<<< log'), [chinese, 9]),
  broken('include', 'an include in a hint that leads nowhere', replaced(json, 'solution/server.ts#greet', 'fixture is-lost'), [json, 13]),
  broken('question', 'a prediction without an answer', inTexts('\n---\n\nHello.\n', ''), [text, 23], [chinese, 23]),
  broken('question', 'a quiz with two right choices', replaced(text, '- [ ] In LF', '- [x] In LF'), [text, 31]),
  broken('question', 'a choice without an explanation', replaced(chinese, '  > Two bytes.\n', ''), [chinese, 36]),
  broken('code-in-prose', 'code typed into the text', replaced(text, 'It logs:', '~~~ts\nconst a = 1\n~~~'), [text, 7]),
  broken('wide-diagram', 'a diagram of 77 columns', replaced(text, 'It logs:', `~~~text\na\n${'-'.repeat(77)}\n~~~`), [text, 9]),
  broken('wide-diagram', 'a diagram of 78 columns of wide characters', replaced(chinese, 'It logs:', `~~~text\n${'中'.repeat(39)}\n~~~`), [chinese, 8]),
  broken('region', 'a region of an application that does not end', replaced(app, '// #endregion', '//'), [app, 1]),
  broken('region', 'a region of the start that does not end', replaced(`${hello}/start/server.ts`, '// #endregion\n', ''), [`${hello}/start/server.ts`, 2]),
  broken('region', 'a region of the solution in another', replaced(`${hello}/solution/server.ts`, 'if', '// #region more\nif'), [`${hello}/solution/server.ts`, 4]),
  broken('region', 'a region of an attempt without a name', { [`${hello}/attempts/once/server.ts`]: 'a\n// #region\nb\n// #endregion\n' }, [`${hello}/attempts/once/server.ts`, 2]),
  broken('region-shown-once', 'a region that nothing shows', replaced(json, '["Say it:", "<<< solution/server.ts#greet"]', '"Say it."'), [`${hello}/solution/server.ts`, 3], [`${hello}/solution/server.ts`, 3]),
  broken('region-shown-once', 'a region that one language does not show', replaced(chinese, '<<< start/server.ts#hang-up', ''), [`${hello}/start/server.ts`, 2]),
  broken('region-shown-once', 'a region that a text shows twice', replaced(text, 'It logs:', '<<< start/server.ts#hang-up'), [text, 7]),
  broken('region-shown-once', 'a region shown with its file as well', replaced(text, 'It logs:', '<<< start/server.ts'), [text, 7]),
  broken('region-shown-once', 'a region that a hint shows as well', replaced(json, '"It waits."', '"<<< start/server.ts#hang-up"'), [json, 15], [json, 15]),
  broken('region-shown-once', 'a region that two hints show', replaced(json, '"It waits."', '"<<< solution/server.ts#greet"'), [json, 15]),
  broken('unused-file', 'a folder of a lesson that course.json does not have', { 'lessons/hallo/lesson.json': '{}' }, ['lessons/hallo']),
  broken('unused-file', 'a folder of a lesson without lesson.json', { 'lessons/later/start/server.ts': 'a\n' }, ['lessons/later']),
  broken('unused-file', 'fixtures of a lesson without lesson.json', { 'fixtures/later/a.trace': '# a\n' }, ['fixtures/later']),
  broken('unused-file', 'fixtures of a lesson that course.json does not have', { 'fixtures/hallo/a.trace': '# a\n' }, ['fixtures/hallo']),
  broken('unused-file', 'files beside the folders of lessons', { 'lessons/notes.md': '', 'fixtures/notes.md': '' }, ['lessons/notes.md'], ['fixtures/notes.md']),
  broken('unused-file', 'a file that is no part of a lesson', { [`${hello}/notes.md`]: '' }, [`${hello}/notes.md`]),
  broken('unused-file', 'a text in a language there is not', { [`${hello}/text.fr.md`]: helloText }, [`${hello}/text.fr.md`]),
  broken('unused-file', 'a file beside the attempts', { [`${hello}/attempts/server.ts`]: '' }, [`${hello}/attempts/server.ts`]),
  broken('unused-file', 'a fixture that no check has and no text shows', { 'fixtures/hello/new.trace': '# New\n> GET / HTTP/1.1\n' }, ['fixtures/hello/new.trace']),
  broken('unused-file', 'an application that no fixture names', { [`${hello}/apps/other.ts`]: 'a\n' }, [`${hello}/apps/other.ts`]),
  broken('unused-file', 'a solution that is the same as its start', { 'lessons/goodbye/solution/more.ts': 'a\n', 'lessons/goodbye/start/more.ts': 'a\n' }, ['lessons/goodbye/solution/more.ts']),
  broken('unused-file', 'a start that is the same as the solution before it', { 'lessons/goodbye/start/log.ts': goodPack[`${hello}/solution/log.ts`] }, ['lessons/goodbye/start/log.ts']),
  broken('unused-file', 'an attempt with a file that is the same as in the solution', { [`${hello}/attempts/once/log.ts`]: goodPack[`${hello}/solution/log.ts`] }, [`${hello}/attempts/once/log.ts`]),
  broken('languages', 'a heading that one language does not have', replaced(text, 'It logs:', '## It logs'), [chinese]),
  broken('languages', 'a heading of another depth', replaced(chinese, '# ', '## '), [chinese]),
  broken('languages', 'a question that one language does not have', replaced(chinese, helloText.slice(helloText.indexOf('~~~quiz')), ''), [chinese]),
  broken('languages', 'a quiz with one choice more', replaced(text, '- [x] In CR', '- [ ] In CR\n  > No.\n- [x] In CR'), [chinese]),
  broken('until', 'checks that hold until a lesson there is not', replaced('lessons/goodbye/lesson.json', '"later"', '"tomorrow"'), ['lessons/goodbye/lesson.json', 4]),
  broken('until', 'checks that hold until an earlier lesson', replaced('lessons/goodbye/lesson.json', '"later"', '"hello"'), ['lessons/goodbye/lesson.json', 4]),
  broken('until', 'checks that hold until their own lesson', replaced('lessons/goodbye/lesson.json', '"later"', '"goodbye"'), ['lessons/goodbye/lesson.json', 4]),
  broken('until', 'a fixture that holds until a lesson there is not', replaced('fixtures/hello/is-answered-twice.trace', 'goodbye', 'never'), ['fixtures/hello/is-answered-twice.trace', 2]),
] // prettier-ignore

const placeOf = ({ path, line, rule }: Finding) => ({ path, line, rule })

describe('the lint', () => {
  test('finds nothing in a pack that keeps every rule', async () => {
    expect(await lint()).toEqual([])
  })

  test.each([
    ['lesson.json names it', replaced(json, '"minutes"', '"app": "other.ts:application", "minutes"')],
    ['a fixture has it among its arguments', replaced('fixtures/hello/is-answered-twice.trace', '#!until', '#!argv: --app other.ts:application\n#!until')],
    ['one that is used imports it', replaced(app, 'export', "import { other } from './other.ts'\nexport")],
  ] as const)('finds nothing wrong with an application when %s', async (_, changes) => {
    expect(await lint({ ...changes, [`${hello}/apps/other.ts`]: 'export const other = 1\n' })).toEqual([])
  }) // prettier-ignore

  test('finds nothing in the smallest pack', async () => {
    const small: Changes = {
      ...onlyHello,
      ...course('{ "slug": "hello" }'),
      [chinese]: undefined,
      [app]: undefined,
      ...replaced(fixture, '#!app: app.ts:application\n', ''),
      ...replaced('fixtures/hello/is-answered-twice.trace', '#!until: goodbye\n', ''),
      ...replaced(text, '<<< apps/app.ts#application\n', ''),
    }
    expect(await lint(small)).toEqual([])
  })

  test.each(cases)('has %s for %s, and nothing else', async (_, __, { changes, places }) => {
    const findings = await lint(changes)
    expect(findings.map(placeOf)).toEqual(places)
    for (const { message } of findings) expect(message).toMatch(/^\S[^\n]*\S$/)
  })

  test('has a case here for every rule that runs no program', () => {
    const running = ['start-fails', 'solution-types', 'solution-passes', 'attempt-fails', 'check-can-fail', 'run']
    const proven = new Set(cases.map(([rule]) => rule))
    expect(Object.keys(lintRules).filter(rule => !running.includes(rule))).toEqual([...proven])
  })

  test('says once what is wrong for all lessons that come after', async () => {
    const findings = await lint(replaced(`${hello}/start/server.ts`, '// #endregion\n', ''))
    expect(findings.map(({ fault }) => fault?.problem)).toEqual(['region hang-up does not end'])
  })

  test('goes on with the next lesson when one cannot be read', async () => {
    const changes = { [fixture]: undefined, 'fixtures/goodbye/is-parted.trace': undefined }
    expect((await lint(changes)).map(({ path }) => path)).toEqual([json, 'lessons/goodbye/lesson.json'])
  })

  test('gives findings in the order of the lessons', async () => {
    const changes = {
      ...replaced('lessons/goodbye/text.md', 'The', '<b>'),
      ...replaced(text, 'It', '<i>'),
      'lessons/x/a': '',
    }
    expect((await lint(changes)).map(({ path }) => path)).toEqual(['lessons/x', text, 'lessons/goodbye/text.md'])
  })

  test('has the parts of what cannot be read', async () => {
    const [finding] = await lint(replaced(json, '5,', '0,'))
    expect(finding).toEqual({
      path: json,
      line: 3,
      rule: 'schema',
      message: 'a value of the wrong kind: expected whole minutes from 1 to 600, received 0. Correct the value.',
      fault: {
        path: json,
        place: { line: 3, column: 14, sourceLine: '  "minutes": 0,' },
        problem: 'a value of the wrong kind',
        expected: 'whole minutes from 1 to 600',
        received: '0',
        next: 'Correct the value.',
      },
    })
  })

  test('says what opening the lesson would say', async () => {
    const { loadCourse, loadLesson } = await import('../../../src/lesson/index.ts')
    const directory = packWith(replaced(text, '<<< solution/log.ts', '<<< solution/lag.ts'))
    const [finding] = await lintCourse({ directory })
    const error = await loadLesson(await loadCourse(directory), 1).catch((error: unknown) => error)
    expect(error instanceof PackError && error.fault).toEqual(finding?.fault)
  })
})
