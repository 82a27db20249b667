// Checks say with which words the program is started: those that say the same share a process, and what comes last waits
// for all the rest.

import { connect, createServer } from 'node:net'
import { dirname } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

import type { RunProgress, RunReport } from '../../src/runner/index.ts'
import { checkOf, pidsLeftBy, testRunner } from './support/runner.ts'
import { filesIn, program, verdicts, wants } from './support/starts.ts'

/** Answers with the words it was started with and, in a field, with its process. */
const tellsItsWords = `import { createServer } from 'node:net'
const body = JSON.stringify(process.argv.slice(2))
if (process.argv.includes('dies')) throw new Error('no such word')
createServer(socket => {
  socket.on('error', () => socket.destroy())
  socket.once('data', () => socket.end('HTTP/1.1 200 OK\\r\\nProcess: ' + process.pid + '\\r\\n\\r\\n' + body))
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

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

  test('are told of after the others, which are told of before they begin', async () => {
    const { runner } = testRunner()
    const told: string[] = []
    const onProgress = (progress: RunProgress): void => {
      if (progress.type === 'check-started') told.push(`${progress.id} begins`)
      if (progress.type === 'check-finished') told.push(`${progress.result.id} is over`)
    }
    const checks = [...last, wants('own', '[]')]
    await runner.run({ program: program(tellsItsWords), checks, seed: 1, onProgress })
    const [first, second] = [told.indexOf('own is over'), told.indexOf('kit one begins')]
    expect([first, second, told.at(-1)]).toEqual([1, 2, 'kit two is over'])
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
