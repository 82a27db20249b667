// How a program's process comes to be: booted before it is needed, apart from ours, with little of ours in it.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { CheckToRun } from '../../../src/runner/index.ts'
import { startTimeOf } from '../../../src/runner/processes/process-table.ts'
import { answering, bodyIn, checkOf, eventIn, eventsOf, fileProgram, outputIn, pidsLeftBy } from '../support/runner.ts'
import { runOne, temporaryFolder, testRunner, workbookWith } from '../support/runner.ts'
import { until } from '../support/until.ts'

/** A program that answers with JSON. */
const telling = (value: string, before = ''): string => answering(`JSON.stringify(${value})`, before)

async function told(text: string, runner = testRunner().runner): Promise<unknown> {
  const report = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'))
  return JSON.parse(bodyIn(report))
}

describe('one process is booted before it is needed', () => {
  test('a runner that was not asked for anything has started none', () => {
    const { tokenPrefix } = testRunner()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('warming starts one, however often it is asked, and the next run takes it', async () => {
    const { runner, tokenPrefix, tokens } = testRunner()
    await Promise.all([runner.warm(), runner.warm()])
    await runner.warm()
    const warm = pidsLeftBy(tokenPrefix)
    expect(warm).toHaveLength(1)
    expect(await told(telling('process.pid'), runner)).toBe(warm[0])
    expect(tokens()).toBe(1)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('one that was killed while it waited is replaced', async () => {
    const stateDirectory = temporaryFolder()
    const { runner, tokenPrefix } = testRunner({ stateDirectory })
    await runner.warm()
    const [first] = pidsLeftBy(tokenPrefix)
    process.kill(first!, 'SIGKILL')
    await until('it is gone', () => startTimeOf(first!) === undefined)
    expect(await told(telling('1'), runner)).toBe(1)
    await runner.warm()
    expect(pidsLeftBy(tokenPrefix)).toHaveLength(1)
    expect(readdirSync(join(stateDirectory, 'processes'))).toHaveLength(1)
  })

  test('as many are booted as the last run took, and not without end', async () => {
    const { runner, tokenPrefix } = testRunner()
    const workbook = workbookWith([], { 'server.ts': telling('process.argv.slice(2)') })
    const starting = (words: readonly string[]): readonly CheckToRun[] =>
      words.map(word => checkOf('> a\n>\n< HTTP/1.1 200\n', { id: word, argv: [word] }))
    const warmAfter = async (...words: readonly string[]): Promise<number> => {
      await runner.run({ program: fileProgram(workbook, 'server'), checks: starting(words), seed: 1 })
      await runner.warm()
      return pidsLeftBy(tokenPrefix).length
    }
    expect([await warmAfter('a', 'b'), await warmAfter('a', 'b', 'c', 'd'), await warmAfter('a', 'b')]).toEqual([
      2, 3, 2,
    ])
  })

  test('closing ends it, also twice', async () => {
    const { runner, tokenPrefix } = testRunner()
    await runner.warm()
    await Promise.all([runner.close(), runner.close()])
    await runner.close()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('closing ends one that is still booting', async () => {
    const { runner, tokenPrefix } = testRunner()
    const warming = runner.warm().catch(() => 'ended')
    await runner.close()
    expect(await warming).toBe('ended')
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('each run has a process of its own', async () => {
    const { runner } = testRunner()
    expect(await told(telling('process.pid'), runner)).not.toBe(await told(telling('process.pid'), runner))
  })
})

describe('the process of a program is apart from ours', () => {
  const group = `const field = (at: number) =>
  Number(readFileSync('/proc/self/stat', 'latin1').replace(/^.*\\) /, '').split(' ')[at])`

  test('it leads a group and a session of its own', async () => {
    const text = telling('[process.pid, field(2), field(3)]', `import { readFileSync } from 'node:fs'\n${group}`)
    const [pid, processGroup, session] = (await told(text)) as readonly number[]
    expect([processGroup, session]).toEqual([pid, pid])
  })

  test('it has no input', async () => {
    expect(await told(telling("readFileSync(0, 'utf8')", "import { readFileSync } from 'node:fs'"))).toBe('')
  })

  test('it sees little of our environment, and the port', async () => {
    const { runner } = testRunner({
      environment: { PATH: process.env['PATH'], HOME: '/somewhere', SECRET: 's', NODE_OPTIONS: '--inspect', PORT: '1' },
    })
    const seen = (await told(telling('process.env'), runner)) as Readonly<Record<string, string>>
    expect(Object.keys(seen).toSorted()).toEqual([
      'FORCE_COLOR',
      'HOME',
      'NO_COLOR',
      'PATH',
      'PORT',
      'TSGI_LEARN_PROCESS',
    ])
    expect(seen['PORT']).not.toBe('1')
  })

  test('it sees the arguments and flags of a program that was started by itself', async () => {
    const text = telling('{ argv: process.argv.length, flags: process.execArgv, title: process.argv0 }')
    expect(await told(text)).toMatchObject({ argv: 2, flags: [] })
  })

  test('nothing of our boot keeps it alive: a program without work ends by itself', async () => {
    const { runner } = testRunner()
    const report = await runOne(runner, fileProgram(workbookWith(['exits-at-once']), 'exits-at-once'))
    expect(eventIn(report, 'exited')).toMatchObject({ code: 0, signal: undefined })
    expect(eventIn(report, 'never-listened')).toBeUndefined()
  })

  test('prototypes look as they are: what we watch is not listed', async () => {
    const text = telling(
      '[Object.keys(Socket.prototype).includes("write"), typeof Server.prototype.listen, listed]',
      `import { Server, Socket } from 'node:net'
const listed: string[] = []
for (const name in new Socket()) if (['push', 'destroy'].includes(name)) listed.push(name)`,
    )
    const [, kind] = (await told(text)) as readonly unknown[]
    expect(kind).toBe('function')
  })
})

describe('it is ready when it says so itself', () => {
  test('a program meets the connections of the checks and no other, however late it listens', async () => {
    const text = answering('++count', 'let count = 0\nawait new Promise(resolve => setTimeout(resolve, 150))')
    const report = await runOne(testRunner().runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'))
    expect(bodyIn(report)).toBe('1')
  })

  test.for([
    ['127.0.0.1', "'127.0.0.1'", '127.0.0.1'],
    ['every address', "'0.0.0.0'", '0.0.0.0'],
    ['every address of both kinds', 'undefined', '::'],
    ['localhost', "'localhost'", '127.0.0.1'],
  ])('the address is the one that it listens on: %s', async ([, host, address]) => {
    const text = answering("''").replace("'127.0.0.1'", host!)
    const report = await runOne(testRunner().runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'))
    expect(report).toMatchObject({ verdict: 'passed', address: { address } })
    expect(eventIn(report, 'listening')).toMatchObject({ address, port: report.address!.port })
  })

  test('progress tells the port before the first check, and each check as it begins and ends', async () => {
    const { runner } = testRunner()
    const seen: string[] = []
    const checks = ['one', 'two'].map(id =>
      checkOf('#!replay: as-written\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n', { id }),
    )
    const program = fileProgram(workbookWith(['echo']), 'echo')
    await runner.run({
      program,
      checks,
      seed: 1,
      onProgress: progress =>
        seen.push(
          progress.type === 'listening'
            ? 'listening'
            : progress.type === 'check-started'
              ? `+${progress.id}`
              : `-${progress.result.id}`,
        ),
    })
    expect([...seen].toSorted()).toEqual(['+one', '+two', '-one', '-two', 'listening'])
    for (const id of ['one', 'two']) expect(seen.indexOf(`+${id}`)).toBeLessThan(seen.indexOf(`-${id}`))
  })
})

describe('an end or a fault of ours is an error, never a pass', () => {
  test('no checks', async () => {
    const { runner, tokens } = testRunner()
    const report = await runner.run({ program: fileProgram(workbookWith(['echo']), 'echo'), checks: [], seed: 1 })
    expect(report).toMatchObject({ verdict: 'error', error: 'There was no check to run.' })
    expect(tokens()).toBe(0)
  })

  test.for([
    ['a node that does not exist', { nodePath: '/nowhere/node' }],
    ['a boot file that does not exist', { bootFile: '/nowhere/boot.cjs' }],
    ['a transformer that does not exist', { stripFile: '/nowhere/strip.cjs' }],
  ] as const)('%s', async ([, options]) => {
    const { runner, tokenPrefix } = testRunner(options)
    const report = await runOne(runner, fileProgram(workbookWith(['echo']), 'echo'))
    expect(report.verdict).toBe('error')
    expect(report.error).toMatch(/\S/)
    expect(report.checks.map(check => check.verdict.type)).not.toContain('passed')
    await runner.close()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('a folder for notes that cannot be written', async () => {
    const { runner, tokenPrefix } = testRunner({ stateDirectory: '/dev/null/state' })
    const report = await runOne(runner, fileProgram(workbookWith(['echo']), 'echo'))
    expect(report.verdict).toBe('error')
    expect(report.error).toMatch(/\/dev\/null\/state/)
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

test('a run leaves no note and nothing among the files of the learner', async () => {
  const stateDirectory = temporaryFolder()
  const workbook = workbookWith(['echo'])
  const text = readFileSync(join(workbook, 'echo.ts'), 'utf8')
  const report = await runOne(testRunner({ stateDirectory }).runner, fileProgram(workbook, 'echo'))
  expect(report.verdict).toBe('passed')
  expect(readdirSync(join(stateDirectory, 'processes'))).toEqual([])
  expect(readdirSync(workbook).toSorted()).toEqual(['.tsgi', 'echo.ts'])
  expect(readFileSync(join(workbook, 'echo.ts'), 'utf8')).toBe(text)
  expect(outputIn(report)).toContain('Serving HTTP on port')
  expect(eventsOf(report)).toContainEqual(expect.objectContaining({ type: 'listening' }))
})
