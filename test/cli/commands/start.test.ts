import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandNames, commandSpec } from '../../../src/cli/table/commands.ts'
import { cli, newFolder, newWorkbook, packageFolder, solve } from '../cli.ts'

const version = (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version
type Course = { readonly lessons: readonly { readonly title?: string }[] }

describe('help and version', () => {
  test.each([['--version'], ['-V']])('%s prints the version alone', async flag => {
    expect(await cli([flag], { cwd: newFolder() })).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test.each([[['--help']], [['-h']], [['help']]])('%j lists all commands on stdout', async argv => {
    const { code, stdout, stderr } = await cli(argv, { cwd: newFolder() })
    expect([code, stderr]).toEqual([0, ''])
    expect(commandNames.filter(name => !stdout.includes(`  ${name}`))).toEqual([])
  })

  test.each([[['help', 'check']], [['check', '--help']], [['check', '-h']]])('%j tells about check', async argv => {
    const { code, stdout } = await cli(argv, { cwd: newFolder() })
    expect(code).toBe(0)
    expect(stdout).toContain('--junit')
  })

  test.each(commandNames.filter(name => commandSpec(name).comesLater === true))(
    '%s says plainly that it comes later',
    async name => {
      const ended = await cli([name, 'x', '--anything'], { cwd: newFolder() })
      expect(ended).toMatchObject({ code: 2, stdout: '', stderr: `tsgi-learn ${name} comes with a later version\n` })
    },
  )
})

describe('what was typed wrongly', () => {
  test.each([
    [['chekc'], /no command "chekc"\n {2}did you mean check\?/],
    [['check', '--josn'], /no option --josn\n {2}did you mean --json\?/],
    [['lesson', 'ehco'], /no lesson "ehco"\n {2}did you mean echo\?/],
    [['lesson', '11'], /no lesson "11"/],
    [['lesson', '10'], /lesson 10, hardening, is not written yet/],
    [['lesson', '1', '--from-mine'], /there is no lesson before lesson 1/],
    [['check', '1', '--json', '--tap'], /--json and --tap cannot be given together/],
    [['check', '1', '--file', 'no.ts'], /there is no file "no\.ts"/],
    [['check', '1', '--seed', 'x'], /a seed is a whole number/],
    [['check', '1'], /there is no workbook here\n {2}tsgi-learn lesson 1 makes one/],
    [['explain', 'one-raed'], /did you mean one-read\?/],
    [['send', '--address', 'nowhere'], /"nowhere" is not an address/],
    [['send', 'no.trace', '--address', ':1'], /"no\.trace" cannot be read: ENOENT/],
    [['completion', 'tcsh'], /knows bash, zsh, fish/],
    [['course', 'new', '.'], /comes with a later version/],
  ])('%j is exit code 2, nothing on stdout, and a suggestion on stderr', async (argv, pattern) => {
    const { code, stdout, stderr } = await cli(argv, { cwd: newFolder() })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(pattern)
  })
})

describe('a first visit', () => {
  test('to a lesson makes a workbook, says so, and prints the text of the lesson', async () => {
    const cwd = newFolder()
    const { code, stdout, stderr } = await cli(['lesson', '1'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Lesson 1 /)
    expect(stderr).toMatch(
      /made a workbook: tsgi-workbook\n[\s\S]*wrote tsgi-workbook\/01-echo\/server\.ts\n[\s\S]*tsgi-learn check 1/,
    )
    expect(existsSync(join(cwd, 'tsgi-workbook/01-echo/server.ts'))).toBe(true)
  })

  test('without a command says where to start', async () => {
    const { code, stdout, stderr } = await cli([], { cwd: newFolder() })
    expect(code).toBe(0)
    expect(stdout).toContain('no progress yet')
    expect(stderr).toContain('tsgi-learn lesson 1')
  })

  test('by init makes the folder that was named, and a second time leaves everything as it was', async () => {
    const cwd = newFolder()
    const first = await cli(['init', 'mine'], { cwd })
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout).toContain('mine/tsconfig.json')
    writeFileSync(join(cwd, 'mine/README.md'), 'changed')
    expect(await cli(['init', 'mine'], { cwd })).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(join(cwd, 'mine/README.md'), 'utf8')).toBe('changed')
    expect(await cli(['init', 'mine/deeper'], { cwd })).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('in a workbook', () => {
  test('the lesson is known from the folder one is in, and from the last visit', async () => {
    const workbook = await newWorkbook()
    const inside = await cli(['lesson'], { cwd: join(workbook, '01-echo') })
    expect(inside.stdout).toMatch(/^Lesson 1 /)
    const { stderr } = await cli([], { cwd: workbook })
    expect(stderr).toContain('next: tsgi-learn lesson 1')
  })

  test('list and progress show the same map; progress counts what help was taken', async () => {
    const workbook = await newWorkbook()
    const list = await cli(['list'], { cwd: workbook })
    expect(list).toMatchObject({ code: 0, stderr: '' })
    expect(list.stdout).toMatch(/1 .*echo/i)
    const { lessons } = JSON.parse(readFileSync(join(packageFolder, 'course.json'), 'utf8')) as Course
    // A lesson that is written has its title in its own file.
    const waiting = lessons.filter(({ title }) => title !== undefined)
    expect(list.stdout.match(/not written yet/g)).toHaveLength(waiting.length)
    await cli(['solution', '1'], { cwd: workbook })
    const { stdout } = await cli(['progress'], { cwd: workbook })
    expect(stdout).toContain(list.stdout.split('\n')[0])
    expect(stdout).toContain('lesson 1: solution seen')
  })

  test('a damaged progress file is set aside, said so, and work goes on', async () => {
    const workbook = await newWorkbook()
    writeFileSync(join(workbook, '.tsgi/progress.json'), '{"version": 1, "less')
    const { code, stderr } = await cli(['list'], { cwd: workbook })
    expect(code).toBe(0)
    expect(stderr).toMatch(/progress\.json was damaged .* kept as \.tsgi\/progress\.damaged-[\dT-]+\.json/)
    expect(await cli(['list'], { cwd: workbook })).toMatchObject({ code: 0, stderr: '' })
  })

  test('reset starts again and keeps what was written', async () => {
    const workbook = await newWorkbook()
    const file = join(workbook, '01-echo/server.ts')
    const start = readFileSync(file, 'utf8')
    writeFileSync(file, 'mine')
    const { code, stdout } = await cli(['reset', '1'], { cwd: workbook })
    const kept = /kept in (\S+)/.exec(stdout)?.[1] ?? ''
    expect(code).toBe(0)
    expect(readFileSync(join(workbook, kept, 'server.ts'), 'utf8')).toBe('mine')
    expect(readFileSync(file, 'utf8')).toBe(start)
  })

  test('solution shows a difference, and none for the solution itself', async () => {
    const workbook = await newWorkbook()
    expect((await cli(['solution', '1'], { cwd: workbook })).stdout).toMatch(/^ *\+|\n *\d* *\+/)
    solve(workbook)
    expect((await cli(['solution', '1'], { cwd: workbook })).stdout).toContain('are the same')
  })

  test('edit opens the file in the editor that is set, and says when there is none', async () => {
    const workbook = await newWorkbook()
    const opened = await cli(['edit', '1'], { cwd: workbook, env: { EDITOR: 'cat' } })
    expect(opened.stdout).toContain(readFileSync(join(workbook, '01-echo/server.ts'), 'utf8').split('\n')[0])
    expect(opened.code).toBe(0)
    const none = await cli(['edit', '1'], { cwd: workbook, env: { EDITOR: '', VISUAL: '' } })
    expect(none.code).toBe(2)
    expect(none.stderr).toContain('01-echo/server.ts')
  })
})

describe('the doctor', () => {
  test('has a line for each thing that matters, and a next step where something could be better', async () => {
    const { code, stdout } = await cli(['doctor'], { cwd: newFolder(), env: { EDITOR: 'nano' } })
    expect(stdout).not.toContain('problem ')
    expect(code).toBe(0)
    for (const about of [
      'Node',
      'terminal',
      'locale',
      'editor',
      'folder',
      '127.0.0.1',
      'port 8888',
      'saves',
      'programs',
    ]) {
      expect(stdout).toMatch(new RegExp(`^(ok|note) +${about} `, 'm'))
    }
  })

  test('counts a folder that cannot be written as a problem', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write anywhere')
    const { code, stdout } = await cli(['doctor'], { cwd: '/' })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^problem +folder /m)
  })
})
