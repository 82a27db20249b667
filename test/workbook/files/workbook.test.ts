import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  findWorkbook,
  initWorkbook,
  lessonFolderName,
  nearestWorkbook,
  openLessonFolder,
  readLessonFiles,
  resetLesson,
} from '../../../src/workbook/index.ts'
import { newFolder } from './folder.ts'

const root = join(import.meta.dirname, '../../..')
const template = join(root, 'template')
const noon = new Date('2026-11-21T12:00:05Z')
const echo = {
  number: 1,
  slug: 'echo',
  start: new Map([
    ['server.ts', 'start\n'],
    ['lib/answer.ts', 'answer\n'],
  ]),
  apps: new Map<string, string>(),
}

/** With an application that the program is started with. */
const started = { ...echo, apps: new Map([['app.ts', 'application\n']]) }

describe('a workbook', () => {
  test('holds the files that editors need, and says which it made', () => {
    const made = initWorkbook(join(newFolder(), 'mine'), template)
    expect([...made.created].toSorted()).toEqual([
      '.tsgi/.gitignore',
      'README.md',
      'node.d.ts',
      'package.json',
      'tsconfig.json',
      'tsgi.d.ts',
    ])
    expect(made.kept).toEqual([])
  })

  test('is completed and never overwritten when it is made again', () => {
    const directory = newFolder()
    writeFileSync(join(directory, 'README.md'), 'mine')
    const made = initWorkbook(directory, template)
    expect(made.kept).toEqual(['README.md'])
    expect(readFileSync(join(directory, 'README.md'), 'utf8')).toBe('mine')
    expect(initWorkbook(directory, template).created).toEqual([])
  })

  test('is found from a folder deep inside it, and nowhere else', () => {
    const directory = newFolder()
    expect(findWorkbook(directory)).toBeUndefined()
    initWorkbook(directory, template)
    mkdirSync(join(directory, '01-echo/lib'), { recursive: true })
    expect(findWorkbook(join(directory, '01-echo/lib'))).toEqual({ directory })
  })

  test('is found when it came from git, without progress', () => {
    const { directory } = initWorkbook(newFolder(), template).workbook
    rmSync(join(directory, '.tsgi'), { recursive: true })
    expect(findWorkbook(directory)).toEqual({ directory })
  })

  test('of the default name is found from the folder that holds it', () => {
    const outside = newFolder()
    const { workbook } = initWorkbook(join(outside, 'tsgi-workbook'), template)
    expect(nearestWorkbook(outside)).toEqual(workbook)
  })

  test('names the path and the reason when the disk refuses', () => {
    const directory = newFolder()
    writeFileSync(join(directory, 'file'), '')
    expect(() => initWorkbook(join(directory, 'file', 'below'), template)).toThrow(/a part of the path is a file/)
  })
})

describe('a lesson folder', () => {
  test.each([
    [1, 'echo', '01-echo'],
    [10, 'hardening', '10-hardening'],
  ])('of lesson %i, %s, is called %s', (number, slug, name) => {
    expect(lessonFolderName({ number, slug })).toBe(name)
  })

  test('is made from the start of the lesson, once', () => {
    const { workbook } = initWorkbook(newFolder(), template)
    const first = openLessonFolder(workbook, echo)
    expect(first.created).toEqual(['server.ts', 'lib/answer.ts'])
    writeFileSync(join(first.directory, 'server.ts'), 'mine')
    expect(openLessonFolder(workbook, echo).created).toEqual([])
    expect(readLessonFiles(workbook, echo).get('server.ts')).toBe('mine')
  })

  test('gives the learner its own files too, and not what was installed', () => {
    const { workbook } = initWorkbook(newFolder(), template)
    const { directory } = openLessonFolder(workbook, echo)
    mkdirSync(join(directory, 'node_modules/x'), { recursive: true })
    writeFileSync(join(directory, 'node_modules/x/index.ts'), '')
    writeFileSync(join(directory, 'log.ts'), 'log')
    writeFileSync(join(directory, 'notes.txt'), 'notes')
    expect([...readLessonFiles(workbook, echo).keys()]).toEqual(['lib/answer.ts', 'log.ts', 'server.ts'])
  })

  test('is started again with a backup that has all that was written, and a second one the same second', () => {
    const { workbook } = initWorkbook(newFolder(), template)
    const { directory } = openLessonFolder(workbook, echo)
    writeFileSync(join(directory, 'server.ts'), 'mine')
    writeFileSync(join(directory, 'notes.txt'), 'notes')
    const [first, second] = [resetLesson(workbook, echo, noon), resetLesson(workbook, echo, noon)]
    expect(first.backup).toBe(join(workbook.directory, '.tsgi/backups/01-echo-2026-11-21T12-00-05'))
    expect(second.backup).toBe(`${first.backup}-2`)
    expect(readFileSync(join(first.backup ?? '', 'server.ts'), 'utf8')).toBe('mine')
    expect(readFileSync(join(directory, 'server.ts'), 'utf8')).toBe('start\n')
    expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('notes')
  })

  test("has the applications of the lesson too, which are nobody's program, and keeps what became of them", () => {
    const { workbook } = initWorkbook(newFolder(), template)
    const { directory, created } = openLessonFolder(workbook, started)
    expect(created).toEqual(['server.ts', 'lib/answer.ts', 'app.ts'])
    writeFileSync(join(directory, 'app.ts'), 'mine')
    expect(openLessonFolder(workbook, started).created).toEqual([])
    expect([...readLessonFiles(workbook, started).keys()]).toEqual(['lib/answer.ts', 'server.ts'])
    const { backup } = resetLesson(workbook, started, noon)
    expect(readFileSync(join(directory, 'app.ts'), 'utf8')).toBe('application\n')
    expect(readFileSync(join(backup ?? '', 'app.ts'), 'utf8')).toBe('mine')
  })

  test('that does not exist yet is simply made by a reset', () => {
    const { workbook } = initWorkbook(newFolder(), template)
    expect(resetLesson(workbook, echo, noon).backup).toBeUndefined()
    expect(readLessonFiles(workbook, echo).get('server.ts')).toBe('start\n')
  })

  test.each(['../outside.ts', '/tmp/outside.ts', '.'])('refuses a file of a pack that lies outside: %s', name => {
    const { workbook } = initWorkbook(newFolder(), template)
    expect(() => openLessonFolder(workbook, { ...echo, start: new Map([[name, '']]) })).toThrow(RangeError)
  })
})

describe('the types of a workbook', () => {
  const types = (server: string): { readonly status: number | null; readonly stdout: string } => {
    const { workbook } = initWorkbook(newFolder(), template)
    openLessonFolder(workbook, { ...echo, start: new Map([['server.ts', server]]) })
    const tsc = join(root, 'node_modules/.bin/tsc')
    return spawnSync(tsc, ['--noEmit', '--pretty', 'false'], { cwd: workbook.directory, encoding: 'utf8' })
  }

  test('accept a server and an application, with nothing installed', () => {
    expect(types(readFileSync(join(import.meta.dirname, 'typed-server.txt'), 'utf8'))).toMatchObject({
      status: 0,
      stdout: '',
    })
  })

  test.each([
    ['text as a chunk', "import type { Application } from 'tsgi'\nexport const app: Application = () => ['text']\n"],
    [
      'a number written to a socket',
      "import { createServer } from 'node:net'\ncreateServer(socket => void socket.write(42))\n",
    ],
    ['an enum, which cannot be stripped', 'export enum Method { Get, Post }\n'],
    [
      'a type imported as a value',
      "import { Socket, AddressInfo } from 'node:net'\nexport const a = (s: Socket) => s.address() as AddressInfo\n",
    ],
  ])('refuse %s', (_, server) => {
    expect(types(server).stdout).toMatch(/^01-echo\/server\.ts\(\d+,\d+\): error/)
  })

  test('leave the shipped program of Node readable: the declared names exist in Node', () => {
    const text = readFileSync(join(template, 'node.d.ts'), 'utf8')
    const modules = [...text.matchAll(/declare module '(node:[\w/]+)' \{\n([\s\S]*?)\n\}/g)]
    const names = modules.flatMap(([, module, body = '']) =>
      [...body.matchAll(/^ {2}(?:function|class) (\w+)/gm)].map(([, name]) => `${module} ${name}`),
    )
    const program = `for (const pair of process.argv.slice(1)) { const [m, n] = pair.split(' '); if (typeof require(m)[n] !== 'function') console.log(pair) }`
    expect(names.length).toBeGreaterThan(10)
    expect(execFileSync(process.execPath, ['-e', program, ...names], { encoding: 'utf8' })).toBe('')
  })
})
