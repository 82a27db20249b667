// Text that cannot run: the fault is shown at its place in the learner's own file, and nothing is started.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { answering, bodyIn, eventIn, fileProgram, runOne, testRunner, workbookWith } from '../support/runner.ts'

type Fault = {
  readonly claim: string
  readonly file?: string
  readonly text: string
  /** The text from the place of the fault to the end of its line. */
  readonly from: string
  readonly line: number
  readonly message: RegExp
  readonly hint?: RegExp
}

const faults: readonly Fault[] = [
  {
    claim: 'a word that cannot stand there is shown',
    text: 'const port = 1\nconst server = = port\n',
    from: '= port',
    line: 2,
    message: /Expression expected/,
  },
  {
    claim: 'a place after types counts their columns too',
    text: 'type Port = number\nconst port: Port = 1, other: Port = ; // wrong\n',
    from: '; // wrong',
    line: 2,
    message: /Expression expected/,
  },
  {
    claim: 'a place after wide characters and a tab is the place in the text',
    text: '// 第一行\nconst 名字 = "服务器",\t口 = ;\n',
    from: ';',
    line: 2,
    message: /Expression expected/,
  },
  {
    claim: 'lines that end in CRLF are counted once',
    text: 'const one = 1\r\nconst two = 2\r\nconst three = = 3\r\n',
    from: '= 3',
    line: 3,
    message: /Expression expected/,
  },
  {
    claim: 'a byte order mark takes no column of its own',
    text: '\ufeffconst one = = 1\n',
    from: '= 1',
    line: 1,
    message: /Expression expected/,
  },
  {
    claim: 'an enum is named, with what to write instead',
    text: 'const one = 1\nenum Status {\n  Ok = 200,\n}\n',
    from: 'enum Status {',
    line: 2,
    message: /enum/,
    hint: /use an object/,
  },
  {
    claim: 'a namespace is named, with what to write instead',
    text: 'namespace Http {\n  export const port = 1\n}\n',
    from: 'namespace Http {',
    line: 1,
    message: /namespace/,
    hint: /file of its own/,
  },
  {
    claim: 'a parameter property is named, with what to write instead',
    text: 'class Server {\n  constructor(readonly port: number) {}\n}\n',
    from: 'port: number) {}',
    line: 2,
    message: /parameter property/,
    hint: /declare the field/,
  },
  {
    claim: 'an assertion in angle brackets is named, with what to write instead',
    text: 'const port = <number>JSON.parse("1")\n',
    from: '<number>JSON.parse("1")',
    line: 1,
    message: /angle-bracket/,
    hint: /as Type/,
  },
  {
    claim: 'what only the JavaScript engine refuses is shown in the TypeScript file',
    text: 'const port: number = 1\nconst other: string = "x", port: number = 2\n',
    from: 'port: number = 2',
    line: 2,
    message: /'port' has already been declared/,
  },
  {
    claim: 'a file in JavaScript is shown at its place too',
    file: 'server.mjs',
    text: 'const port = 1\nconst server = = port\n',
    from: '= port',
    line: 2,
    message: /Unexpected token/,
  },
  {
    claim: 'a file in JavaScript that Node takes for a module by its text is shown at its place too',
    file: 'server.js',
    text: "import { createServer } from 'node:net'\n\ncreateServer(socket => socket.end(}).listen(1)\n",
    from: '}).listen(1)',
    line: 3,
    message: /Unexpected token/,
  },
]

describe('a text that cannot run is shown at its own line and column', () => {
  test.for(faults)('$claim', async ({ file = 'server.ts', text, from, line, message, hint }) => {
    const { runner } = testRunner()
    const path = join(workbookWith([], { [file]: text }), file)
    const report = await runOne(runner, { type: 'file', path, argv: [] })
    const lineText = text.replace(/^\ufeff/, '').split(/\r?\n/)[line - 1]!
    const column = lineText.length - from.length + 1
    expect(eventIn(report, 'syntax-error')).toMatchObject({ at: { path, line, column } })
    expect(eventIn(report, 'syntax-error')!.message).toMatch(message)
    expect(eventIn(report, 'syntax-error')!.hint ?? '').toMatch(hint ?? /^/)
    expect(report.verdict).toBe('failed')
  })

  test('a fault in a neighbour is shown in the neighbour', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], {
      'server.ts': "import './parse.ts'\n",
      'parse.ts': 'export const parse = (line: string) => line.split(" "\n',
    })
    const report = await runOne(runner, fileProgram(workbook, 'server'))
    expect(eventIn(report, 'syntax-error')).toMatchObject({ at: { path: join(workbook, 'parse.ts') } })
  })

  test('a type that is imported as a value is named, with what to write instead', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith([], {
      'server.ts': "\nimport { createServer, Socket, AddressInfo } from 'node:net'\n",
    })
    const report = await runOne(runner, fileProgram(workbook, 'server'))
    const fault = eventIn(report, 'syntax-error')
    expect(fault).toMatchObject({ at: { path: join(workbook, 'server.ts'), line: 2, column: 32 } })
    expect(fault!.hint).toContain('`type AddressInfo`')
  })
})

describe('text that is written differently runs all the same', () => {
  test.for([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['CRLF line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark and CRLF line ends', (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['a line for a shell at the top', (text: string) => `#!/usr/bin/env node\n${text}`],
    ['no line end at its end', (text: string) => text.trimEnd()],
  ] as const)('with %s', async ([, write]) => {
    const { runner } = testRunner()
    const workbook = workbookWith([])
    writeFileSync(join(workbook, 'server.ts'), write(answering('chunk.length')))
    const report = await runOne(runner, fileProgram(workbook, 'server'))
    expect({ verdict: report.verdict, body: bodyIn(report) }).toEqual({ verdict: 'passed', body: '18' })
  })
})
