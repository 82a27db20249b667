// The completion script for bash.

import type { CompletionCommand, CompletionOption, Offer } from './completion.ts'

export const bashScript = (commands: readonly CompletionCommand[], bare: readonly CompletionOption[]): string => `\
_tsgi_learn() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= words= arguments=-1 word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) ;;
      *) [[ -z $command ]] && command=$word; arguments=$((arguments + 1)) ;;
    esac
  done
  case $previous in
${valueCases(commands)}
  esac
  case $command in
    '') words='${[...commands.map(({ name }) => name), ...bare.map(dashed)].join(' ')}' ;;
${commands.map(commandCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _tsgi_learn tsgi-learn
`

const valueCases = (commands: readonly CompletionCommand[]): string => {
  const options = new Map(commands.flatMap(({ options }) => options.map(option => [option.name, option] as const)))
  return [...options.values()]
    .flatMap(option => (option.value === undefined ? [] : [`    ${dashed(option)}) ${reply(option.value)}; return ;;`]))
    .join('\n')
}

const reply = (offer: Offer): string => {
  if (offer.type === 'files') return 'COMPREPLY=($(compgen -f -- "$current"))'
  return offer.type === 'words' ? `COMPREPLY=($(compgen -W '${offer.words.join(' ')}' -- "$current"))` : 'COMPREPLY=()'
}

const commandCase = (command: CompletionCommand): string => {
  const places = command.arguments.flatMap((offer, index) => {
    if (offer.type === 'files') return [`        ${index}) return ;;`]
    return offer.type === 'words' ? [`        ${index}) words='${offer.words.join(' ')}' ;;`] : []
  })
  const choose = places.length === 0 ? ':' : `case $arguments in\n${places.join('\n')}\n      esac`
  return `    ${command.name})
      if [[ $current == -* ]]; then words='${command.options.map(dashed).join(' ')}'; else ${choose}; fi ;;`
}

const dashed = ({ name }: CompletionOption): string => `--${name}`
