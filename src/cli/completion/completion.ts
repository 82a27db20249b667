// What can be completed, gathered from the tables once, for the three shells to write in their own language.

import { allowedOptions } from '../arguments/parse.ts'
import { commandNames, commandSpec, type ArgumentKind, type CommandName } from '../table/commands.ts'
import { optionSpec, type OptionName, type ValueKind } from '../table/options.ts'

/** Words that come from the course and the table of codes. */
export type KnownWords = {
  readonly lessons: readonly string[]
  readonly checks: readonly string[]
  readonly codes: readonly string[]
}

/** `files`: whatever the shell itself offers for file names. */
export type Offer =
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'files' }
  | { readonly type: 'nothing' }

export type CompletionOption = {
  readonly name: OptionName
  readonly short: string | undefined
  readonly help: string
  /** undefined for a switch. */
  readonly value: Offer | undefined
}

export type CompletionCommand = {
  readonly name: CommandName
  readonly summary: string
  readonly options: readonly CompletionOption[]
  /** For each argument in turn. */
  readonly arguments: readonly Offer[]
}

/** Commands that come later are left out: nobody needs help to type them. */
export const completionCommands = (known: KnownWords): readonly CompletionCommand[] =>
  commandNames
    .filter(name => commandSpec(name).comesLater !== true)
    .map(name => ({
      name,
      summary: commandSpec(name).summary,
      options: optionsOf(name, known),
      arguments: commandSpec(name).arguments.map(({ kind, choices }) =>
        choices === undefined ? argumentOffer(kind, known) : { type: 'words', words: choices },
      ),
    }))

export const optionsOf = (command: CommandName | undefined, known: KnownWords): readonly CompletionOption[] =>
  allowedOptions(command).map(name => {
    const { short, help, value } = optionSpec(name)
    return { name, short, help, value: value === undefined ? undefined : valueOffer(value.kind, known) }
  })

const argumentOffer = (kind: ArgumentKind, known: KnownWords): Offer => {
  switch (kind) {
    case 'lesson':
      return { type: 'words', words: known.lessons }
    case 'check':
      return { type: 'words', words: known.checks }
    case 'code':
      return { type: 'words', words: known.codes }
    case 'command':
      return { type: 'words', words: commandNames }
    case 'file':
    case 'directory':
      return { type: 'files' }
    case 'shell':
    case 'action':
    case 'application':
      return { type: 'nothing' }
  }
}

const valueOffer = (kind: ValueKind, known: KnownWords): Offer => {
  if (kind === 'check') return { type: 'words', words: known.checks }
  return kind === 'file' ? { type: 'files' } : { type: 'nothing' }
}
