// Loops that never return: named by function, file and line, wherever they run and in whatever the file is written.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { eventIn, pidsLeftBy, runOne, testRunner, workbookWith } from './support/runner.ts'

type Loop = {
  readonly claim: string
  readonly text: string
  /** Part of the one line that must be named; undefined where nobody can tell. */
  readonly line: string | undefined
  readonly functionName?: string
  /** In JavaScript too, where no copy runs. */
  readonly isForAll?: true
}

const serving = (handler: string): string => `import { createServer } from 'node:net'

createServer(socket => {
  socket.on('data', chunk => {
    ${handler}
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')

`

const loops: readonly Loop[] = [
  { claim: 'at the top level', text: "import 'node:net'\n\nwhile (true) {}\n", line: 'while (true)', isForAll: true },
  { claim: 'at the top level, after it listens', text: `${serving('socket.end()')}for (;;);\n`, line: 'for (;;)' },
  { claim: 'in a handler', text: serving('while (true) {}'), line: 'while (true)', isForAll: true },
  {
    claim: 'in a function that a handler calls',
    text: `${serving('parse(chunk)')}function parse(bytes) {\n  for (let at = 0; at < bytes.length; at += 0) bytes[at];\n}\n`,
    line: 'at += 0',
    functionName: 'parse',
  },
  {
    claim: 'in a method of a class',
    text: `${serving('new Parser().run()')}class Parser {\n  run() {\n    while (true) this.at = 1\n  }\n}\n`,
    line: 'while (true)',
    functionName: 'run',
  },
  {
    claim: 'in a chain of promises',
    text: serving('Promise.resolve().then(() => 1).then(function spin() { while (true) {} })'),
    line: 'while (true)',
    functionName: 'spin',
    isForAll: true,
  },
  {
    claim: 'in promises that settle and settle, so that nothing else has its turn',
    text: `${serving('void again()')}async function again() {\n  while (true) await null\n}\n`,
    line: 'while (true)',
    functionName: 'again',
  },
  {
    claim: 'in a timer',
    text: serving('setTimeout(() => { while (true) {} }, 5)'),
    line: 'while (true)',
  },
  {
    claim: 'in process.nextTick that asks for itself',
    text: `${serving('turn()')}function turn() {\n  process.nextTick(turn)\n}\n`,
    line: 'process.nextTick(turn)',
    functionName: 'turn',
  },
  {
    claim: 'in a recursion that never gets deep',
    text: `${serving('walk(1)')}function walk(n) {\n  for (;;) [1, 2, 3].map(one => one + n)\n}\n`,
    line: 'for (;;)',
  },
  {
    claim: 'in a regular expression that tries everything',
    text: serving("/^(a+)+$/.test('a'.repeat(40) + '!')"),
    line: '(a+)+',
  },
  {
    claim: 'in a call that waits for another process, where only the fact is known',
    text: `import { execSync } from 'node:child_process'\n${serving("execSync('sleep 1000')")}`,
    line: undefined,
  },
]

const files = [
  ['server.ts', loops, (text: string) => text.replace('chunk =>', '(chunk: Buffer) =>')],
  ['server.mjs', loops.filter(({ isForAll }) => isForAll), (text: string) => text],
] as const

describe.for(files)('in %s, a loop that never returns is named', ([file, some, write]) => {
  test.for(some)('$claim', async ({ text, line, functionName }) => {
    const { runner, tokenPrefix } = testRunner()
    const written = write(text)
    const path = join(workbookWith([], { [file]: written }), file)
    const limits = { blockedMs: 150, firstByteMs: 8000, startMs: 8000 }
    const report = await runOne(runner, { type: 'file', path, argv: [] }, { limits })
    const blocked = eventIn(report, 'blocked')
    expect(blocked).toBeDefined()
    const number = written.split('\n').findIndex(one => line !== undefined && one.includes(line)) + 1
    const place = line === undefined ? undefined : { path, line: number, ...(functionName && { functionName }) }
    expect({ at: blocked!.at }).toMatchObject({ at: place })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})
