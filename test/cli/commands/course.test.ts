import { readdirSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { cli, endOf, newFolder, startCli, type Ended } from '../cli.ts'
import { attempt, json, lesson, serverThat, writePack, type Changes } from '../pack.ts'

const checked = (changes: Changes): Promise<Ended> => {
  const cwd = newFolder()
  writePack(cwd, changes)
  return cli(['course', 'check', '.'], { cwd })
}

const folder = 'lessons/hello'

/** One change to a course that keeps every rule, and what must be said about it. */
const broken: readonly {
  readonly claim: string
  readonly changes: Changes
  readonly says: readonly RegExp[]
}[] = [
  {
    claim: 'a folder without course.json',
    changes: { 'course.json': undefined },
    says: [/✗ course\.json +schema\n +no such file\n +expected .*\n +received +nothing\n +next +Give the folder/],
  },
  {
    claim: 'a lesson.json that is no JSON',
    changes: { [`${folder}/lesson.json`]: '{ "title": "Hello", }\n' },
    says: [/✗ lessons\/hello\/lesson\.json:1 +schema\n/, / expected /, / received /, / next /],
  },
  {
    claim: 'a check whose fixture is not there',
    changes: { 'fixtures/hello/hello-is-answered.trace': undefined },
    says: [
      /lesson\.json:\d+ +schema\n +a check whose fixture is not there\n/,
      /expected +fixtures\/hello\/hello-is-answered\.trace/,
    ],
  },
  {
    claim: 'a fixture with a role that does not exist',
    changes: { 'fixtures/hello/hello-is-answered.trace': '# Hello\n> GET / HTTP/1.1\n? what\n' },
    says: [/✗ fixtures\/hello\/hello-is-answered\.trace:3 +schema\n/, /next +Correct the line\./],
  },
  {
    claim: 'a start that passes everything',
    changes: { [`${folder}/start/server.ts`]: serverThat("socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + 'hello\\n')") },
    says: [/✗ lessons\/hello\/start\/server\.ts +start-fails\n/, /expected +every start fails one of its own checks/],
  },
  {
    claim: 'a solution that fails',
    changes: { [`${folder}/solution/server.ts`]: serverThat("socket.end('HTTP/1.1 404 No\\r\\n\\r\\n')") },
    says: [/✗ lessons\/hello\/solution\/server\.ts +solution-passes\n +fails hello-is-answered with wrong-status\n/],
  },
  {
    claim: 'a solution that fails only when its request is cut',
    changes: {
      [`${folder}/solution/server.ts`]: serverThat("socket.end('HTTP/1.1 200 OK\\r\\n\\r\\nhello\\n')").replace(
        'received = Buffer.concat([received, bytes])',
        'received = bytes',
      ),
    },
    says: [/fails hello-is-answered with one-read, /],
  },
  {
    claim: 'a solution whose types are wrong',
    changes: {
      [`${folder}/solution/server.ts`]: `${serverThat("socket.end('HTTP/1.1 200 OK\\r\\n\\r\\nhello\\n')")}const port: string = 1\nvoid port\n`,
    },
    says: [/✗ lessons\/hello\/solution\/server\.ts:14 +solution-types\n +TS2322: /, /next +Correct the line/],
  },
  {
    claim: 'an attempt that gets another code',
    changes: { [`${folder}/attempts/ends-in-lf/attempt.json`]: json({ ...attempt, code: 'silent' }) },
    says: [
      /attempt\.json +attempt-fails\n +should fail hello-is-answered with silent, .*\n? *hello-is-answered with lf-only/,
    ],
  },
  {
    claim: 'an attempt with a code that does not exist',
    changes: { [`${folder}/attempts/ends-in-lf/attempt.json`]: json({ ...attempt, code: 'lf-onyl' }) },
    says: [/ends-in-lf\/attempt\.json:3 +schema\n/, /received +"lf-onyl"/],
  },
  {
    claim: 'a region that is shown nowhere',
    changes: { [`${folder}/text.md`]: '# Hello\n\n<<< start/server.ts#serve\n' },
    says: [/✗ lessons\/hello\/solution\/server\.ts:6 +region-shown-once\n/],
  },
  {
    claim: 'code typed into the text',
    changes: {
      [`${folder}/text.md`]:
        '# Hello\n\n<<< start/server.ts#serve\n\n<<< solution/server.ts#serve\n\n```ts\nconst a = 1\n```\n',
    },
    says: [/✗ lessons\/hello\/text\.md:7 +code-in-prose\n/],
  },
  {
    claim: 'a fixture that nothing uses',
    changes: { 'fixtures/hello/left-over.trace': '# Left over\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200\n' },
    says: [/✗ fixtures\/hello\/left-over\.trace +unused-file\n/],
  },
  {
    claim: 'a check that ends with a lesson that does not exist',
    changes: { [`${folder}/lesson.json`]: json({ ...lesson, until: 'tomorrow' }) },
    says: [/lesson\.json:18 +until\n +"tomorrow" is no later lesson of this course\n/],
  },
  {
    claim: "a stranger's text that would move the cursor",
    changes: { 'course.json': '{ "title": "\x1b[2J", "lessons": [{ "slug": "hello" }] }' },
    says: [/✗ course\.json:1 +schema\n/, /✗ 1 fault in the course in \./],
  },
]

describe('course check', () => {
  test('of a course that keeps every rule says so with exit code 0', async () => {
    const { code, stdout, stderr } = await checked({})
    expect([code, stdout, stderr]).toEqual([0, '✓ the course in . keeps every rule\n', ''])
  })

  test.each(broken)('finds $claim, with exit code 3', async ({ changes, says }) => {
    const { code, stdout, stderr } = await checked(changes)
    for (const words of says) expect(stdout).toMatch(words)
    expect(stdout).toMatch(/✗ \d+ faults? in the course in \.\n$/)
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
    expect([code, stderr]).toEqual([3, ''])
  })

  test('leaves nothing behind among temporary files', async () => {
    const [cwd, TMPDIR] = [newFolder(), newFolder()]
    writePack(cwd)
    const { code } = await cli(['course', 'check', '.'], { cwd, env: { TMPDIR } })
    expect([code, readdirSync(TMPDIR)]).toEqual([0, []])
  })

  test('that is interrupted stops what it started and dies of the signal', async () => {
    const [cwd, TMPDIR] = [newFolder(), newFolder()]
    writePack(cwd, { [`${folder}/solution/server.ts`]: serverThat('void received') })
    const child = startCli(['course', 'check', '.'], { cwd, env: { TMPDIR } })
    const ended = endOf(child)
    await vi.waitFor(() => expect(readdirSync(TMPDIR)).not.toEqual([]), 5000)
    child.kill('SIGINT')
    const { signal, stdout } = await ended
    expect([signal, stdout, readdirSync(TMPDIR)]).toEqual(['SIGINT', '', []])
  })

  test('of a folder that does not exist is a slip of whoever typed: exit code 2', async () => {
    const { code, stdout, stderr } = await cli(['course', 'check', 'nowhere'], { cwd: newFolder() })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/there is no folder "nowhere"/)
  })

  test.each(['new', 'preview'])('%s says that it comes later, with exit code 2', async action => {
    const { code, stdout, stderr } = await cli(['course', action, '.'], { cwd: newFolder() })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/comes with a later version/)
  })
})
