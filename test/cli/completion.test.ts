import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { bashScript } from '../../src/cli/completion/bash.ts'
import { completionCommands, optionsOf } from '../../src/cli/completion/completion.ts'
import { fishScript } from '../../src/cli/completion/fish.ts'
import { zshScript } from '../../src/cli/completion/zsh.ts'

const known = { lessons: ['1', 'echo'], checks: ['answers', 'two-clients'], codes: ['one-read', 'lf-only'] }
const commands = completionCommands(known)
const bare = optionsOf(undefined, known)

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0

describe('the script for bash', () => {
  const complete = (...words: readonly string[]): readonly string[] => {
    const line = words.map(word => `'${word}'`).join(' ')
    const program = `${bashScript(commands, bare)}
      COMP_WORDS=(tsgi-learn ${line}); COMP_CWORD=${words.length}; _tsgi_learn; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program], { encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout.split('\n').filter(word => word !== '')
  }

  test.each([
    [['ch'], ['check']],
    [['--v'], ['--version']],
    [
      ['check', '--j'],
      ['--json', '--junit'],
    ],
    [
      ['check', ''],
      ['1', 'echo'],
    ],
    [['check', 'e'], ['echo']],
    [['check', '1', '--only', 'two'], ['two-clients']],
    [['--plain', 'trace', '1', 'a'], ['answers']],
    [['explain', 'l'], ['lf-only']],
    [['completion', 'f'], ['fish']],
    [['check', '--seed', ''], []],
    [['help', 'exp'], ['explain']],
  ])('completes %j to %j', (words, expected) => {
    expect([...complete(...words)].toSorted()).toEqual([...expected].toSorted())
  })

  test('offers neither commands that come later nor an option twice', () => {
    const offered = complete('')
    expect(offered).not.toContain('repl')
    expect(new Set(offered).size).toBe(offered.length)
  })
})

describe.each([
  ['zsh', zshScript(commands, bare)],
  ['fish', fishScript(commands, bare)],
])('the script for %s', (shell, script) => {
  test('names every command, option and known word', () => {
    const words = [...commands.map(({ name }) => name), 'only', 'two-clients', 'lf-only', 'echo']
    expect(words.filter(word => !script.includes(word))).toEqual([])
  })

  test.skipIf(!has(shell))('is accepted by the shell itself (skipped where it is not installed)', () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
})
