// The completion script for zsh.

import type { CompletionCommand, CompletionOption, Offer } from './completion.ts'

export const zshScript = (commands: readonly CompletionCommand[], bare: readonly CompletionOption[]): string => `\
#compdef tsgi-learn
_tsgi_learn() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands 'command' commands
    _arguments ${bare.map(optionWord).join(' ')}
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _tsgi_learn tsgi-learn
`

const commandCase = (command: CompletionCommand): string => {
  const places = command.arguments.map((offer, index) => quoted(`${index + 1}::argument:${action(offer)}`))
  return `    ${command.name}) _arguments ${[...command.options.map(optionWord), ...places].join(' ')} ;;`
}

const optionWord = ({ name, help, value }: CompletionOption): string => {
  const text = help.replace(/[[\]:]/g, '\\$&')
  return quoted(
    `${value === undefined ? '' : '*'}--${name}[${text}]${value === undefined ? '' : `:value:${action(value)}`}`,
  )
}

const action = (offer: Offer): string => {
  if (offer.type === 'files') return '_files'
  return offer.type === 'words' ? `(${offer.words.join(' ')})` : ' '
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
