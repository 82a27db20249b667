// Runs the command that was typed and turns what it throws into a message and an exit code.

import { commandModules } from './command-modules.ts'
import { parseCommand, type ParsedCommand } from './arguments/parse.ts'
import type { Context } from './context.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { helpForAll, helpForCommand } from './help.ts'
import { packageVersion } from './package-folder.ts'
import { commandSpec, type CommandName } from './table/commands.ts'
import { troubleFrom } from './trouble.ts'

/** Rejects with what is a bug of ours; everything else has become an exit code. */
export const runCommand = async (argv: readonly string[], world: Omit<Context, 'typed'>): Promise<ExitCode> => {
  try {
    return await dispatch({ ...world, typed: parseCommand(argv) })
  } catch (error) {
    const trouble = troubleFrom(error)
    if (trouble === undefined) throw error
    world.console.note(trouble.text)
    return trouble.code
  }
}

const dispatch = async (context: Context): Promise<ExitCode> => {
  const { name, options } = context.typed
  if (options.has('help') || name === 'help') return help(context)
  if (options.has('version')) return say(context, `${packageVersion(context.packageFolder)}\n`)
  if (name === undefined) return (await commandModules.where()).run(context)
  if (!isReady(name)) return refuseLater(context, name)
  return (await commandModules[name]()).run(context)
}

const isReady = (name: CommandName): name is CommandName & keyof typeof commandModules =>
  commandSpec(name).comesLater !== true && Object.hasOwn(commandModules, name)

const help = async (context: Context): Promise<ExitCode> => {
  const { name, arguments: words } = context.typed
  const about: ParsedCommand['name'] = name === 'help' ? undefined : name
  if (about !== undefined) return say(context, helpForCommand(about))
  const word = words[0]
  return say(context, word === undefined ? helpForAll() : helpForCommand(parseCommand([word, '--help']).name ?? 'help'))
}

const say = (context: Context, text: string): ExitCode => {
  context.console.write(text)
  return exitCode.passed
}

const refuseLater = (context: Context, name: string): ExitCode => {
  context.console.note(`tsgi-learn ${name} comes with a later version`)
  return exitCode.usage
}
