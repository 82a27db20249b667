// Packs from disk: what is read, and what is refused with the name of the file.

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lintCourse, loadCourse, loadExercise, loadLesson } from '../../src/lesson/index.ts'
import { faultOf } from './fault.ts'
import { goodPack, newFolder, packWith, writeFile } from './pack.ts'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const load = async (directory: string) => loadLesson(await loadCourse(directory), 'hello')

describe('a pack', () => {
  test('is read however its editor saved it: with a byte order mark, with line ends of Windows', async () => {
    const windows = Object.fromEntries(
      Object.entries(goodPack).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
    )
    const [plain, other] = [await load(packWith()), await load(packWith(windows))]
    expect(other.text).toEqual(plain.text)
    expect({ ...other, text: [], start: [], solution: [], apps: [], checks: [], attempts: [] }).toEqual({
      ...plain, text: [], start: [], solution: [], apps: [], checks: [], attempts: [],
    }) // prettier-ignore
    expect(other.checks.map(({ title }) => title)).toEqual(plain.checks.map(({ title }) => title))
    expect(other.start.get('server.ts')).toBe('// fails is-answered with closed-empty\r\nsocket.end()\r\n')
  })

  test('may have dot files of editors and systems anywhere', async () => {
    const dots = { 'lessons/hello/start/.server.ts.swp': latin1('\xff'), 'fixtures/hello/.DS_Store': latin1('\xff') }
    const directory = packWith(dots)
    expect([...(await load(directory)).start.keys()]).toEqual(['server.ts'])
    expect(await lintCourse({ directory })).toEqual([])
  })

  test('may itself be behind a link', async () => {
    const link = join(newFolder(), 'course')
    symlinkSync(packWith(), link)
    expect((await load(link)).title).toBe('Hello')
  })
})

type Case = readonly [claim: string, spoil: (folder: string) => void, path: string, expected: string]

const noLinks = 'a plain file or a folder; links and devices are not followed'
const plainNames = 'letters, digits and _ - + @ . in a name'

const big = 'x'.repeat(1_000_001)
const files = (count: number) => (folder: string) => {
  for (let at = 0; at < count; at += 1) writeFile(folder, `lessons/hello/start/f${at}.ts`, '')
}
const linkTo = (name: string, target: string) => (folder: string) => {
  rmSync(join(folder, name), { recursive: true, force: true })
  symlinkSync(target, join(folder, name))
}

/** Each refused by the lesson, and by the lint as a finding of the same file. */
const unfit: readonly Case[] = [
  ['a link', linkTo('lessons/hello/start/server.ts', '/dev/null'), 'lessons/hello/start/server.ts', noLinks],
  ['a link that leads nowhere', linkTo('lessons/hello/start/x.ts', 'nowhere'), 'lessons/hello/start/x.ts', noLinks],
  ['a link in place of a folder', linkTo('lessons/hello/start', '/'), 'lessons/hello/start', noLinks],
  ['a link in place of fixtures', linkTo('fixtures/hello', '/'), 'fixtures/hello', noLinks],
  ['a pipe', folder => execFileSync('mkfifo', [join(folder, 'lessons/hello/start/pipe')]), 'lessons/hello/start/pipe', noLinks],
  ['a file of more than a million bytes', folder => writeFile(folder, 'lessons/hello/start/big.ts', big), 'lessons/hello/start/big.ts', 'no more than 1000000 bytes'],
  ['a name with a space', folder => writeFile(folder, 'lessons/hello/start/my server.ts', ''), 'lessons/hello/start/my server.ts', plainNames],
  ['a name that would move the cursor', folder => writeFile(folder, 'lessons/hello/start/\x1b[2J', ''), 'lessons/hello/start/\x1b[2J', plainNames],
  ['folders nine deep', folder => mkdirSync(join(folder, 'lessons/hello/start/4/5/6/7/8/9'), { recursive: true }), 'lessons/hello/start/4/5/6/7/8/9', 'no more than 8 folders deep'],
  ['more than four thousand files', files(4001), 'lessons/hello/start/f', 'no more than 4000 files'],
] // prettier-ignore

describe('a pack with', () => {
  test.each(unfit)('%s is refused, by its lessons and by the lint', async (_, spoil, path, expected) => {
    const directory = packWith()
    spoil(directory)
    const fault = await faultOf(() => load(directory))
    const said = { path: expect.stringContaining(path), problem: 'not a file for a pack', expected, place: undefined }
    expect(fault).toEqual(expect.objectContaining(said))
    const findings = await lintCourse({ directory })
    expect(findings).toMatchObject([{ path: said.path, rule: 'schema', line: undefined, fault: said }])
  })

  // Other systems have no such names.
  test.runIf(process.platform === 'linux')('a name that is no UTF-8 is refused', async () => {
    const directory = packWith()
    const start = Buffer.from(`${directory}/lessons/hello/start/`)
    writeFileSync(Buffer.concat([start, latin1('\xff.ts')]), '')
    expect(await faultOf(() => load(directory))).toMatchObject({
      path: 'lessons/hello/start/\ufffd.ts',
      expected: plainNames,
    })
  })

  test.each(['lessons', 'lessons/hello', 'fixtures'])(
    'a link in place of %s is refused, whatever it leads to',
    async path => {
      const directory = packWith()
      linkTo(path, join(packWith(), path))(directory)
      const expected = 'a folder; links are not followed'
      expect(await faultOf(async () => loadExercise(await loadCourse(directory), 1))).toMatchObject({ path, expected })
    },
  )

  test('a file in place of a folder is refused', async () => {
    const directory = packWith()
    rmSync(join(directory, 'lessons'), { recursive: true })
    writeFile(directory, 'lessons', '')
    const expected = 'a folder; links are not followed'
    expect(await faultOf(() => loadCourse(directory))).toMatchObject({ path: 'lessons', expected })
  })

  test.each([
    ['a line', 'ok\ncaf\xe9 au lait\n', 2, 4],
    ['the first byte', '\xff', 1, 1],
    ['the last byte', 'abc\xc3', 1, 4],
    ['a line that also has the character shown for such bytes', 'a \xef\xbf\xbd b\xe9', 1, 6],
    ['a file with a byte order mark', '\xef\xbb\xbfab\xe9', 1, 3],
    ['a line behind characters of several bytes', '\xe4\xb8\xad\xf0\x9f\x98\x80\xe9', 1, 4],
  ])('bytes that are not UTF-8 in %s is refused at the first of them', async (_, bytes, line, column) => {
    const directory = packWith({ 'lessons/hello/text.md': latin1(bytes) })
    expect(await faultOf(() => load(directory))).toMatchObject({
      path: 'lessons/hello/text.md',
      place: { line, column },
      problem: 'not UTF-8',
      expected: 'text in UTF-8',
    })
  })

  test('a folder whose name is too long to be opened says what the system says', async () => {
    expect(await faultOf(() => loadCourse(join(newFolder(), 'a'.repeat(300))))).toMatchObject({
      path: 'course.json',
      problem: 'cannot be read',
      received: 'ENAMETOOLONG',
    })
  })
})
