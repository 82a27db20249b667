// What the lint of a course needs done: programs run and types looked at, each in a temporary folder that is gone after.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LintedProgram, LintTools, TypeProblem } from '../../lesson/index.ts'
import type { CheckToRun, Runner, RunReport } from '../../runner/index.ts'
import { createTurns } from './turns.ts'
import { typeProblems } from './type-check.ts'

export type ProgramsOptions = {
  readonly runner: Runner
  /** How many programs run side by side; the others wait for their turn. */
  readonly atOnce: number
  /** The same cuts in every run. */
  readonly seed: number
  readonly signal: AbortSignal
  /** Where the types of learners' folders are. */
  readonly templateFolder: string
  /** `tsc` as a file for node; undefined: types are not looked at. */
  readonly compiler: string | undefined
}

export const programTools = (options: ProgramsOptions): LintTools => {
  const { compiler } = options
  const inTurn = createTurns(options.atOnce)
  return {
    run: (program, checks) => inTurn(() => runProgram(options, program, checks)),
    ...(compiler === undefined ? {} : { typeCheck: files => inTurn(() => typesOf(files, { ...options, compiler })) }),
  }
}

const runProgram = (
  { runner, seed, signal }: ProgramsOptions,
  { files, argv }: LintedProgram,
  checks: readonly CheckToRun[],
): Promise<RunReport> =>
  inFolder(folder => {
    writeFiles(folder, files)
    return runner.run({ program: { type: 'file', path: join(folder, 'server.ts'), argv }, checks, seed, signal })
  })

type Compiling = Pick<ProgramsOptions, 'templateFolder' | 'signal'> & { readonly compiler: string }

const typesOf = (
  files: LintedProgram['files'],
  { templateFolder, compiler, signal }: Compiling,
): Promise<readonly TypeProblem[]> =>
  inFolder(folder => {
    cpSync(templateFolder, folder, { recursive: true })
    writeFiles(join(folder, programFolder), files)
    return typeProblems({ compiler, folder, programFolder, signal })
  })

/** As learners have it: a folder for each lesson, below the types. */
const programFolder = 'lesson'

const inFolder = async <Result>(use: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'tsgi-learn-course-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names have been looked at when the pack was read: none leads out of its folder. */
const writeFiles = (folder: string, files: ReadonlyMap<string, string>): void => {
  for (const [name, text] of files) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
