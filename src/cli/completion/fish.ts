// The completion script for fish.

import type { CompletionCommand, CompletionOption, Offer } from './completion.ts'

export const fishScript = (commands: readonly CompletionCommand[], bare: readonly CompletionOption[]): string =>
  [
    'complete -c tsgi-learn -f',
    ...commands.map(
      ({ name, summary }) => `complete -c tsgi-learn -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...bare.map(option => `complete -c tsgi-learn -n __fish_use_subcommand ${optionWords(option)}`),
    ...commands.flatMap(commandLines),
    '',
  ].join('\n')

const commandLines = (command: CompletionCommand): readonly string[] => {
  const when = `-n '__fish_seen_subcommand_from ${command.name}'`
  const places = command.arguments.flatMap(offer => {
    const words = offerWords(offer)
    return words === '' ? [] : [`complete -c tsgi-learn ${when} ${words}`]
  })
  return [...command.options.map(option => `complete -c tsgi-learn ${when} ${optionWords(option)}`), ...places]
}

const optionWords = ({ name, short, help, value }: CompletionOption): string =>
  [
    short === undefined ? '' : `-s ${short} `,
    `-l ${name} -d ${quoted(help)}`,
    value === undefined ? '' : ` -r ${offerWords(value)}`,
  ]
    .join('')
    .trimEnd()

const offerWords = (offer: Offer): string => {
  if (offer.type === 'files') return '-F'
  return offer.type === 'words' ? `-a ${quoted(offer.words.join(' '))}` : ''
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
