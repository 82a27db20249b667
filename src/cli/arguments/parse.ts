// What was typed → a command with its arguments and options, or a UsageError that suggests the nearest word.

import { parseArgs, type ParseArgsConfig } from 'node:util'
import { commandNames, commandSpec, isCommandName, type CommandName } from '../table/commands.ts'
import { isOptionName, optionSpec, optionTable, type OptionName } from '../table/options.ts'
import { UsageError } from '../usage-error.ts'
import { suggestion } from './suggest.ts'

export type ParsedCommand = {
  /** undefined when no command was typed: where I left off. */
  readonly name: CommandName | undefined
  readonly arguments: readonly string[]
  readonly options: Options
}

/** Switches that were given, and the values of the others in the order they were given. */
export type Options = {
  readonly has: (name: OptionName) => boolean
  /** The last value given. */
  readonly value: (name: OptionName) => string | undefined
  readonly values: (name: OptionName) => readonly string[]
}

type Token = NonNullable<ReturnType<typeof parseArgs<ParseArgsConfig & { readonly tokens: true }>>['tokens']>[number]
type OptionToken = Extract<Token, { readonly kind: 'option' }>

export const parseCommand = (argv: readonly string[]): ParsedCommand => {
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseOptions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []))
  const [first, ...rest] = words
  const name = first === undefined ? undefined : commandNamed(first)
  const given = tokens.flatMap(token => (token.kind === 'option' ? [token] : []))
  const options = optionsFrom(given, name)
  if (name !== undefined && !options.has('help')) requireArguments(name, rest)
  return { name, arguments: rest, options }
}

const parseOptions: ParseArgsConfig['options'] = Object.fromEntries(
  Object.keys(optionTable)
    .filter(isOptionName)
    .map(name => {
      const { short, value } = optionSpec(name)
      const type = value === undefined ? ('boolean' as const) : ('string' as const)
      return [name, short === undefined ? { type, multiple: true } : { type, short, multiple: true }]
    }),
)

const commandNamed = (word: string): CommandName => {
  if (isCommandName(word)) return word
  if (/^\d+$/.test(word)) throw new UsageError(`${word} is not a command`, `did you mean tsgi-learn lesson ${word}?`)
  throw new UsageError(
    `there is no command ${quoted(word)}`,
    suggestion(word, commandNames) ?? 'tsgi-learn --help lists all commands',
  )
}

const optionsFrom = (given: readonly OptionToken[], command: CommandName | undefined): Options => {
  const isLater = command !== undefined && commandSpec(command).comesLater === true
  for (const token of isLater ? [] : given) requireKnown(token, command)
  const values = (name: OptionName): readonly string[] =>
    given.flatMap(token => (token.name === name && typeof token.value === 'string' ? [token.value] : []))
  return { has: name => given.some(token => token.name === name), value: name => values(name).at(-1), values }
}

const requireKnown = (token: OptionToken, command: CommandName | undefined): void => {
  const allowed = allowedOptions(command)
  const { name, rawName, value } = token
  if (!isOptionName(name) || !allowed.includes(name)) throw unknownOption(rawName, command, allowed)
  const wanted = optionSpec(name).value
  if (wanted === undefined && value !== undefined)
    throw new UsageError(`${rawName} takes no value, but was given ${quoted(value)}`)
  if (wanted !== undefined && (value === undefined || value === '')) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${wanted.name}`)
  }
}

const unknownOption = (typed: string, command: CommandName | undefined, allowed: readonly OptionName[]): UsageError => {
  const of = command === undefined ? 'tsgi-learn' : `tsgi-learn ${command}`
  const near = suggestion(typed.replace(/^--?/, ''), allowed)?.replace('mean ', 'mean --')
  return new UsageError(
    `${of} has no option ${typed}`,
    near ?? `${command === undefined ? 'tsgi-learn --help' : `tsgi-learn help ${command}`} lists its options`,
  )
}

/** Options that may stand with a command; `--help` may with all. */
export const allowedOptions = (command: CommandName | undefined): readonly OptionName[] =>
  command === undefined ? ['help', 'version', 'plain'] : [...commandSpec(command).options, 'help']

const requireArguments = (command: CommandName, words: readonly string[]): void => {
  const spec = commandSpec(command)
  if (spec.comesLater === true) return
  const extra = words[spec.arguments.length]
  if (extra !== undefined) {
    throw new UsageError(
      `tsgi-learn ${command} does not know what to do with ${quoted(extra)}`,
      `for example: ${spec.example}`,
    )
  }
  for (const [index, { name, isRequired, choices }] of spec.arguments.entries()) {
    const word = words[index]
    if (word === undefined && isRequired === true) {
      throw new UsageError(`tsgi-learn ${command} needs ${name}`, `for example: ${spec.example}`)
    }
    if (word !== undefined && choices !== undefined && !choices.includes(word)) {
      throw new UsageError(
        `tsgi-learn ${command} knows ${choices.join(', ')}, not ${quoted(word)}`,
        suggestion(word, choices),
      )
    }
  }
}

/** What was typed, safe to print. */
export const quoted = (text: string): string => JSON.stringify(text)
