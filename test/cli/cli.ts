// The command as learners have it: dist, started as a process of its own, in a folder and an environment of the test's.

import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export const packageFolder = join(import.meta.dirname, '../..')
export const launcher = join(packageFolder, 'dist/tsgi-learn.cjs')

const made = mkdtempSync(join(tmpdir(), 'tsgi-learn-cli-'))
let count = 0
afterAll(() => rmSync(made, { recursive: true, force: true }))

/** A new empty folder. */
export const newFolder = (): string => {
  const folder = join(made, `folder-${count++}`)
  mkdirSync(folder)
  return folder
}

export type Ended = {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

export type CliOptions = {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  /** Another copy of the package. */
  readonly launcher?: string
}

/** Runs the command to its end. */
export const cli = (argv: readonly string[], options: CliOptions): Promise<Ended> => {
  const child = startCli(argv, options)
  child.stdin?.end(options.input)
  return endOf(child)
}

/** Starts the command; the test ends it. Caches and notes go to the test's own folder. */
export const startCli = (argv: readonly string[], options: CliOptions): ChildProcess =>
  spawn(process.execPath, [options.launcher ?? launcher, ...argv], {
    cwd: options.cwd,
    env: { ...process.env, XDG_CACHE_HOME: join(made, 'cache'), XDG_STATE_HOME: join(made, 'state'), ...options.env },
    stdio: 'pipe',
  })

export const endOf = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })

/** Resolves with all that was written once it matches; rejects, with it, after `ms`. */
export const outputUntil = (child: ChildProcess, pattern: RegExp, ms = 8000): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = ''
    const limit = setTimeout(() => reject(new Error(`${pattern} did not come in ${ms} ms:\n${output}`)), ms)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (!pattern.test(output)) return
      clearTimeout(limit)
      resolve(output)
    })
  })

/** A folder with a workbook in it whose lesson 1 is open; gives the workbook. */
export const newWorkbook = async (): Promise<string> => {
  const folder = newFolder()
  await cli(['lesson', '1'], { cwd: folder })
  return join(folder, 'tsgi-workbook')
}

/** Puts the solution, or an attempt, over the learner's files of lesson 1. */
export const solve = (workbook: string, from = 'solution'): void => {
  cpSync(join(packageFolder, 'lessons/echo', from), join(workbook, '01-echo'), { recursive: true })
}
