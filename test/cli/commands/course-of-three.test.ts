// Lessons whose programs are started with applications, and one that ends with the contract: by every way to a server.

import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cli, newFolder, outputUntil, type Ended } from '../cli.ts'
import { packageOf } from '../course-package.ts'

let launcher: string
beforeAll(() => {
  launcher = packageOf()
})
const run = (cwd: string, ...argv: readonly string[]): Promise<Ended> => cli(argv, { cwd, launcher })

const files = (folder: string): string => join(launcher, '../..', 'lessons', folder)
/** A workbook whose lesson is open, with a state of it, or with its start. */
const workbookAt = async (slug: string, folder: string, state = 'solution'): Promise<string> => {
  const cwd = newFolder()
  await run(cwd, 'lesson', slug)
  const workbook = join(cwd, 'tsgi-workbook')
  cpSync(files(`${slug}/${state}`), join(workbook, folder), { recursive: true })
  return workbook
}

type Result = { readonly verdict: string; readonly checks: readonly { readonly id: string; readonly verdict: string; readonly code?: string }[] } // prettier-ignore
const verdicts = ({ stdout }: Ended): readonly string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .flatMap(line => (JSON.parse(line) as Result).checks)
    .map(({ id, verdict, code }) => `${id} ${code ?? verdict}`)

describe('a lesson with an application', () => {
  test('passes: by default, with another, and without any, and the application is in the folder', async () => {
    const workbook = await workbookAt('load', '02-load')
    expect(readFileSync(join(workbook, '02-load/app.ts'), 'utf8')).toBe(readFileSync(join(files('load'), 'apps/app.ts'), 'utf8')) // prettier-ignore
    const ended = await run(workbook, 'check', 'load', '--json')
    expect(verdicts(ended)).toEqual(['is-loaded passed', 'another-is-loaded passed', 'nothing-is-given passed'])
    expect([ended.code, ended.stderr]).toEqual([0, ''])
  })

  test('is checked with its own application, whatever became of the one in the folder', async () => {
    const workbook = await workbookAt('load', '02-load')
    writeFileSync(join(workbook, '02-load/app.ts'), 'this is no program\n')
    expect((await run(workbook, 'check', 'load')).code).toBe(0)
    await run(workbook, 'reset', 'load')
    expect(readFileSync(join(workbook, '02-load/app.ts'), 'utf8')).toContain('export const application')
  })

  test('that goes on without an application is told so', async () => {
    const workbook = await workbookAt('load', '02-load')
    const path = join(workbook, '02-load/server.ts')
    writeFileSync(path, readFileSync(path, 'utf8').replace('  process.exit(1)', '  await new Promise(() => setInterval(() => 0, 1000))')) // prettier-ignore
    const ended = await run(workbook, 'check', 'load', '--only', 'nothing-is-given')
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain('the program goes on running, where it should end')
    const { stdout } = await run(workbook, 'trace', 'load', 'nothing-is-given')
    expect(stdout).toContain('| Provide an application as module:callable')
    expect(stdout).toMatch(/\* the program still runs after \d+ ms/)
  })

  test('of a command is given as an argument, and it is said so', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'server.mjs'), withoutTypes(files('load/solution/server.ts')))
    const ended = await run(cwd, 'check', 'load', '--cmd', `'${process.execPath}' server.mjs`, '--json')
    expect(verdicts(ended)).toEqual(['is-loaded passed', 'another-is-loaded passed', 'nothing-is-given passed'])
    expect(ended.stderr).toMatch(/lesson 2 starts the command with an application as its last argument.*app\.ts:application/) // prettier-ignore
  })

  test('at an address is what it is: checks of other arguments are not run, and it is said why', async () => {
    const address = await addressOf('load', 'app.mjs:application')
    const ended = await run(newFolder(), 'check', 'load', '--address', address, '--json')
    expect(verdicts(ended)).toEqual(['is-loaded passed', 'another-is-loaded not-run', 'nothing-is-given not-run'])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toMatch(/apps\/app\.ts:application to be served at this address; 2 of its checks/)
    const { stdout } = await run(newFolder(), 'check', 'load', '--address', address)
    expect(stdout).toMatch(/· Another one is asked +other arguments/)
  })
})

describe('a lesson that ends with the contract', () => {
  const cases = ['contract/the-application-answers', 'contract/any-path-is-answered']

  test('is passed when all cases are, and remembered with them', async () => {
    const workbook = await workbookAt('whole', '03-whole')
    const ended = await run(workbook, 'check', 'whole', '--json')
    expect(verdicts(ended)).toEqual(['is-asked passed', ...cases.map(id => `${id} passed`)])
    const progress = JSON.parse(readFileSync(join(workbook, '.tsgi/progress.json'), 'utf8')) as { lessons: object }
    expect(progress.lessons).toMatchObject({ whole: { isPassed: true, lastRun: { passed: 3, all: 3 } } })
  })

  test('does not come to it before its own checks pass', async () => {
    const workbook = await workbookAt('whole', '03-whole', 'start')
    const ended = await run(workbook, 'check', 'whole', '--json')
    expect(verdicts(ended)).toEqual(['is-asked wrong-body', ...cases.map(id => `${id} not-run`)])
    expect((await run(workbook, 'check', 'whole', '--tap')).stdout).toContain('# SKIP needs is-asked, which failed')
    expect((await run(workbook, 'check', 'whole', '--junit')).stdout).toContain('tests="3" failures="1" skipped="2"')
  })

  test('shows one of its cases, and runs it alone', async () => {
    const workbook = await workbookAt('whole', '03-whole')
    const { stdout } = await run(workbook, 'trace', 'whole', cases[1]!)
    expect(stdout).toContain('Any path is answered   contract/any-path-is-answered')
    expect(stdout).toContain('< contract at /a')
    expect((await run(workbook, 'trace', 'contract/no-such-case')).code).toBe(2)
    const only = await run(workbook, 'check', 'whole', '--only', cases[0]!, '--json')
    expect(verdicts(only)).toEqual([`${cases[0]} passed`])
  })

  test('is not held to it at an address, where another application is served', async () => {
    const ended = await run(newFolder(), 'check', 'whole', '--address', await addressOf('load', 'app.mjs:application'), '--json') // prettier-ignore
    expect(verdicts(ended)).toEqual(['is-asked passed', ...cases.map(id => `${id} not-run`)])
  })
})

describe('progress of a lesson', () => {
  test('shows what has been built, and the path of one request through the own lines', async () => {
    const workbook = await workbookAt('load', '02-load')
    await run(workbook, 'check', '2')
    const { code, stdout, stderr } = await run(workbook, 'progress', '2')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('○  1  Hello   not passed yet\n✓  2  Load\n      A server of the lesson Load.\n')
    expect(stdout).toMatch(/02-load\/server\.ts has \d+ lines\. It passes 3 checks\.\n/)
    const steps = [...stdout.matchAll(/^ {2}(\w.*?) {2,}(?:(\S+) {2})?02-load\/server\.ts:\d+\n {2}│ (.*)$/gm)]
    expect(steps.map(([, what, where, line]) => [what, where, line])).toEqual([
      ['the bytes are taken from the connection', 'serve', "socket.on('data', bytes => {"],
      ['the blank line is looked for', 'serve', "if (received.includes('\\r\\n\\r\\n')) answer(socket, environFrom(received))"], // prettier-ignore
      ['the environ is made', 'environFrom', "return { REQUEST_METHOD: method, PATH_INFO: path.replace(/\\?.*/, '') }"],
      ['on the way to the application', undefined, "if (received.includes('\\r\\n\\r\\n')) answer(socket, environFrom(received))"], // prettier-ignore
      ['the application is called', 'answer', 'const body = application(environ, (status) => {'],
      ['the status line is written', 'answer', 'if (!isStarted) socket.write(head)'],
      ['the body is asked for a chunk', 'answer', 'for (const chunk of body) {'],
      ['the chunk is written', 'answer', 'socket.write(chunk)'],
      ['the body is closed', 'answer', 'body.close?.()'],
    ])
    expect(stdout).toContain('> GET /hello?name=ada HTTP/1.1\n')
    expect(stdout).toContain('< HTTP/1.1 200 OK\n')
    expect(stdout).toContain('Next is lesson 3: The whole. It begins with the solution of this one;')
    expect((await run(workbook, 'progress')).stderr).toContain('tsgi-learn progress 2 shows what you have built\n')
  })

  test('of one without an application shows which lines wrote', async () => {
    const workbook = await workbookAt('hello', '01-hello')
    await run(workbook, 'check', '1')
    const { stdout } = await run(workbook, 'progress', 'hello')
    expect(stdout).toMatch(/> GET \/a HTTP\/1\.1\n {2}the status line is written +01-hello\/server\.ts:\d+\n/)
  })

  test('that is not passed says so, and follows nothing', async () => {
    const workbook = await workbookAt('load', '02-load', 'start')
    const { code, stdout, stderr } = await run(workbook, 'progress', '2')
    expect([code, stderr]).toEqual([0, 'lesson 2 is not passed yet: tsgi-learn check 2\n'])
    expect(stdout).toContain('It is shown once the checks have been run and passed.\n')
  })
})

describe('check --all', () => {
  test('checks the lessons that have been opened, names the others, and ends with a row for each', async () => {
    const workbook = await workbookAt('hello', '01-hello')
    await run(workbook, 'lesson', '3')
    const { code, stdout, stderr } = await run(workbook, 'check', '--all')
    expect(code).toBe(1)
    expect(stderr).toBe('lesson 2, Load, has not been opened yet, and is left out\n')
    expect(stdout.trimEnd().split('\n').slice(-4)).toEqual([
      '',
      expect.stringMatching(/^✓ Lesson 1 {2}Hello +1 of 1 checks$/),
      expect.stringMatching(/^· Lesson 2 {2}Load +not opened yet$/),
      expect.stringMatching(/^✗ Lesson 3 {2}The whole +0 of 3 checks$/),
    ])
    expect(existsSync(join(workbook, '02-load'))).toBe(false)
  })

  test('passes when all that were opened do, and gives one line of JSON for each of them', async () => {
    const workbook = await workbookAt('hello', '01-hello')
    await run(workbook, 'lesson', '2')
    cpSync(files('load/solution'), join(workbook, '02-load'), { recursive: true })
    const { code, stdout } = await run(workbook, 'check', '--all', '--json')
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { lesson: unknown; verdict: string })
    expect([code, lines.map(({ lesson, verdict }) => [lesson, verdict])]).toEqual([
      0,
      [
        [{ number: 1, slug: 'hello' }, 'passed'],
        [{ number: 2, slug: 'load' }, 'passed'],
      ],
    ])
    expect((await run(workbook, 'progress')).stdout).toContain('2 of 3 lessons passed')
  })

  test('is no pass where nothing has been opened', async () => {
    const cwd = newFolder()
    await run(cwd, 'init', 'workbook')
    const { code, stdout, stderr } = await run(join(cwd, 'workbook'), 'check', '--all')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/no lesson has been opened yet\n +tsgi-learn lesson 1 opens the first one/)
  })
})

test('a lesson that is passed says what comes next, and the last one what has been built', async () => {
  const workbook = await workbookAt('hello', '01-hello')
  const first = await run(workbook, 'check', '1')
  expect(first.stdout).toContain('tsgi-learn lesson 2    goes on: Load\n')
  expect(first.stdout).toContain('tsgi-learn lesson 2 --from-mine    the same, with your own program\n')
  await run(workbook, 'lesson', '3')
  cpSync(files('whole/solution'), join(workbook, '03-whole'), { recursive: true })
  const last = await run(workbook, 'check', '3')
  expect(last.stdout).toContain('tsgi-learn progress 3    what you have built\n')
  expect(last.stdout).not.toContain('tsgi-learn lesson 4')
  expect((await run(workbook, 'check', '3', '--only', 'is-asked')).stdout).not.toContain('what you have built')
})

describe('lesson --from-mine', () => {
  test('begins with what was written in the lesson before, and says what it did', async () => {
    const workbook = await workbookAt('hello', '01-hello')
    writeFileSync(join(workbook, '01-hello/server.ts'), '// mine\n')
    const first = await run(workbook, 'lesson', '2', '--from-mine')
    expect(first.stderr).toContain('02-load begins with your 01-hello: server.ts\nlesson 2 adds app.ts, start-of-lesson-2.diff\n') // prettier-ignore
    expect(first.stderr).toContain('what there is to do stands at the top of server.ts\n')
    expect(readFileSync(join(workbook, '02-load/server.ts'), 'utf8')).toMatch(/^\/\/ Lesson 2, Load\.[^]*TODO: send what it says\n[^]*\n\n\/\/ mine\n$/) // prettier-ignore
    writeFileSync(join(workbook, '02-load/server.ts'), '// a first try\n')
    const second = await run(workbook, 'lesson', '2', '--from-mine')
    const kept = /what was there is kept in (\S+)\n/.exec(second.stderr)?.[1] ?? ''
    expect(readFileSync(join(workbook, kept, 'server.ts'), 'utf8')).toBe('// a first try\n')
  })

  test.each([
    [
      ['lesson', '3', '--from-mine'],
      /there is no 02-load\/server\.ts to begin with: nothing has been written in lesson 2\n/,
    ],
    [['lesson', '1', '--from-mine'], /there is no lesson before lesson 1/],
  ])('%j says that there is nothing to begin with, and changes nothing', async (argv, words) => {
    const workbook = await workbookAt('hello', '01-hello')
    const { code, stdout, stderr } = await run(workbook, ...argv)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(words)
    expect(existsSync(join(workbook, '03-whole'))).toBe(false)
  })
})

describe('course check', () => {
  test('runs the programs with their applications', async () => {
    const { stdout, code } = await cli(['course', 'check', join(launcher, '../..')], { cwd: newFolder() })
    expect([stdout.replace(/ in .* keeps/, ' keeps'), code]).toEqual(['✓ the course keeps every rule\n', 0])
  }, 60_000)

  test('looks at the types of applications, and whether anything starts them', async () => {
    const broken = packageOf({
      'lessons/load/apps/app.ts': "export const application = (): number => 'a'\nexport const other = application\n",
      'lessons/load/apps/stray.ts': 'export const application = 1\n',
    })
    const { stdout, code } = await cli(['course', 'check', join(broken, '../..')], { cwd: newFolder() })
    expect(stdout).toMatch(/lessons\/load\/apps\/app\.ts:1 +solution-types/)
    expect(stdout).toMatch(/lessons\/load\/apps\/stray\.ts +unused-file/)
    expect(code).toBe(3)
  }, 60_000)
})

const withoutTypes = (path: string): string =>
  transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'esm', target: 'node20' }).code

/** A solution that runs until the test is over, with this word as its argument. */
const addressOf = async (slug: string, word: string): Promise<string> => {
  const folder = newFolder()
  const program = withoutTypes(files(`${slug}/solution/server.ts`))
  writeFileSync(join(folder, 'server.mjs'), program.replace('"127.0.0.1")', '"127.0.0.1", () => console.log("up"))'))
  writeFileSync(join(folder, 'app.mjs'), withoutTypes(files('load/apps/app.ts')))
  const port = await freePort()
  const child = spawn(process.execPath, ['server.mjs', join(folder, word)], {
    cwd: folder,
    env: { PORT: String(port) },
  })
  onTestFinished(() => void child.kill())
  await outputUntil(child, /up/)
  return `127.0.0.1:${port}`
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
