// The text that runs: types are gone, names of files are those of copies, and every other character is where it was.

import { describe, expect, test } from 'vitest'

import { createStripEngine } from '../../../src/runner/strip/engine.ts'
import { inOriginalNames, originalPath } from '../../../src/runner/strip/original-names.ts'
import { rewriteModule, runnablePath } from '../../../src/runner/strip/rewrite.ts'
import { scanModule } from '../../../src/runner/strip/specifiers.ts'
import { tokensOf } from '../../../src/runner/strip/tokens.ts'
import { builtFiles } from '../support/runner.ts'

describe('imports are found where they are imports', () => {
  test.for([
    ["import { one } from './a.ts'", ['./a.ts']],
    ["import one, * as two from './a.ts'", ['./a.ts']],
    ["import './a.ts'", ['./a.ts']],
    ["export { one } from './a.ts'", ['./a.ts']],
    ["export * as one from './a.ts'", ['./a.ts']],
    ["const one = await import('./a.ts')", ['./a.ts']],
    ["import data from './a.json' with { type: 'json' }", ['./a.json']],
    ["import { 'a b' as ab } from './a.ts'", ['./a.ts']],
    ["import {\n  // './no.ts'\n  one,\n} from './a.ts'", ['./a.ts']],
    ['import(`./no.ts`)', []],
    ["import('./no' + '.ts')", []],
    ['const text = "import \'./no.ts\'"', []],
    ["// import './no.ts'", []],
    ["/* import './no.ts' */", []],
    ["const text = `import './no.ts' ${await import('./a.ts')} import './no.ts'`", ['./a.ts']],
    ["const pattern = /import '.\\/no.ts'/; import './a.ts'", ['./a.ts']],
    ["const half = 4 / 2; import './a.ts' // 2", ['./a.ts']],
    ["object.import('./no.ts')", []],
    ["const from = './no.ts'", []],
    ["export const one = './no.ts'", []],
    ["export default { from: './no.ts' }", []],
    ["import.meta.resolve('./no.ts')", []],
    ["#!/usr/bin/env node import './no.ts'\nimport './a.ts'", ['./a.ts']],
    ["const nested = `${`${'}'}`}`; import './a.ts'", ['./a.ts']],
  ] as const)('%s', ([text, expected]) => {
    expect(scanModule(text).specifiers.map(({ value }) => value)).toEqual(expected)
  })

  test.for([
    ["import type { One } from './a.ts'", true],
    ["export type { One } from './a.ts'", true],
    ["import type One from './a.ts'", true],
    ["import type from './a.ts'", false],
    ["import type, { one } from './a.ts'", false],
    ["import { type One } from './a.ts'", false],
  ] as const)('types alone or not: %s', ([text, isTypeOnly]) => {
    expect(scanModule(text).specifiers[0]).toMatchObject({ isTypeOnly })
  })
})

test('tokens lose no character and overlap nowhere', () => {
  const text =
    "const a: Map<string, /x/> = new Map() // 'c'\nlet b = `t ${a /* } */ } ${`i`}` + 'str\\'ing' / 2 / /[/]/.test(b)"
  let at = 0
  for (const token of tokensOf(text)) {
    expect(text.slice(at, token.start)).toMatch(/^(?:\s|\/\/.*|\/\*.*\*\/)*$/)
    expect(text.slice(token.start, token.end)).toBe(token.text)
    at = token.end
  }
  expect(at).toBe(text.length)
})

describe('what runs has every line and column of what was written', () => {
  const engine = createStripEngine(builtFiles.stripFile)
  const text = `import { createServer, type Socket } from 'node:net'
import { parse } from './parse.ts'
interface Request { readonly method: string }
const 名字: string = \`第一 \${import.meta.url}\`
export function serve<T extends Request>(socket: Socket, request: T): asserts request is T & { readonly ok: true } {
  const place = import.meta.filename! as string
  return parse(place satisfies unknown) as never
}
`
  const result = engine.strip(text, '/workbook/server.ts')
  const stripped = result.type === 'stripped' ? rewriteModule(result.text, '/workbook/server.ts') : ''

  test.for(['createServer', 'parse }', 'serve', 'return', 'socket', '第一', 'place'])('%s', word => {
    const [before, after] = [text, stripped].map(one => placeOf(one, word))
    expect(after).toEqual(before)
  })

  test('names of files are those of their copies, and of nothing else', () => {
    expect(stripped).toContain("from './parse.js'")
    expect(stripped).toContain("from 'node:net'")
    expect(['a.ts', 'a.mts', 'a.cts', 'a.js', 'a.ts.txt'].map(runnablePath)).toEqual([
      'a.js',
      'a.mjs',
      'a.cjs',
      'a.js',
      'a.ts.txt',
    ])
  })
})

describe('words of Node are told in the names of the originals', () => {
  const originals = {
    folders: [{ from: '/wb/.tsgi/run/abc', to: '/wb' }],
    files: { '/wb/.tsgi/run/abc/a b.js': '/wb/a b.ts', '/wb/.tsgi/run/abc/a b.json': '/wb/a b.json' },
  }
  test.for([
    ["Cannot find '/wb/.tsgi/run/abc/a b.js'", "Cannot find '/wb/a b.ts'"],
    ['at file:///wb/.tsgi/run/abc/a%20b.js:3:4', 'at file:///wb/a%20b.ts:3:4'],
    ['in /wb/.tsgi/run/abc/a b.json', 'in /wb/a b.json'],
    ['imported from /wb/.tsgi/run/abc/', 'imported from /wb/'],
    ['nothing of it', 'nothing of it'],
  ])('%s', ([text, expected]) => {
    expect(inOriginalNames(text!, originals)).toBe(expected)
  })

  test('a path that is no copy stays what it is', () => {
    expect(originalPath('/elsewhere/x.js', originals)).toBe('/elsewhere/x.js')
  })
})

function placeOf(text: string, word: string): readonly number[] {
  const line = text.split('\n').findIndex(one => one.includes(word))
  return [line, text.split('\n')[line]?.indexOf(word) ?? -1]
}
