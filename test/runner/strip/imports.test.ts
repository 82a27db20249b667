// What a program imports: its neighbours run with it, and what cannot be loaded is told by the line that asked for it.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { answering, bodyIn, eventIn, fileProgram, outputIn, runOne } from '../support/runner.ts'
import { temporaryFolder, testRunner, workbookWith } from '../support/runner.ts'

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

describe('neighbours of the program run with it', () => {
  test('TypeScript beside it, in folders below and above, and JSON', async () => {
    const workbook = workbookWith([])
    write(workbook, {
      '01/server.ts': answering(
        '[one, two(3), data.three].join()',
        `import { one } from './one.ts'
import { two } from '../shared/two.ts'
import data from './data.json' with { type: 'json' }
`,
      ),
      '01/one.ts': 'export const one: number = 1\n',
      'shared/two.ts': "export * from './deep/er.mts'\n",
      'shared/deep/er.mts': 'export const two = (n: number): string => `two ${n}`\n',
      '01/data.json': '{ "three": 3 }',
    })
    const report = await runOne(testRunner().runner, fileProgram(join(workbook, '01'), 'server'))
    expect({ body: bodyIn(report), verdict: report.verdict }).toEqual({ body: '1,two 3,3', verdict: 'passed' })
  })

  test('an import that is evaluated later, written out', async () => {
    const workbook = workbookWith([])
    write(workbook, {
      'server.ts': answering('late', "const { late } = await import('./late.ts')"),
      'late.ts': "export const late: string = 'late'\n",
    })
    expect(bodyIn(await runOne(testRunner().runner, fileProgram(workbook, 'server')))).toBe('late')
  })

  test('a program in JavaScript may import TypeScript', async () => {
    const workbook = workbookWith([])
    write(workbook, {
      'server.mjs': answering('one', "import { one } from './one.ts'").replace(': Buffer', ''),
      'one.ts': "export const one: string = 'typed'\n",
    })
    const path = join(workbook, 'server.mjs')
    expect(bodyIn(await runOne(testRunner().runner, { type: 'file', path, argv: [] }))).toBe('typed')
  })

  test.for([
    ['a workbook', () => workbookWith([])],
    ['no workbook', temporaryFolder],
  ] as const)('packages of %s, also when they came after the first run', async ([, folder]) => {
    const workbook = folder()
    write(workbook, { 'server.ts': answering('greeting', "import { greeting } from 'greeter'") })
    const { runner } = testRunner()
    const without = await runOne(runner, fileProgram(workbook, 'server'))
    expect(eventIn(without, 'threw')).toMatchObject({ at: { path: join(workbook, 'server.ts'), line: 2 } })
    write(workbook, {
      'node_modules/greeter/package.json': '{ "name": "greeter", "exports": "./index.mjs" }',
      'node_modules/greeter/index.mjs': "export const greeting = 'hello'\n",
    })
    expect(bodyIn(await runOne(runner, fileProgram(workbook, 'server')))).toBe('hello')
  })

  test('a program outside any workbook, with a neighbour above it', async () => {
    const folder = temporaryFolder()
    write(folder, {
      'a/server.ts': answering('one', "import { one } from '../b/one.ts'"),
      'b/one.ts': "export const one: string = 'one'\n",
    })
    expect(bodyIn(await runOne(testRunner().runner, fileProgram(join(folder, 'a'), 'server')))).toBe('one')
  })

  test('a program that is itself part of a package', async () => {
    const folder = join(temporaryFolder(), 'node_modules', 'course')
    write(folder, {
      'server.ts': answering('one', "import { one } from './one.ts'"),
      'one.ts': "export const one: string = 'packed'\n",
    })
    expect(bodyIn(await runOne(testRunner().runner, fileProgram(folder, 'server')))).toBe('packed')
  })

  test('each file knows its own place, and its arguments', async () => {
    const workbook = workbookWith([], {
      'server.ts': answering(
        'JSON.stringify([import.meta.url, import.meta.filename, import.meta.dirname, process.argv.slice(1), process.cwd()])',
      ),
    })
    const path = join(workbook, 'server.ts')
    const program = { type: 'file', path, argv: ['app.ts:application', 'two words'] } as const
    const seen: unknown = JSON.parse(bodyIn(await runOne(testRunner().runner, program)))
    expect(seen).toEqual([`file://${path}`, path, workbook, [path, 'app.ts:application', 'two words'], workbook])
  })
})

describe('a path may hold anything', () => {
  test.for(['with spaces/and more', '第一课 回声', 'percent%20sign', 'quote\'and"double', 'hash#and?question'])(
    '%s',
    async name => {
      const workbook = workbookWith([])
      const folder = join(workbook, name)
      write(folder, {
        'server 服务.ts': answering('here', "import { here } from './neighbour 邻居.ts'"),
        'neighbour 邻居.ts': 'export const here: string = import.meta.dirname\n',
      })
      const report = await runOne(testRunner().runner, fileProgram(folder, 'server 服务'))
      expect({ body: bodyIn(report), verdict: report.verdict }).toEqual({ body: folder, verdict: 'passed' })
    },
  )

  test('an error in it names the file as it is on disk', async () => {
    const workbook = workbookWith([])
    write(workbook, { '第一课 回声/服务 器.ts': "\nthrow new Error('坏了')\n" })
    const folder = join(workbook, '第一课 回声')
    const report = await runOne(testRunner().runner, fileProgram(folder, '服务 器'))
    const path = join(folder, '服务 器.ts')
    expect(eventIn(report, 'threw')).toMatchObject({ message: '坏了', at: { path, line: 2, column: 7 } })
    expect(outputIn(report, 'stderr')).toBe(`Uncaught Error: 坏了\n    at ${path}:2:7\n`)
  })
})

describe('what cannot be loaded is told by the line that asked for it', () => {
  type Case = {
    readonly claim: string
    readonly text: string
    readonly type?: 'threw' | 'syntax-error'
    readonly message: string | RegExp
    readonly at: { readonly line: number; readonly column: number }
  }
  const cases: readonly Case[] = [
    {
      claim: 'a neighbour that is not there',
      text: "import 'node:net'\nimport { parse } from './parse.ts'\n",
      message: "Cannot find module './parse.ts'",
      at: { line: 2, column: 24 },
    },
    {
      claim: 'a neighbour without its extension, with the name that is meant',
      text: "import { parse } from './other'\n",
      message: "Cannot find module './other', did you mean './other.ts'?",
      at: { line: 1, column: 24 },
    },
    {
      claim: 'a package that is not installed',
      text: "\n\nimport express from 'express'\n",
      message: /^Cannot find package 'express' imported from .*\/server\.ts$/,
      at: { line: 3, column: 22 },
    },
    {
      claim: "a module of Node's own that does not exist",
      text: "import 'node:nett'\n",
      message: 'No such built-in module: node:nett',
      at: { line: 1, column: 9 },
    },
    {
      claim: 'a module that is asked for while it runs',
      text: "const name: string = './later.ts'\nawait import(name)\n",
      message: /^Cannot find module '.*\/later\.ts' imported from .*\/server\.ts$/,
      at: { line: 2, column: 1 },
    },
    {
      claim: 'a name that the neighbour does not export',
      text: "import { parse, format } from './other.ts'\n",
      type: 'syntax-error',
      message: "The requested module './other.ts' does not provide an export named 'format'",
      at: { line: 1, column: 17 },
    },
    {
      claim: 'a neighbour that is a folder',
      text: "import './folder.ts'\n",
      message: "Cannot read module './folder.ts': it is a folder",
      at: { line: 1, column: 9 },
    },
  ]
  test.for(cases)('$claim', async ({ text, type = 'threw', message, at }) => {
    const workbook = workbookWith([], { 'server.ts': text, 'other.ts': 'export const parse: number = 1\n' })
    mkdirSync(join(workbook, 'folder.ts'))
    const report = await runOne(testRunner().runner, fileProgram(workbook, 'server'))
    const told = eventIn(report, type)
    const path = join(workbook, 'server.ts')
    expect(told).toMatchObject({ at: { path, ...at } })
    expect(told!.message).toMatch(typeof message === 'string' ? wholly(message) : message)
    expect(JSON.stringify(report.checks)).not.toContain('.tsgi/run')
    expect(outputIn(report, 'stderr')).not.toContain('.tsgi/run')
    expect(report.verdict).toBe('failed')
  })
})

describe('a program that cannot be read is an error of the run, in words', () => {
  const cases = [
    { claim: 'no such file', name: 'nowhere', words: /nowhere\.ts.*does not exist/ },
    { claim: 'a folder', name: 'folder', words: /folder\.ts.*is a folder/ },
  ]
  test.for(cases)('$claim', async ({ name, words }) => {
    const workbook = workbookWith([])
    mkdirSync(join(workbook, 'folder.ts'))
    const { runner } = testRunner()
    const report = await runOne(runner, fileProgram(workbook, name))
    expect({ verdict: report.verdict, error: report.error }).toEqual({
      verdict: 'error',
      error: expect.stringMatching(words),
    })
  })

  test('the process that was to run it is kept for the next program', async () => {
    const workbook = workbookWith(['echo'])
    const { runner, tokens } = testRunner()
    await runOne(runner, fileProgram(workbook, 'nowhere'))
    await runOne(runner, fileProgram(workbook, 'echo'))
    expect(tokens()).toBe(1)
    rmSync(workbook, { recursive: true })
  })
})

/** This text and nothing else. */
function wholly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
}
