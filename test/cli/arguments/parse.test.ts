import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../../src/cli/arguments/address.ts'
import { parseCommand } from '../../../src/cli/arguments/parse.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'

const refusal = (argv: readonly string[]): { readonly message: string; readonly next: string | undefined } => {
  try {
    parseCommand(argv)
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, next: error.next }
    throw error
  }
  throw new Error(`${argv.join(' ')} was accepted`)
}

describe('a command line', () => {
  test.each([
    [[], undefined, []],
    [['--plain'], undefined, []],
    [['check'], 'check', []],
    [['check', '1'], 'check', ['1']],
    [['check', '--only', 'a', '1', '--json'], 'check', ['1']],
    [['--plain', 'check', '1'], 'check', ['1']],
    [['send', '-', '--address', ':8888'], 'send', ['-']],
    [['trace', '1', '--', '--odd-name'], 'trace', ['1', '--odd-name']],
    [['serve', 'app.ts:application', '--workers', '2'], 'serve', ['app.ts:application']],
    [['repl', '1', '--later', '2'], 'repl', ['1', '2']],
  ])('%j is the command %s with %j', (argv, name, words) => {
    const parsed = parseCommand(argv)
    expect([parsed.name, parsed.arguments]).toEqual([name, words])
  })

  test('keeps every value of an option that is given again, and takes the last where one is wanted', () => {
    const { options } = parseCommand(['check', '--only', 'a', '--only=b', '--seed', '1', '--seed', '2'])
    expect([options.values('only'), options.value('seed'), options.has('json')]).toEqual([['a', 'b'], '2', false])
  })

  test.each([
    [['chekc'], 'there is no command "chekc"', 'did you mean check?'],
    [['les'], 'there is no command "les"', 'did you mean lesson?'],
    [['xyzzy'], 'there is no command "xyzzy"', 'tsgi-learn --help lists all commands'],
    [['3'], '3 is not a command', 'did you mean tsgi-learn lesson 3?'],
    [['check', '--jsno'], 'tsgi-learn check has no option --jsno', 'did you mean --json?'],
    [['check', '--raw'], 'tsgi-learn check has no option --raw', 'tsgi-learn help check lists its options'],
    [['check', '-x'], 'tsgi-learn check has no option -x', 'tsgi-learn help check lists its options'],
    [['--josn'], 'tsgi-learn has no option --josn', 'tsgi-learn --help lists its options'],
    [['check', '--only'], '--only needs a value: --only ID', undefined],
    [['check', '--cmd='], '--cmd needs a value: --cmd COMMAND', undefined],
    [['check', '--json=yes'], '--json takes no value, but was given "yes"', undefined],
    [['reset', '1', '2'], 'tsgi-learn reset does not know what to do with "2"', 'for example: tsgi-learn reset 1'],
    [['completion'], 'tsgi-learn completion needs SHELL', 'for example: source <(tsgi-learn completion bash)'],
    [['completion', 'zhs'], 'tsgi-learn completion knows bash, zsh, fish, not "zhs"', 'did you mean zsh?'],
    [['course', 'chek', '.'], 'tsgi-learn course knows check, new, preview, not "chek"', 'did you mean check?'],
    [['a\x1b[31m\nb'], 'there is no command "a\\u001b[31m\\nb"', 'tsgi-learn --help lists all commands'],
  ])('%j is refused: %s', (argv, message, next) => {
    expect(refusal(argv)).toEqual({ message, next })
  })
})

describe('an address', () => {
  test.each([
    ['127.0.0.1:8888', '127.0.0.1', 8888],
    ['localhost:1', 'localhost', 1],
    [':9000', '127.0.0.1', 9000],
    ['9000', '127.0.0.1', 9000],
    ['[::1]:65535', '::1', 65_535],
  ])('%s is %s and %i', (typed, host, port) => {
    expect(parseAddress(typed)).toEqual({ host, port })
  })

  test.each([
    '',
    'localhost',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    '::1:80',
    'http://localhost:80',
    'a b:80',
  ])('%j is refused', typed => {
    expect(() => parseAddress(typed)).toThrow(/is not an address/)
  })
})
