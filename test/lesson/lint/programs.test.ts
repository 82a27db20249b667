// The rules that run programs, with a run that reads off a program what it fails: `// fails CHECK with CODE`.

import { describe, expect, test } from 'vitest'
import type { Argument, CheckResult, CheckToRun, RunReport } from '../../../src/runner/index.ts'
import type { Diagnosis } from '../../../src/check/index.ts'
import { lintCourse, lintRules, type LintedProgram, type LintRule, type LintTools } from '../../../src/lesson/index.ts'
import { attemptJson, packWith, replaced, type Changes } from '../pack.ts'

type Files = ReadonlyMap<string, string>

/** A program fails what any of its files says, and cannot be run when one says so. */
const run = ({ files }: LintedProgram, checks: readonly CheckToRun[]): Promise<RunReport> => {
  const text = [...files.values()].join('\n')
  const failing = new Map([...text.matchAll(/^\/\/ fails (\S+) with (\S+)$/gm)].map(([, id, code]) => [id, code]))
  const isDead = text.includes('// cannot be run')
  const results: CheckResult[] = []
  for (const { id, title, needs } of isDead ? [] : checks) {
    const code = failing.get(id)
    const isBlocked = results.some(result => needs.includes(result.id) && result.verdict.type !== 'passed')
    results.push({ id, title, ...nothing, verdict: code === undefined ? (isBlocked ? notRun : passed) : failed(code) })
  }
  const hasFailed = results.some(({ verdict }) => verdict.type === 'failed')
  return Promise.resolve({
    verdict: isDead ? 'error' : hasFailed ? 'failed' : 'passed',
    ...(isDead ? { error: 'nothing was run' } : {}),
    seed: 1,
    durationMs: 0,
    pausedMs: 0,
    checks: results,
    program: [],
  })
}

const nothing = { trace: { events: [] }, replay: undefined, ms: 0 } as unknown as Pick<
  CheckResult,
  'trace' | 'replay' | 'ms'
>
const passed = { type: 'passed' } as const
const notRun = { type: 'not-run', because: { type: 'needs', id: 'x' } } as unknown as CheckResult['verdict']
const failed = (code: string) => ({ type: 'failed', diagnosis: { code } as Diagnosis }) as const

const lint = async (changes: Changes = {}, tools: LintTools = { run }) => {
  const findings = await lintCourse({ directory: packWith(changes) }, tools)
  return findings.map(
    ({ path, line, rule, message }) => `${rule} ${path}${line === undefined ? '' : `:${line}`}: ${message}`,
  )
}

const wordsOf = (argv: readonly Argument[]): string =>
  argv.map(word => (typeof word === 'string' ? word : `${word.path.split('/lessons/')[1]}:${word.name}`)).join(' ')

const hello = 'lessons/hello'
const once = `${hello}/attempts/once`
const secondAttempt = (check: string, code: string, program: string): Changes => ({
  [`${hello}/attempts/second/attempt.json`]: attemptJson
    .replace('is-answered-twice', check)
    .replace('closed-empty', code),
  [`${hello}/attempts/second/server.ts`]: program,
})
/** The first lesson's checks hold in the second. */
const holding = replaced('fixtures/hello/is-answered-twice.trace', '#!until: goodbye\n', '')

const broken = (rule: LintRule, claim: string, changes: Changes, ...findings: readonly RegExp[]) =>
  [rule, claim, { changes, findings }] as const
const cases = [
  broken('start-fails', 'a start that passes everything', { 'lessons/goodbye/start/todo.ts': '// nothing to do\n', 'lessons/goodbye/attempts/a/attempt.json': '{ "check": "is-parted", "code": "silent", "why": "a" }', 'lessons/goodbye/attempts/a/todo.ts': '// fails is-parted with silent\n' }, /^start-fails lessons\/goodbye\/start\/server\.ts: the start passes every check/),
  broken('solution-passes', 'a solution that fails', replaced('lessons/goodbye/solution/todo.ts', 'socket', '// fails is-parted with silent\nsocket'), /^solution-passes lessons\/goodbye\/solution\/server\.ts: fails is-parted with silent$/),
  broken('solution-passes', 'a solution that fails a check of an earlier lesson', { ...holding, ...replaced('lessons/goodbye/solution/todo.ts', 'socket', '// fails hello/is-answered-twice with one-read\nsocket') }, /^solution-passes lessons\/goodbye\/solution\/server\.ts: fails hello\/is-answered-twice with one-read$/),
  broken('attempt-fails', 'an attempt that gets another code', replaced(`${once}/server.ts`, 'closed-empty', 'silent'), /^attempt-fails lessons\/hello\/attempts\/once\/attempt\.json: should fail is-answered-twice with closed-empty, and this is what comes: is-answered-twice with silent$/),
  broken('attempt-fails', 'an attempt that passes', secondAttempt('is-answered-twice', 'silent', '// right\n'), /second\/attempt\.json: should fail is-answered-twice with silent, and this is what comes: is-answered-twice with passed$/),
  broken('attempt-fails', 'an attempt that fails a check before its own', secondAttempt('is-answered-twice', 'silent', '// fails is-answered with silent\n// fails is-answered-twice with silent\n'), /second\/attempt\.json: does not pass what comes before is-answered-twice: is-answered with silent$/),
  broken('attempt-fails', 'an attempt whose check is not run', secondAttempt('is-answered-twice', 'silent', '// fails is-answered with silent\n'), /second\/attempt\.json: does not pass what comes before/, /what comes: is-answered-twice with not-run$/),
  broken('check-can-fail', 'a check that nothing fails', { [`${once}/attempt.json`]: undefined, [`${once}/server.ts`]: undefined, ...replaced(`${hello}/text.md`, '<<< attempts/once/server.ts', ''), ...replaced(`${hello}/text.zh-CN.md`, '<<< attempts/once/server.ts', '') }, /^check-can-fail fixtures\/hello\/is-answered-twice\.trace: neither the start nor an attempt fails is-answered-twice/),
  broken('run', 'a start that cannot be run', { 'lessons/goodbye/start/todo.ts': '// cannot be run\n' }, /^run lessons\/goodbye\/start\/server\.ts: the program could not be run: nothing was run$/),
  broken('run', 'a solution that cannot be run', { 'lessons/goodbye/solution/todo.ts': '// cannot be run\n' }, /^run lessons\/goodbye\/solution\/server\.ts: /),
  broken('run', 'an attempt that cannot be run', secondAttempt('is-answered', 'silent', '// cannot be run\n'), /^run lessons\/hello\/attempts\/second\/attempt\.json: /),
] // prettier-ignore

describe('the lint that runs programs', () => {
  test('finds nothing in a pack that keeps every rule', async () => {
    expect(await lint()).toEqual([])
  })

  test.each(cases)('has %s for %s, and nothing else', async (rule, _, { changes, findings }) => {
    const found = await lint(changes)
    expect(found).toHaveLength(findings.length)
    for (const [index, pattern] of findings.entries()) expect(found[index]).toMatch(pattern)
    for (const line of found) expect(line.startsWith(`${rule} `)).toBe(true)
  })

  test('has a case here for every rule of programs', async () => {
    const rules = Object.keys(lintRules)
    const proven = new Set([...cases.map(([rule]) => rule), 'solution-types'])
    expect(new Set(rules.slice(rules.indexOf('start-fails')))).toEqual(proven)
  })

  test('runs nothing unless it is told how', async () => {
    expect(await lint({ 'lessons/goodbye/start/todo.ts': '// cannot be run\n' }, {})).toEqual([])
  })

  test('gives each program whole, and with it the checks that still hold, under names of their own', async () => {
    const runs: unknown[] = []
    const watched = (program: LintedProgram, checks: readonly CheckToRun[]) => {
      runs.push([[...program.files.keys()].toSorted(), checks.map(({ id, needs }) => [id, ...needs].join(' < '))])
      return run(program, checks)
    }
    await lint(holding, { run: watched })
    const own = ['is-answered', 'is-answered-twice < is-answered']
    expect(runs).toEqual([
      [['server.ts'], own],
      [['log.ts', 'server.ts'], own],
      [['log.ts', 'server.ts'], own],
      [['log.ts', 'server.ts', 'todo.ts'], ['is-parted']],
      [
        ['log.ts', 'server.ts', 'todo.ts'],
        ['is-parted', 'hello/is-answered', 'hello/is-answered-twice < hello/is-answered'],
      ],
    ])
  })

  test.each([
    ['ends in this lesson', '"goodbye"', ['is-parted']],
    ['ends in one before it that is not written', '"between"', ['is-parted']],
    ['ends in a later one', '"later"', ['is-parted', 'hello/is-answered', 'hello/is-answered-twice']],
  ])('asks no solution for what %s', async (_, until, ids) => {
    const asked: string[][] = []
    const watched = (program: LintedProgram, checks: readonly CheckToRun[]) => {
      asked.push(checks.map(({ id }) => id))
      return run(program, checks)
    }
    const changes = {
      ...replaced(
        'course.json',
        '{ "slug": "goodbye" }',
        '{ "slug": "between", "title": "Between" }, { "slug": "goodbye" }',
      ),
      ...replaced(`${hello}/lesson.json`, '"minutes"', `"until": ${until}, "minutes"`),
      ...holding,
    }
    expect(await lint(changes, { run: watched })).toEqual([])
    expect(asked.at(-1)).toEqual(ids)
  })

  test('starts each program as its lesson says, and an earlier check with the application of its own lesson', async () => {
    const started: unknown[] = []
    const watched = (program: LintedProgram, checks: readonly CheckToRun[]) => {
      started.push([wordsOf(program.argv), ...checks.map(({ argv }) => argv && wordsOf(argv))])
      return run(program, checks)
    }
    await lint(
      {
        ...holding,
        ...replaced(`${hello}/lesson.json`, '"minutes"', '"app": "app.ts:application", "minutes"'),
        ...replaced('lessons/goodbye/lesson.json', '"minutes"', '"app": "other.ts:application", "minutes"'),
        'lessons/goodbye/apps/other.ts': 'export const application = () => []\n',
      },
      { run: watched },
    )
    const [own, other] = ['hello/apps/app.ts:application', 'goodbye/apps/other.ts:application']
    expect(started.slice(2)).toEqual([
      [own, undefined, undefined],
      [other, undefined],
      [other, undefined, own, own],
    ])
  })

  test('drops the need of a check that holds for one that does not', async () => {
    const asked: (readonly CheckToRun[])[] = []
    const watched = (program: LintedProgram, checks: readonly CheckToRun[]) => {
      asked.push(checks)
      return run(program, checks)
    }
    const changes = { ...holding, ...replaced('fixtures/hello/is-answered.trace', '#!app', '#!until: goodbye\n#!app') }
    await lint(changes, { run: watched })
    expect(asked.at(-1)).toMatchObject([{ id: 'is-parted' }, { id: 'hello/is-answered-twice', needs: [] }])
  })
})

describe('the lint that looks at types', () => {
  const typeCheck = (files: Files) =>
    Promise.resolve(
      [...files].flatMap(([path, text]) => {
        const line = text.split('\n').findIndex(line => line.includes('// wrong')) + 1
        return line === 0 ? [] : [{ path, line, message: 'TS2322: wrong' }]
      }),
    )

  test('sees the solution as it is written, so that lines are those of the file', async () => {
    const changes = replaced(
      `${hello}/solution/server.ts`,
      "  socket.end('hello')\n",
      "  socket.end('hello') // wrong\n",
    )
    expect(await lint({ ...changes, ...onlyOnce }, { typeCheck })).toEqual([
      'solution-types lessons/hello/solution/server.ts:5: TS2322: wrong',
    ])
  })

  test('names the file that lies uppermost', async () => {
    const changes = {
      'lessons/goodbye/start/todo.ts': 'a\nb // wrong\n',
      'lessons/goodbye/solution/todo.ts': undefined,
    }
    const found = await lint(
      { ...changes, ...replaced('lessons/goodbye/text.md', '<<< diff start solution\n', '') },
      { typeCheck },
    )
    expect(found).toEqual(['solution-types lessons/goodbye/start/todo.ts:2: TS2322: wrong'])
  })

  /** The second lesson has a server of its own. */
  const onlyOnce: Changes = { 'lessons/goodbye/solution/server.ts': 'right()\n' }
})
