// `check server` and `trace contract`: the cases of the contract, for a server at an address, in a file, or behind a command.

import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../../../src/server/index.ts'
import { contractModule } from '../../contract/judge-server.ts'
import { cli, newFolder, packageFolder } from '../cli.ts'

const programs = join(packageFolder, 'test/contract/programs')
const onNodeHttp = `node '${join(programs, 'on-node-http.mjs')}'`
const reference = join(programs, 'reference.ts')
const two = ['--only', 'the-application-answers', '--only', 'a-path-is-decoded']

type Result = { readonly lesson: unknown; readonly verdict: string; readonly seed: number; readonly checks: readonly { readonly id: string; readonly verdict: string }[] } // prettier-ignore
const resultOf = ({ stdout }: { readonly stdout: string }): Result => JSON.parse(stdout) as Result
const verdicts = (result: Result): readonly string[] => result.checks.map(({ id, verdict }) => `${id} ${verdict}`)

async function addressOfReference(): Promise<string> {
  const { application } = await contractModule()
  const server = await serve(application, { port: 0, errorLog: () => undefined })
  onTestFinished(() => server.close({ graceMs: 0 }))
  return new URL(server.url).host
}

describe('check server', () => {
  test('judges a server at an address, without a workbook and without a word on stderr', async () => {
    const address = await addressOfReference()
    const ended = await cli(['check', 'server', '--address', address, ...two, '--json', '--seed', '7'], {
      cwd: newFolder(),
    })
    const result = resultOf(ended)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    expect(result).toMatchObject({ version: 1, lesson: { slug: 'contract' }, verdict: 'passed', seed: 7 })
    expect(verdicts(result)).toEqual(['the-application-answers passed', 'a-path-is-decoded passed'])
  })

  test('starts a file with the application as its argument', async () => {
    const ended = await cli(['check', 'server', '--file', reference, ...two, '--json'], { cwd: newFolder() })
    expect([ended.code, resultOf(ended).verdict]).toEqual([0, 'passed'])
  })

  test.each([
    ['at its end', `${onNodeHttp} {port}`],
    ['where it says', `${onNodeHttp} {port} {application} and more`],
  ])('starts a command with the application as an argument %s, and says what is wrong', async (_, command) => {
    const ended = await cli(['check', 'server', '--cmd', command, ...two], { cwd: newFolder() })
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/^The contract of TSGI 1\.0 /)
    expect(ended.stdout).toContain('✓ The application answers')
    expect(ended.stdout).toContain('✗ PATH_INFO is percent-decoded')
    expect(ended.stdout).toContain('tsgi-learn trace contract a-path-is-decoded --cmd ')
  })

  test.each([
    [['check', 'contract'], 'needs a server'],
    [['check', 'server', '--address', '127.0.0.1:1', '--file', 'x.ts'], 'cannot be given together'],
    [['check', 'contract', '--all', '--address', '127.0.0.1:1'], '--all'],
    [['check', 'contract', '--address', '127.0.0.1:1', '--only', 'a-path-is-decode'], 'a-path-is-decoded'],
  ])('%j is not understood', async (argv, words) => {
    const { code, stderr } = await cli(argv, { cwd: newFolder() })
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)])
  })

  test('has the other formats too', async () => {
    const options = { cwd: newFolder() }
    const only = ['check', 'server', '--file', reference, '--only', 'the-application-answers']
    expect((await cli([...only, '--junit'], options)).stdout).toContain('<testsuite name="contract"')
    expect((await cli([...only, '--tap'], options)).stdout).toContain('# contract, seed ')
  })
})

test('trace contract shows what went over the wire in one case', async () => {
  const address = await addressOfReference()
  const { code, stdout } = await cli(['trace', 'contract', 'no-host', '--address', address], { cwd: newFolder() })
  expect(code).toBe(0)
  expect(stdout).toContain('< HTTP/1.1 400 Bad Request')
})
