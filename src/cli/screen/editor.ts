// Opens the learner's editor at a line. One that lives in the terminal gets the terminal until it ends; one with a window does not.

import { spawn, type SpawnOptions } from 'node:child_process'
import { basename } from 'node:path'
import type { Environment } from '../../ui/index.ts'

export type Place = { readonly file: string; readonly line: number; readonly column: number }

/** What gives the terminal away and takes it back. */
export type TerminalLoan = { readonly release: () => void; readonly take: () => void }

/** A program and its arguments, and whether it opens a window of its own. */
export type EditorCommand = {
  readonly command: string
  readonly args: readonly string[]
  readonly place: 'terminal' | 'window'
}

/** Settles when the editor has ended, or at once for one with a window. The answer says what went wrong, if anything did. */
export const openEditor = async (place: Place, env: Environment, loan: TerminalLoan): Promise<string | undefined> => {
  const editor = editorCommand(place, env)
  if (editor === undefined) return `set $EDITOR to your editor, or open ${basename(place.file)} in it yourself`
  if (editor.place === 'window') return startWindow(editor)
  loan.release()
  try {
    return await runToEnd(editor)
  } finally {
    loan.take()
  }
}

/** $VISUAL first, as everywhere. Inside VS Code's own terminal, VS Code is the editor when nothing else is said. */
export const editorCommand = (place: Place, env: Environment): EditorCommand | undefined => {
  const said = [env['VISUAL'], env['EDITOR'], env['TERM_PROGRAM'] === 'vscode' ? 'code' : undefined]
  const [command, ...args] = (said.find(value => value !== undefined && value.trim() !== '') ?? '').trim().split(/\s+/)
  if (command === undefined || command === '') return undefined
  const name = basename(command).replace(/\.(exe|cmd)$/i, '')
  const how = editors.find(({ names }) => names.includes(name))
  return {
    command,
    args: [...args, ...(how?.args(place) ?? [place.file])],
    place: how?.place === 'window' && !args.some(arg => waiting.has(arg)) ? 'window' : 'terminal',
  }
}

const waiting: ReadonlySet<string> = new Set(['-nw', '-t', '-tty', '--tty'])

const editors: readonly {
  readonly names: readonly string[]
  readonly place: 'terminal' | 'window'
  readonly args: (place: Place) => readonly string[]
}[] = [
  {
    names: ['code', 'code-insiders', 'codium', 'cursor', 'windsurf'],
    place: 'window',
    args: at => ['-g', `${at.file}:${at.line}:${at.column}`],
  },
  { names: ['subl', 'zed', 'mate', 'atom'], place: 'window', args: at => [`${at.file}:${at.line}:${at.column}`] },
  { names: ['gedit', 'gvim', 'mvim'], place: 'window', args: at => [`+${at.line}`, at.file] },
  {
    names: ['vi', 'vim', 'nvim', 'view', 'emacs', 'emacsclient', 'joe', 'kak', 'mg', 'jed'],
    place: 'terminal',
    args: at => [`+${at.line}`, at.file],
  },
  { names: ['nano', 'pico'], place: 'terminal', args: at => [`+${at.line},${at.column}`, at.file] },
  { names: ['hx', 'helix', 'micro'], place: 'terminal', args: at => [`${at.file}:${at.line}:${at.column}`] },
]

const startWindow = (editor: EditorCommand): Promise<string | undefined> =>
  started(editor, { stdio: 'ignore', detached: true }, (child, settle) => {
    child.on('spawn', () => {
      child.unref()
      settle(undefined)
    })
  })

const runToEnd = (editor: EditorCommand): Promise<string | undefined> =>
  started(editor, { stdio: 'inherit' }, (child, settle) => {
    child.on('close', code =>
      settle(code === 0 || code === null ? undefined : `${editor.command} ended with code ${code}`),
    )
  })

const started = (
  editor: EditorCommand,
  options: SpawnOptions,
  follow: (child: ReturnType<typeof spawn>, settle: (problem: string | undefined) => void) => void,
): Promise<string | undefined> =>
  new Promise(resolve => {
    // On Windows `code` is a .cmd file, which only a shell can start.
    const child = spawn(editor.command, editor.args, { ...options, shell: process.platform === 'win32' })
    child.on('error', error => resolve(`${editor.command} could not be started: ${error.message}`))
    follow(child, resolve)
  })
