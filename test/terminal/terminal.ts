// A real pseudo-terminal with the command in it, and a terminal emulator that reads the screen back. Knows nothing of lessons.

import { spawn, type IPty } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, vi } from 'vitest'
import { launcher, newFolder } from '../cli/cli.ts'
import { until } from '../runner/support/until.ts'
import { createModes, type Modes } from './modes.ts'
import { isAlive, isStopped } from './processes.ts'

export type TerminalSize = { readonly columns: number; readonly rows: number }

export type TerminalOptions = TerminalSize & {
  /** What is typed after `tsgi-learn`. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** What the terminal says when it is asked for its background, as X11 writes colours; silent without it. */
  readonly background?: string
}

export type Cell = {
  readonly text: string
  readonly width: number
  /** Whether it has any colour of its own, before or behind. */
  readonly isColored: boolean
  readonly isBold: boolean
}

export type Terminal = {
  /** What is on the screen now: one line a row, spaces at line ends dropped. */
  readonly text: () => string
  readonly row: (index: number) => string
  readonly cells: () => readonly (readonly Cell[])[]
  /** Everything that was written, escape codes and all. */
  readonly written: () => string
  readonly modes: () => Modes
  readonly isAlternate: () => boolean
  readonly press: (keys: string) => void
  readonly resize: (size: TerminalSize) => void
  /** Resolves once the screen has all of the words; rejects with the whole screen after the deadline. */
  readonly shows: (...words: readonly string[]) => Promise<void>
  readonly until: (what: string, holds: () => boolean) => Promise<void>
  /** The process of the command itself. */
  readonly pid: () => number
  /** As closing the window does. */
  readonly close: () => void
}

const deadlineMs = 8000
// A test that waits in vain says for what, before it runs out of time itself.
vi.setConfig({ testTimeout: 40_000 })

/** Until it is switched off again, what is written belongs together. */
const togetherMode = 2026

/** Compiled code is kept from start to start, as at home. */
const cacheFolder = newFolder()

const open = new Map<IPty, () => number>()

// The command itself gets a SIGHUP when its shell ends; its folder may go only after it.
afterEach(async () => {
  for (const [pty, pid] of open) {
    pty.kill('SIGKILL')
    // What a failed test has left stopped hears of nothing else.
    if (isStopped(pid())) process.kill(pid(), 'SIGKILL')
    await until('the command has ended', () => !isAlive(pid()))
  }
  open.clear()
})

/**
 * Runs the command below a shell, which stays when the command has gone: it says `left CODE`, then how the terminal was
 * left in the words of `stty`, then waits for a line.
 */
export const openTerminal = (options: TerminalOptions): Terminal => {
  const home = newFolder()
  const pidFile = join(home, 'pid')
  const emulator = new xterm.Terminal({ cols: options.columns, rows: options.rows, allowProposedApi: true })
  const pty = spawn('/bin/sh', ['-c', script, 'sh', pidFile, process.execPath, launcher, ...options.argv], {
    cols: options.columns,
    rows: options.rows,
    name: options.env?.['TERM'] ?? 'xterm-256color',
    cwd: options.cwd,
    env: environmentOf(home, options.env),
  })
  const pid = (): number => Number(readFileSync(pidFile, 'utf8'))
  open.set(pty, pid)
  const waiting = new Set<() => void>()
  const modes = createModes(emulator)
  let written = ''
  pty.onData(data => {
    written += data
    // Looked at between frames, as a terminal shows them: never while half of one is there.
    emulator.write(data, () => {
      if (!modes.now().has(togetherMode)) waiting.forEach(look => look())
    })
  })
  // The emulator answers what a terminal is asked.
  emulator.onData(data => pty.write(data))
  const { background } = options
  if (background !== undefined) {
    emulator.parser.registerOscHandler(11, () => {
      pty.write(`\x1b]11;rgb:${background}\x1b\\`)
      return true
    })
  }

  const rowsNow = (): readonly string[] =>
    Array.from({ length: emulator.rows }, (_, row) => lineAt(emulator, row)?.translateToString(true).trimEnd() ?? '')
  const text = (): string => rowsNow().join('\n').trimEnd()
  const waitUntil = (what: string, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (holds()) end(resolve)
      }
      const end = (settle: () => void): void => {
        clearTimeout(limit)
        waiting.delete(look)
        settle()
      }
      const limit = setTimeout(
        () => end(() => reject(new Error(`${deadlineMs} ms passed without: ${what}\nOn the screen:\n${text()}`))),
        deadlineMs,
      )
      waiting.add(look)
      look()
    })
  return {
    text,
    row: index => rowsNow()[index] ?? '',
    cells: () => cellsOf(emulator),
    written: () => written,
    modes: modes.now,
    isAlternate: () => emulator.buffer.active.type === 'alternate',
    press: keys => pty.write(keys),
    resize: ({ columns, rows }) => {
      emulator.resize(columns, rows)
      pty.resize(columns, rows)
    },
    shows: (...words) => waitUntil(words.join(' and '), () => words.every(word => text().includes(word))),
    until: waitUntil,
    pid,
    close: () => pty.kill('SIGHUP'),
  }
}

const script = [
  'file=$1; shift',
  'sh -c \'echo $$ > "$0.new"; mv "$0.new" "$0"; exec "$@"\' "$file" "$@"',
  'echo "left $?"; stty -a; read line',
].join('\n')

const environmentOf = (home: string, env: TerminalOptions['env']): Record<string, string> => {
  const { FORCE_COLOR: _, ...inherited } = process.env
  const known = Object.entries(inherited).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(known),
    XDG_CACHE_HOME: cacheFolder,
    XDG_STATE_HOME: join(home, 'state'),
    ...env,
  }
}

const lineAt = (emulator: xterm.Terminal, row: number) =>
  emulator.buffer.active.getLine(emulator.buffer.active.viewportY + row)

const cellsOf = (emulator: xterm.Terminal): readonly (readonly Cell[])[] =>
  Array.from({ length: emulator.rows }, (_, row) =>
    Array.from({ length: emulator.cols }, (_, column): Cell => {
      const cell = lineAt(emulator, row)?.getCell(column)
      return {
        text: cell?.getChars() ?? '',
        width: cell?.getWidth() ?? 1,
        isColored: cell !== undefined && !(cell.isFgDefault() && cell.isBgDefault()),
        isBold: (cell?.isBold() ?? 0) !== 0,
      }
    }),
  )
