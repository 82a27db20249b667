// Proves that every import of src keeps the order of the layers, and that the proof itself can fail.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf } from './layers/imports.ts'
import { breachesOf } from './layers/rules.ts'
import { allowances, layers } from './layers/table.ts'

const root = join(import.meta.dirname, '..')
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/.test(name))
  .map(name => `src/${name.replaceAll('\\', '/')}`)
  .toSorted()

describe('the sources', () => {
  test('every layer has a face', () => {
    expect(files).toEqual(expect.arrayContaining(layers.map(layer => `src/${layer}/index.ts`)))
  })

  test('every import goes leftwards, through a face, and touches only what its layer may', () => {
    const breaches = files.flatMap(path => breachesOf(path, readFileSync(join(root, path), 'utf8')))
    expect(breaches).toEqual([])
  })

  test('no allowance is broader than what is used', () => {
    const used = files.flatMap(path => importsOf(path, readFileSync(join(root, path), 'utf8')))
    const specifiers = new Set(used.map(({ specifier }) => specifier))
    const npm = Object.values(allowances)
      .flatMap(list => (list === 'anything' ? [] : list))
      .flatMap(({ modules }) => modules)
      .filter(module => !module.startsWith('node:') && !module.endsWith(':'))
    const unused = npm.filter(
      module => ![...specifiers].some(name => name === module || name?.startsWith(`${module}/`)),
    )
    expect(unused).toEqual([])
  })
})

describe('importsOf sees every form of import', () => {
  test.for([
    ['a value', `import { a } from './a.ts'`],
    ['a type', `import type { A } from './a.ts'`],
    ['a type among values', `import { type A, b } from './a.ts'`],
    ['for its effect', `import './a.ts'`],
    ['a default', `import a from './a.ts'`],
    ['a namespace', `import * as a from './a.ts'`],
    ['with an attribute', `import a from './a.ts' with { type: 'json' }`],
    ['export from', `export { a } from './a.ts'`],
    ['export type from', `export type { A } from './a.ts'`],
    ['export all', `export * from './a.ts'`],
    ['export all as a name', `export * as a from './a.ts'`],
    ['export all types', `export type * from './a.ts'`],
    ['dynamic', `const a = await import('./a.ts')`],
    ['dynamic within a function', `const load = () => import('./a.ts')`],
    ['the type of a module', `type A = import('./a.ts').A`],
    ['typeof a module', `type A = typeof import('./a.ts')`],
    ['import equals', `import a = require('./a.ts')`],
    ['require', `const a = require('./a.ts')`],
    ['getBuiltinModule', `const a = process.getBuiltinModule('./a.ts')`],
    ['over several lines', `import {\n  a,\n} from './a.ts'`],
  ])('%s', ([, text]) => {
    expect(importsOf('b.ts', text!)).toEqual([{ specifier: './a.ts', line: 1 }])
  })

  test('a computed import is found, without a name', () => {
    expect(importsOf('b.ts', 'await import(`./${name}.ts`)')).toEqual([{ specifier: undefined, line: 1 }])
  })

  test('what only looks like an import is left alone', () => {
    const text = `// import './a.ts'\n/* export * from './a.ts' */\nconst a = "import './a.ts'"\nexport const b = \`import('./a.ts')\`\n`
    expect(importsOf('b.ts', text)).toEqual([])
  })

  test('views with elements are read too', () => {
    expect(importsOf('b.tsx', `import { Box } from 'ink'\nexport const a = <Box>import x from 'y'</Box>`)).toEqual([
      { specifier: 'ink', line: 1 },
    ])
  })

  test('a file that cannot be parsed is an error and not an empty list', () => {
    expect(() => importsOf('b.ts', 'import {')).toThrow('b.ts')
  })
})

describe('breachesOf names the file, the line and the rule', () => {
  test.for([
    ['src/check/judge.ts', `import { a } from '../runner/index.ts'`, 'imports go leftwards: check is left of runner'],
    ['src/check/judge.ts', `import type { A } from '../cli/index.ts'`, 'imports go leftwards: check is left of cli'],
    ['src/check/judge.ts', `type A = import('../ui/index.ts').A`, 'imports go leftwards: check is left of ui'],
    [
      'src/check/judge.ts',
      `export * from '../trace/trace.ts'`,
      'imports go through the face: ../trace/trace.ts is not src/trace/index.ts',
    ],
    [
      'src/ui/views/map.tsx',
      `import { a } from '../../lesson/load.ts'`,
      'imports go through the face: ../../lesson/load.ts is not src/lesson/index.ts',
    ],
    [
      'src/cli/main.ts',
      `import pkg from '../../package.json' with { type: 'json' }`,
      'imports stay within the layers: ../../package.json leads outside',
    ],
    [
      'src/cli/main.ts',
      `import { a } from '../helpers/index.ts'`,
      'imports stay within the layers: ../helpers/index.ts leads outside',
    ],
    ['src/http/parse.ts', `import { Buffer } from 'node:buffer'`, 'http may not import node:buffer'],
    ['src/trace/line.ts', `import chalk from 'chalk'`, 'trace may not import chalk'],
    ['src/repl/line.ts', `await import('node:fs')`, 'repl may not import node:fs'],
    [
      'src/transcript/parse.ts',
      `import { readFileSync } from 'node:fs'`,
      'transcript may import node:fs only in files like /^load\\.ts$/',
    ],
    ['src/transcript/parse.ts', `import { readFileSync } from 'fs'`, 'transcript may not import fs'],
    [
      'src/adapters/node-handler.ts',
      `import 'node:child_process'`,
      'adapters may import node:child_process only in files like /^wsgi/',
    ],
    ['src/server/server.ts', `import { createServer } from 'node:http'`, 'server may not import node:http'],
    ['src/ui/text.ts', `import x from 'inkling'`, 'ui may not import inkling'],
    ['src/tsgi/load.ts', `await import(name)`, 'imports can be read: this one is computed'],
  ])('%s: %s', ([path, text, rule]) => {
    expect(breachesOf(path!, `\n\n${text}`)).toEqual([`${path}:3 ${rule}`])
  })

  test.for(['src/main.ts', 'src/helpers/text.ts'])('%s is in no layer', path => {
    expect(breachesOf(path, '')).toEqual([`${path}:1 every file belongs to a layer: there is no layer in this path`])
  })

  test.for([
    ['src/check/judge.ts', `import { a } from '../trace/index.ts'`],
    ['src/check/judge.ts', `import { a } from './table.ts'`],
    ['src/runner/boot/boot.ts', `import { a } from '../run.ts'`],
    ['src/runner/boot/boot.ts', `import { a } from '../../check/index.ts'`],
    ['src/transcript/load.ts', `import { readFileSync } from 'node:fs'`],
    ['src/ui/highlight.ts', `await import('highlight.js/lib/core')`],
    ['src/cli/main.ts', `import 'node:os'`],
  ])('%s may say %s', ([path, text]) => {
    expect(breachesOf(path!, text!)).toEqual([])
  })
})
