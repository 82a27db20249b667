import { describe, expect, test } from 'vitest'
import { parseCommand } from '../../src/cli/arguments/parse.ts'
import { nearest } from '../../src/cli/arguments/suggest.ts'
import { bugText } from '../../src/cli/bug.ts'
import { helpForAll, helpForCommand } from '../../src/cli/help.ts'
import { commandNames, commandSpec } from '../../src/cli/table/commands.ts'
import { optionTable } from '../../src/cli/table/options.ts'

describe('the command table', () => {
  test.each(commandNames)('%s has an example that is accepted', name => {
    const words = commandSpec(name).example.replace(/^.*?tsgi-learn /, '')
    const argv = [...words.matchAll(/'([^']*)'|([^\s)']+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    expect(parseCommand(argv).name).toBe(name)
  })

  test.each(commandNames)('help for %s names every option it takes, within 80 columns', name => {
    const help = helpForCommand(name)
    const missing = commandSpec(name).options.filter(option => !help.includes(`--${option}`))
    expect(missing).toEqual([])
    const example = commandSpec(name).example
    const long = help.split('\n').filter(line => line.length > 80 && !line.includes(example))
    expect(long).toEqual([])
  })

  test('help names every command, within 80 columns', () => {
    const help = helpForAll()
    expect(commandNames.filter(name => !help.includes(`  ${name}`))).toEqual([])
    expect(help.split('\n').filter(line => line.length > 80)).toEqual([])
  })

  test('has no option that no command takes', () => {
    const used = new Set<string>([...commandNames.flatMap(name => commandSpec(name).options), 'help', 'version'])
    expect(Object.keys(optionTable).filter(name => !used.has(name))).toEqual([])
  })

  test('makes no text with an exclamation mark', () => {
    const texts = [helpForAll(), ...commandNames.map(helpForCommand)]
    expect(texts.filter(text => text.includes('!'))).toEqual([])
  })
})

describe('a suggestion', () => {
  const known = ['check', 'watch', 'trace', 'hint', 'solution', 'one-read']
  test.each([
    ['chck', 'check'],
    ['CHECK', 'check'],
    ['wacth', 'watch'],
    ['sol', 'solution'],
    ['oneread', 'one-read'],
    ['hnt', 'hint'],
    ['zzz', undefined],
    ['x', undefined],
  ])('for %s is %s', (word, expected) => {
    expect(nearest(word, known)).toBe(expected)
  })
})

describe('a bug of ours', () => {
  const facts = { version: '1.2.3', node: 'v20.20.2', platform: 'linux x64', argv: ['check', 'a b', '--json'] }

  test('is told with the stack, its cause and what a report needs', () => {
    const error = new TypeError('x is not a function', { cause: new Error('deeper') })
    const text = bugText(error, facts)
    expect(text).toMatch(/^tsgi-learn has a bug\. It is ours/)
    expect(text).toContain('  TypeError: x is not a function\n      at ')
    expect(text).toContain('  caused by Error: deeper')
    expect(text).toMatch(/\n {2}tsgi-learn 1\.2\.3, Node v20\.20\.2, linux x64\n {2}tsgi-learn check "a b" --json$/)
  })

  test.each([['a string'], [undefined], [{ odd: true }]])('is told also when %j was thrown', thrown => {
    expect(bugText(thrown, facts)).toContain('  thrown: ')
  })
})
