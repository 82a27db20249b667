// The words a program is started with: applications become modules that it can import, commands get them where they ask.
// Starts nothing.

import { fileURLToPath } from 'node:url'

import type { Application, Argument } from '../run.ts'
import { joinedOriginals } from '../strip/original-names.ts'
import { prepareShadow } from '../strip/shadow.ts'
import type { Shadow, ShadowOptions } from '../strip/shadow.ts'
import type { ProgramFact } from './program.ts'

export type CommandLine =
  | {
      readonly type: 'ready'
      readonly words: readonly string[]
      /** The copies that the applications are loaded from. */
      readonly loaded: Pick<Shadow, 'files' | 'originals'>
    }
  /** An application cannot be read. */
  | { readonly type: 'fault'; readonly fact: ProgramFact }

export function commandLineOf(argv: readonly Argument[], options: Omit<ShadowOptions, 'path'>): CommandLine {
  const words: string[] = []
  const shadows: Shadow[] = []
  for (const argument of argv) {
    if (typeof argument === 'string') {
      words.push(argument)
      continue
    }
    const prepared = prepareShadow({ ...options, path: argument.path })
    if (prepared.type === 'fault') return prepared
    shadows.push(prepared.shadow)
    words.push(wordFor(prepared.shadow, argument))
  }
  const originals = joinedOriginals(shadows.map(shadow => shadow.originals))
  return { type: 'ready', words, loaded: { originals, files: shadows.flatMap(({ files }) => files) } }
}

function wordFor({ moduleUrl }: Shadow, { name }: Application): string {
  return `${fileURLToPath(moduleUrl)}:${name}`
}

/** Where the command says `{application}`, or at its end. */
export function withWords(command: string, words: readonly string[]): string {
  const text = words.map(quotedForShell).join(' ')
  if (command.includes('{application}')) return command.replaceAll('{application}', () => text)
  return text === '' ? command : `${command} ${text}`
}

function quotedForShell(word: string): string {
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
