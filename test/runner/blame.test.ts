// Who did what: the line that wrote each byte, the request that broke the program, the lines of a stack.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { CheckToRun, RunReport } from '../../src/runner/index.ts'
import type { TraceEvent } from '../../src/trace/index.ts'
import {
  answering,
  bodyIn,
  checkOf,
  eventIn,
  fileProgram,
  outputIn,
  runOne,
  testRunner,
  workbookWith,
} from './support/runner.ts'

const asking = (target: string, more: Partial<CheckToRun> = {}): CheckToRun =>
  checkOf(`#!replay: as-written\n> GET ${target} HTTP/1.1\n>\n< HTTP/1.1 200 OK\n`, {
    id: target,
    title: target,
    ...more,
  })

describe('each byte is known by the line that wrote it', () => {
  test('in the order of the bytes, with the function where there is one', async () => {
    const { runner } = testRunner()
    const workbook = workbookWith(['writes-in-parts'])
    const report = await runOne(runner, fileProgram(workbook, 'writes-in-parts'))
    const path = join(workbook, 'writes-in-parts.ts')
    expect(writesIn(report)).toEqual([
      { bytes: 19, at: { path, line: 5, column: 10, functionName: 'writeHead' } },
      { bytes: 4, at: { path, line: 11, column: 12 } },
    ])
  })

  test('strings by their bytes, through end, cork, callbacks and promises', async () => {
    const text = answering("''").replace(
      /socket\.once.*/,
      `socket.once('data', async () => {
    socket.cork()
    socket.write('HTTP/1.1 200 OK\\r\\n\\r\\n')
    socket.write('é', 'latin1', () => undefined)
    socket.uncork()
    await null
    socket.write(Buffer.from('é'))
    socket.end('€')
  })`,
    )
    const report = await runOne(testRunner().runner, fileProgram(workbookWith([], { 'server.ts': text }), 'server'))
    expect(writesIn(report).map(({ bytes, at }) => [bytes, at?.line])).toEqual([
      [19, 7],
      [1, 8],
      [2, 11],
      [3, 12],
    ])
  })

  test('by a library, it is the line of the learner that called it', async () => {
    const library = "exports.reply = socket => socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n')\n"
    const workbook = workbookWith([], {
      'server.ts': answering("''", "import { reply } from './node_modules/reply.cjs'").replace(
        /socket\.once.*/,
        "socket.once('data', () => reply(socket))",
      ),
    })
    mkdirSync(join(workbook, 'node_modules'))
    writeFileSync(join(workbook, 'node_modules', 'reply.cjs'), library)
    const report = await runOne(testRunner().runner, fileProgram(workbook, 'server'))
    expect(writesIn(report)[0]!.at).toMatchObject({ path: join(workbook, 'server.ts'), line: 5 })
  })

  test('by node:http, which writes for the learner', async () => {
    const workbook = workbookWith(['http-server'])
    const check = checkOf('#!replay: as-written\n> GET / HTTP/1.1\n> Host: x\n>\n< HTTP/1.1 200 OK\n')
    const report = await runOne(testRunner().runner, fileProgram(workbook, 'http-server'), { checks: [check] })
    expect(report.verdict).toBe('passed')
    expect(writesIn(report)[0]!.at).toMatchObject({ path: join(workbook, 'http-server.ts'), line: 4 })
  })
})

describe('the request that broke the program is the one that fails', () => {
  test('among many at once, and the others are judged by a program that lives', async () => {
    const { runner } = testRunner()
    const targets = ['/', '/a', '/b', '/teapot', '/c', '/d', '/e', '/f', '/g', '/h']
    const program = fileProgram(workbookWith(['throws-on-teapot']), 'throws-on-teapot')
    const report = await runner.run({ program, checks: targets.map(target => asking(target)), seed: 1 })
    expect(failedIn(report)).toEqual([['/teapot', 'crashed-by-request']])
    const guilty = report.checks.find(({ id }) => id === '/teapot')!
    expect(guilty.trace.events).toContainEqual(
      expect.objectContaining({ type: 'threw', message: 'short and stout', at: expect.objectContaining({ line: 10 }) }),
    )
  })

  test('a reset that nobody listens to breaks a program, and is told with the check that resets', async () => {
    const { runner } = testRunner()
    const checks = [
      asking('/'),
      checkOf('#!replay: as-written\n> GET /\n* pause 10 ms\n* reset\n', { id: 'reset' }),
      asking('/b'),
    ]
    const program = fileProgram(workbookWith(['crashes-on-reset']), 'crashes-on-reset')
    const report = await runner.run({ program, checks, seed: 1 })
    expect(failedIn(report)).toEqual([['reset', 'crashed-by-request']])
    expect(eventIn(report, 'threw')).toMatchObject({ message: expect.stringContaining('ECONNRESET') })
  })

  test('a check that needs a failed one is not run, nor one that needs that', async () => {
    const { runner } = testRunner()
    const checks = [
      asking('/'),
      asking('/teapot'),
      asking('/needs', { needs: ['/teapot'] }),
      asking('/needs-that', { needs: ['/needs'] }),
      asking('/alone'),
    ]
    const program = fileProgram(workbookWith(['throws-on-teapot']), 'throws-on-teapot')
    const report = await runner.run({ program, checks, seed: 1 })
    expect(report.checks.map(({ verdict }) => verdict.type)).toEqual([
      'passed',
      'failed',
      'not-run',
      'not-run',
      'passed',
    ])
    expect(report.checks[3]!.verdict).toMatchObject({ because: { type: 'needs', check: '/teapot' } })
  })

  test('a program that answers only after the end of the request is told so', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith(['waits-for-end']), 'waits-for-end')
    const report = await runOne(runner, program, { limits: { firstByteMs: 100 } })
    expect(report.checks[0]!.verdict).toMatchObject({ type: 'failed', diagnosis: { code: 'waits-for-more' } })
  })
})

describe('stacks are of the learner, wherever they are shown', () => {
  const deep = `
function inner(): never {
  throw new TypeError('deep')
}
async function outer(): Promise<void> {
  await null
  inner()
}
`
  const frames = (path: string): readonly string[] => [`inner (${path}:4:9)`, `outer (${path}:8:3)`]

  test('an error nobody catches, through promises', async () => {
    const workbook = workbookWith([], { 'server.ts': answering("(void outer(), '')", deep) })
    const report = await runOne(testRunner().runner, fileProgram(workbook, 'server'))
    const path = join(workbook, 'server.ts')
    expect(eventIn(report, 'threw')!.stack).toEqual([
      'TypeError: deep',
      ...frames(path).map(frame => `    at ${frame}`),
    ])
    expect(outputIn(report, 'stderr')).toBe(
      `Uncaught TypeError: deep\n${frames(path)
        .map(frame => `    at ${frame}\n`)
        .join('')}`,
    )
  })

  test('an error the learner prints, and console.trace', async () => {
    const before = `${deep}
const show = (error: Error): string => { console.error(error); console.trace('here'); return String(error.stack) }
await outer().catch(show)
`
    const workbook = workbookWith([], { 'server.ts': answering("''", before) })
    const report = await runOne(testRunner().runner, fileProgram(workbook, 'server'))
    const printed = outputIn(report, 'stderr')
    expect(printed).toContain(`at ${frames(join(workbook, 'server.ts'))[0]}`)
    expect(printed).toContain('Trace: here')
    for (const ours of ['boot.cjs', 'node:internal', '.tsgi/run']) expect(printed).not.toContain(ours)
  })

  test.for([
    ['a string', "throw 'just words'", 'string', 'just words'],
    ['nothing', 'throw undefined', 'undefined', 'undefined'],
    [
      'a circle',
      'const circle: Record<string, unknown> = {}; circle.self = circle; throw circle',
      'object',
      'a value of type object',
    ],
    ['a plain object', "throw { code: 'E_OWN', at: 'nowhere' }", 'object', '{"code":"E_OWN","at":"nowhere"}'],
    [
      'an error with a name of its own',
      "class Own extends Error { override name = 'Own' }\nthrow new Own('mine')",
      'Own',
      'mine',
    ],
    ['an error whose stack is not text', "throw Object.assign(new Error('odd'), { stack: 7 })", 'Error', 'odd'],
    ['an error of a thousand pages', "throw new Error('x'.repeat(5_000_000))", 'Error', `${'x'.repeat(16 * 1024)}...`],
  ])('what is thrown may be anything: %s', async ([, text, name, message]) => {
    const report = await runOne(testRunner().runner, fileProgram(workbookWith([], { 'server.ts': text! }), 'server'))
    expect(eventIn(report, 'threw')).toMatchObject({ name, message })
    expect(eventIn(report, 'exited')).toMatchObject({ code: 1 })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
  })

  test('a program that prepares stacks itself is not disturbed', async () => {
    const before =
      "Error.prepareStackTrace = (error, sites) => `mine ${sites.length > 0}`\nconst seen = new Error('x').stack"
    const workbook = workbookWith([], { 'server.ts': answering('seen', before) })
    expect(bodyIn(await runOne(testRunner().runner, fileProgram(workbook, 'server')))).toBe('mine true')
  })
})

type Wrote = Extract<TraceEvent, { readonly type: 'wrote' }>

function writesIn(report: RunReport): readonly Pick<Wrote, 'bytes' | 'at'>[] {
  const { events } = report.checks[0]!.trace
  return events.flatMap(event => (event.type === 'wrote' ? [{ bytes: event.bytes, at: event.at }] : []))
}

function failedIn(report: RunReport): readonly (readonly [string, string])[] {
  return report.checks.flatMap(({ id, verdict }) =>
    verdict.type === 'failed' ? [[id, verdict.diagnosis.code] as const] : [],
  )
}
