// Help texts, made from the tables.

import { commandNames, commandSpec, type ArgumentSpec, type CommandName } from './table/commands.ts'
import { allowedOptions } from './arguments/parse.ts'
import { optionSpec, type OptionName } from './table/options.ts'

export const helpForAll = (): string => {
  const ready = commandNames.filter(name => commandSpec(name).comesLater !== true)
  const later = commandNames.filter(name => commandSpec(name).comesLater === true)
  const rows = (names: readonly CommandName[]): readonly string[] =>
    inColumns(names.map(name => [usage(name), commandSpec(name).summary]))
  return text([
    'Learn how the web works by writing a web server.',
    '',
    '  npx tsgi-learn lesson 1     start here',
    '  npx tsgi-learn              where you left off',
    '',
    'Commands',
    ...rows(ready),
    '',
    'These come with a later version',
    ...rows(later),
    '',
    'Options of all commands',
    ...inColumns((['help', 'version'] as const).map(optionRow)),
    '',
    'Exit codes: 0 passed, 1 checks failed, 2 the command was not understood,',
    '            3 a broken lesson pack, 70 a bug of ours.',
    'tsgi-learn help COMMAND tells more.',
  ])
}

export const helpForCommand = (name: CommandName): string => {
  const spec = commandSpec(name)
  return text([
    `tsgi-learn ${usage(name)}`,
    '',
    `  ${spec.summary}${spec.comesLater === true ? ' (comes with a later version)' : ''}`,
    ...(spec.details ?? []).flatMap(line => wrapped(line, columns - 2)).map(line => `  ${line}`),
    '',
    'Options',
    ...inColumns(allowedOptions(name).map(optionRow)),
    '',
    'Example',
    `  ${spec.example}`,
  ])
}

/** `check [N|SLUG]` */
const usage = (name: CommandName): string => [name, ...commandSpec(name).arguments.map(argumentWord)].join(' ')

const argumentWord = ({ name, isRequired }: ArgumentSpec): string => (isRequired === true ? name : `[${name}]`)

const optionRow = (name: OptionName): readonly [string, string] => {
  const { short, value, help } = optionSpec(name)
  return [`${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value.name}`}`, help]
}

const columns = 80

const inColumns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.min(30, Math.max(...rows.map(([left]) => left.length)))
  return rows.flatMap(([left, right]) => {
    const lines = wrapped(right, columns - width - 4)
    const first =
      left.length > width
        ? [`  ${left}`, `  ${' '.repeat(width)}  ${lines[0] ?? ''}`]
        : [`  ${left.padEnd(width)}  ${lines[0] ?? ''}`]
    return [...first, ...lines.slice(1).map(line => `  ${' '.repeat(width)}  ${line}`)]
  })
}

// Help is ASCII of our own: words and spaces, no wide characters.
const wrapped = (sentence: string, width: number): readonly string[] =>
  sentence.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`
