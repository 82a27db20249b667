// Checks say with which words the program is started: those that say the same share a process, an application is given as
// a module that can be imported, and what comes last waits for all the rest.

import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

import type { Argument, CheckToRun, Program, RunReport } from '../../src/runner/index.ts'
import { checkOf, pidsLeftBy, temporaryFolder, testRunner } from './support/runner.ts'

/** Answers with the words it was started with and, in a field, with its process. */
const tellsItsWords = `import { createServer } from 'node:net'
const body = JSON.stringify(process.argv.slice(2))
if (process.argv.includes('dies')) throw new Error('no such word')
createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', () => socket.end('HTTP/1.1 200 OK\\r\\nProcess: ' + process.pid + '\\r\\n\\r\\n' + body))
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

/** Loads the application of its first word, and answers with what it gives. */
const loadsAnApplication = `import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
const word = process.argv[2] ?? ''
const at = word.lastIndexOf(':')
const module = await import(pathToFileURL(word.slice(0, at)).href)
const application = module[word.slice(at + 1)] as () => string
createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', () => {
    socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + application())
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

/** A folder with these files; gives the path of each. */
function filesIn(texts: Readonly<Record<string, string>>): (name: string) => string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return name => join(folder, name)
}

const program = (text: string, argv: readonly Argument[] = []): Extract<Program, { type: 'file' }> => {
  return { type: 'file', path: filesIn({ 'server.ts': text })('server.ts'), argv }
}

/** Wants this body, whatever way it is cut. */
const wants = (id: string, body: string, more: Partial<CheckToRun> = {}): CheckToRun =>
  checkOf(`> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n< ${body.replaceAll('{', '\\{')}\\\n`, { id, title: id, ...more })

const verdicts = (report: RunReport): readonly string[] =>
  report.checks.map(({ id, verdict }) => {
    if (verdict.type === 'failed') return `${id}: ${verdict.diagnosis.code}`
    if (verdict.type === 'passed') return `${id}: passed`
    return `${id}: not run, ${verdict.because.type}${'check' in verdict.because ? ` ${verdict.because.check}` : ''}`
  })

/** The processes that answered. */
const processesIn = (report: RunReport): readonly string[] =>
  report.checks.map(({ trace }) => {
    const bytes = trace.events.flatMap(event => (event.type === 'received' ? [event.bytes] : []))
    return /Process: (\d+)/.exec(Buffer.concat(bytes).toString())?.[1] ?? 'nobody'
  })

describe('checks that start the program with the same words', () => {
  const checks = [
    wants('own', '["own"]'),
    wants('others', '["a b","c"]', { argv: ['a b', 'c'] }),
    wants('own again', '["own"]'),
    wants('none', '[]', { argv: [] }),
    wants('others again', '["a b","c"]', { argv: ['a b', 'c'] }),
  ]

  test('share a process, and those with others have their own', async () => {
    const { runner, tokens } = testRunner()
    const report = await runner.run({ program: program(tellsItsWords, ['own']), checks, seed: 1 })
    expect(verdicts(report)).toEqual(checks.map(({ id }) => `${id}: passed`))
    const [own, others, ownAgain, none, othersAgain] = processesIn(report)
    expect([ownAgain, othersAgain]).toEqual([own, others])
    expect([new Set([own, others, none]).size, tokens()]).toEqual([3, 3])
  })

  test('as a command have them at its end, or where it says', async () => {
    const { runner } = testRunner()
    const path = filesIn({ 'server.mjs': tellsItsWords })('server.mjs')
    const played = async (command: string): Promise<RunReport> =>
      runner.run({ program: { type: 'command', command, directory: dirname(path) }, checks: asked, seed: 1 })
    const asked = [wants('words', '["a b","c\'d"]', { argv: ['a b', "c'd"] })]
    expect(verdicts(await played(`'${process.execPath}' server.mjs`))).toEqual(['words: passed'])
    const between = await played(`'${process.execPath}' server.mjs {application} more`)
    expect(verdicts(between)).toEqual(['words: wrong-body'])
  })

  test('that it cannot be run with fail at one of them, and the others are run', async () => {
    const { runner } = testRunner()
    const report = await runner.run({
      program: program(tellsItsWords),
      checks: [
        wants('own', '[]'),
        wants('dies', '[]', { argv: ['dies'] }),
        wants('dies too', '[]', { argv: ['dies'] }),
        wants('lives', '["lives"]', { argv: ['lives'] }),
      ],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['own: passed', 'dies: threw', 'dies too: not run, program dies', 'lives: passed'])
  })

  test('need those with others, and those need them', async () => {
    const { runner } = testRunner()
    const report = await runner.run({
      program: program(tellsItsWords),
      checks: [
        wants('first', '[]'),
        wants('second', '["b"]', { argv: ['b'], needs: ['first'] }),
        wants('third', '[]', { needs: ['second'] }),
        wants('wrong', '["c"]', { argv: ['b'] }),
        wants('fourth', '[]', { needs: ['wrong'] }),
      ],
      seed: 1,
    })
    expect(verdicts(report)).toEqual([
      'first: passed',
      'second: passed',
      'third: passed',
      'wrong: wrong-body',
      'fourth: not run, needs wrong',
    ])
  })

  test('are not run where nothing can be started, and neither is what needs them', async () => {
    const { runner } = testRunner()
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n[]'))
    })
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port))
    })
    onTestFinished(() => void server.close())
    const report = await runner.run({
      program: { type: 'address', host: '127.0.0.1', port },
      checks: [
        wants('own', '[]'),
        wants('others', '[]', { argv: ['b'] }),
        checkOf('* exits 1\n', { id: 'ends' }),
        wants('needs', '[]', { needs: ['others'] }),
      ],
      seed: 1,
    })
    expect(verdicts(report)).toEqual([
      'own: passed',
      'others: not run, other-arguments',
      'ends: not run, other-arguments',
      'needs: not run, needs others',
    ])
    expect(report.verdict).toBe('failed')
  })
})

describe('an application', () => {
  const apps = {
    'app.ts': `import { greeting } from './greeting.ts'
import type { Application } from 'tsgi'
export const application = (): string => greeting('world')
export const failing = (): string => {
  const nobody: { name?: { length: number } } = {}
  return String(nobody.name!.length)
}
export type Unused = Application
`,
    'greeting.ts': 'export const greeting = (name: string): string => `hello ${name}`\n',
    'broken.ts': 'export const application = (): string => {\n',
  }
  const argv = (path: string, name = 'application'): readonly Argument[] => [{ path, name }]

  test('is given as a module that can be imported, with what it imports', async () => {
    const { runner } = testRunner()
    const app = filesIn(apps)('app.ts')
    const report = await runner.run({
      program: program(loadsAnApplication, argv(app)),
      checks: [wants('default', 'hello world')],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['default: passed'])
  })

  test('is given so to a command too, which takes no types', async () => {
    const { runner } = testRunner()
    const path = filesIn({ 'server.mjs': loadsAnApplication.replace(' as () => string', '') })('server.mjs')
    const report = await runner.run({
      program: { type: 'command', command: `'${process.execPath}' server.mjs`, directory: dirname(path) },
      checks: [wants('default', 'hello world', { argv: argv(filesIn(apps)('app.ts')) })],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['default: passed'])
  })

  test('is seen in its own name and line, and the learner at theirs', async () => {
    const { runner } = testRunner()
    const app = filesIn(apps)('app.ts')
    const own = program(loadsAnApplication, argv(app, 'failing'))
    const report = await runner.run({ program: own, checks: [wants('fails', '')], seed: 1 })
    expect(report.checks[0]?.verdict).toMatchObject({
      diagnosis: { code: 'crashed-by-request', source: { path: own.path, line: 10 } },
    })
    const thrown = report.checks[0]?.trace.events.find(event => event.type === 'threw')
    expect(thrown?.stack[1]).toBe(`    at failing (${app}:6:30)`)
  })

  test('that cannot be read is named where it cannot', async () => {
    const { runner } = testRunner()
    const path = filesIn(apps)('broken.ts')
    const report = await runner.run({
      program: program(loadsAnApplication, argv(path)),
      checks: [wants('broken', '')],
      seed: 1,
    })
    expect(report.checks[0]?.verdict).toMatchObject({ diagnosis: { code: 'syntax-error', source: { path } } })
  })
})

describe('checks that come last', () => {
  const last = [wants('kit one', '["k"]', { argv: ['k'], runs: 'last' }), wants('kit two', '["k"]', { argv: ['k'], runs: 'last' })] // prettier-ignore

  test('are run once all others have passed', async () => {
    const { runner, tokens } = testRunner()
    const report = await runner.run({
      program: program(tellsItsWords),
      checks: [...last, wants('own', '[]')],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['kit one: passed', 'kit two: passed', 'own: passed'])
    expect(tokens()).toBe(2)
  })

  test('are not run, and start nothing, when one has not', async () => {
    const { runner, tokens } = testRunner()
    const report = await runner.run({
      program: program(tellsItsWords),
      checks: [wants('own', '[]'), wants('wrong', '[1]'), ...last],
      seed: 1,
    })
    expect(verdicts(report)).toEqual([
      'own: passed',
      'wrong: wrong-body',
      'kit one: not run, needs wrong',
      'kit two: not run, needs wrong',
    ])
    expect(tokens()).toBe(1)
  })

  test('are run when they alone are asked for', async () => {
    const { runner } = testRunner()
    const report = await runner.run({ program: program(tellsItsWords), checks: last.slice(1), seed: 1 })
    expect(verdicts(report)).toEqual(['kit two: passed'])
  })

  test('fail at one of them when the program cannot be run as they need it', async () => {
    const { runner } = testRunner()
    const dying = last.map(check => ({ ...check, argv: ['dies'] }))
    const report = await runner.run({
      program: program(tellsItsWords),
      checks: [wants('own', '[]'), ...dying],
      seed: 1,
    })
    expect(verdicts(report)).toEqual(['own: passed', 'kit one: threw', 'kit two: not run, program kit one'])
  })
})

test('a run that is given up leaves none of its processes', async () => {
  const { runner, tokenPrefix } = testRunner()
  const giveUp = new AbortController()
  const slow = '> GET / HTTP/1.1\n>\n* waiting 5000 ms\n'
  const report = await runner.run({
    program: program(tellsItsWords.replace("socket.once('data', () => ", "socket.once('data', () => setTimeout(() => 0, 1) && 0 as never || ")), // prettier-ignore
    checks: [
      checkOf('> GET / HTTP/1.1\n>\n', { id: 'one' }),
      checkOf(slow, { id: 'two', argv: ['b'] }),
      checkOf('* prints never\n* exits 1\n', { id: 'three', argv: ['c'] }),
      checkOf(slow, { id: 'four', argv: ['d'] }),
    ],
    seed: 1,
    signal: giveUp.signal,
    onProgress: progress => {
      if (progress.type === 'check-started' && progress.id === 'four') setTimeout(() => giveUp.abort(), 50)
    },
  })
  expect(report.verdict).toBe('cancelled')
  expect(pidsLeftBy(tokenPrefix)).toEqual([])
})

test('nobody is connected to by checks of what the program says', async () => {
  // That the port is free again is what tells.
  const { runner } = testRunner()
  const report = await runner.run({
    program: program('console.log(process.env["PORT"])\nprocess.exitCode = 3\n'),
    checks: [checkOf('* prints {number}\n* exits 3\n')],
    seed: 1,
  })
  expect(report.verdict).toBe('passed')
  const printed = report.checks[0]!.trace.events.flatMap(event => (event.type === 'output' ? [event.bytes] : []))
  const port = Number(Buffer.concat(printed).toString())
  const refused = await new Promise<boolean>(resolve => {
    connect(port, '127.0.0.1')
      .on('error', () => resolve(true))
      .on('connect', () => resolve(false))
  })
  expect(refused).toBe(true)
})
