// What the lint of a course needs done: programs run and types looked at, each in a temporary folder that is gone after.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LintTools } from '../../lesson/index.ts'
import type { Runner } from '../../runner/index.ts'
import { typeProblems } from './type-check.ts'

export type ProgramsOptions = {
  readonly runner: Runner
  /** The same cuts in every run. */
  readonly seed: number
  readonly signal: AbortSignal
  /** Where the types of learners' folders are. */
  readonly templateFolder: string
  /** `tsc` as a file for node; undefined: types are not looked at. */
  readonly compiler: string | undefined
}

export const programTools = ({ runner, seed, signal, templateFolder, compiler }: ProgramsOptions): LintTools => ({
  run: ({ files, argv }, checks) =>
    inFolder(folder => {
      writeFiles(folder, files)
      const program = { type: 'file', path: join(folder, 'server.ts'), argv } as const
      return runner.run({ program, checks, seed, signal })
    }),
  ...(compiler === undefined
    ? {}
    : {
        typeCheck: files =>
          inFolder(folder => {
            cpSync(templateFolder, folder, { recursive: true })
            writeFiles(join(folder, programFolder), files)
            return typeProblems({ compiler, folder, programFolder, signal })
          }),
      }),
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
