// The learner's editor: which one it is, how it is told a line, and how it is run.

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import type { Environment } from './context.ts'

export type Place = { readonly file: string; readonly line: number; readonly column: number }

/** What to do around an editor that draws in the terminal itself. */
export type TerminalHandover = { readonly release: () => void; readonly take: () => void }

export type Editor = {
  /** As the shell reads it: `code --wait`. */
  readonly command: string
  readonly kind: EditorKind
  /** Where the choice comes from: `$VISUAL`, `$EDITOR`, or what was found on this machine. */
  readonly from: '$VISUAL' | '$EDITOR' | 'PATH'
}

/** `window`: has a window of its own, so that the terminal stays ours. */
type EditorKind = { readonly place: 'terminal' | 'window'; readonly words: (at: Place) => readonly string[] }

const goTo: EditorKind = { place: 'window', words: at => ['-g', `${at.file}:${at.line}:${at.column}`] }
const withColons = (place: EditorKind['place']): EditorKind => ({
  place,
  words: at => [`${at.file}:${at.line}:${at.column}`],
})
const vim: EditorKind = { place: 'terminal', words: at => [`+call cursor(${at.line},${at.column})`, at.file] }
const plusLine: EditorKind = { place: 'terminal', words: at => [`+${at.line}`, at.file] }
const jetBrains: EditorKind = {
  place: 'window',
  words: at => ['--line', `${at.line}`, '--column', `${at.column}`, at.file],
}
const unknown: EditorKind = { place: 'terminal', words: at => [at.file] }

const kinds: Readonly<Record<string, EditorKind>> = {
  code: goTo,
  'code-insiders': goTo,
  codium: goTo,
  cursor: goTo,
  windsurf: goTo,
  subl: withColons('window'),
  zed: withColons('window'),
  hx: withColons('terminal'),
  helix: withColons('terminal'),
  vim,
  nvim: vim,
  vi: plusLine,
  emacs: { place: 'terminal', words: at => [`+${at.line}:${at.column}`, at.file] },
  nano: { place: 'terminal', words: at => [`+${at.line},${at.column}`, at.file] },
  micro: { place: 'terminal', words: at => [`+${at.line}:${at.column}`, at.file] },
  kak: { place: 'terminal', words: at => [`+${at.line}:${at.column}`, at.file] },
  joe: plusLine,
  webstorm: jetBrains,
  idea: jetBrains,
}

/** Tried in this order when no variable says which. */
const usual = ['code', 'cursor', 'zed', 'subl', 'nano', 'micro', 'vim', 'vi'] as const

/** undefined when there is none to be found. */
export const findEditor = (env: Environment): Editor | undefined => {
  for (const from of ['VISUAL', 'EDITOR'] as const) {
    const command = env[from]?.trim()
    if (command !== undefined && command !== '') return { command, kind: kindOf(command), from: `$${from}` }
  }
  // A window would open on another machine's screen, or on none.
  const hasWindows = env['SSH_CONNECTION'] === undefined
  const found = usual.find(name => (hasWindows || kinds[name]?.place === 'terminal') && isInPath(name, env))
  return found === undefined ? undefined : { command: found, kind: kindOf(found), from: 'PATH' }
}

/** Opens the file at the line. Gives a sentence about what went wrong, undefined when nothing did. */
export const openEditor = async (
  at: Place,
  env: Environment,
  terminal: TerminalHandover,
): Promise<string | undefined> => {
  const editor = findEditor(env)
  if (editor === undefined) return 'no editor was found: set EDITOR, for example EDITOR=nano'
  if (editor.kind.place === 'window') return runEditor(editor, at, env)
  terminal.release()
  try {
    return await runEditor(editor, at, env)
  } finally {
    terminal.take()
  }
}

const runEditor = (editor: Editor, at: Place, env: Environment): Promise<string | undefined> => {
  const isWindow = editor.kind.place === 'window'
  const [program, ...words] = invocation(editor, at)
  return new Promise(resolve => {
    const child = spawn(program, words, {
      env,
      stdio: isWindow ? 'ignore' : 'inherit',
      shell: process.platform === 'win32',
    })
    child.once('error', error => resolve(`the editor did not start: ${error.message}`))
    child.once('exit', code => resolve(code === 127 || code === 126 ? notFound(editor) : undefined))
  })
}

// $EDITOR may hold arguments and quotes. The shell takes them apart, as it does for git; the place goes in as words, which
// it leaves alone.
const invocation = (editor: Editor, at: Place): readonly [string, ...string[]] =>
  process.platform === 'win32'
    ? [editor.command, ...editor.kind.words(at).map(word => `"${word}"`)]
    : ['/bin/sh', '-c', `${editor.command} "$@"`, 'sh', ...editor.kind.words(at)]

const notFound = ({ command, from }: Editor): string =>
  `the editor ${JSON.stringify(command)} was not found${from === 'PATH' ? '' : `: ${from} names it`}`

const kindOf = (command: string): EditorKind => {
  const program = /^(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(command)
  const name = basename(program?.[1] ?? program?.[2] ?? program?.[3] ?? '').replace(/\.(exe|cmd)$/i, '')
  return kinds[name] ?? unknown
}

const isInPath = (name: string, env: Environment): boolean =>
  (env['PATH'] ?? '').split(delimiter).some(folder => {
    const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
    return suffixes.some(suffix => isExecutable(join(folder, name + suffix)))
  })

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not for us: either way it cannot be run.
    return false
  }
}
