// Types of a program, asked of a TypeScript that is installed beside the course. Knows no lesson.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TypeProblem } from '../../lesson/index.ts'

/** The nearest `node_modules/typescript` of these folders or one above them. */
export const findCompiler = (folders: readonly string[]): string | undefined => {
  for (const folder of folders) {
    const found = compilerAbove(folder)
    if (found !== undefined) return found
  }
  return undefined
}

const compilerAbove = (folder: string): string | undefined => {
  const path = join(folder, 'node_modules', 'typescript', 'bin', 'tsc')
  if (existsSync(path)) return path
  const above = dirname(folder)
  return above === folder ? undefined : compilerAbove(above)
}

export type TypeCheck = {
  readonly compiler: string
  /** With a tsconfig.json; problems in `programFolder` below it are the program's. */
  readonly folder: string
  readonly programFolder: string
  readonly signal: AbortSignal
}

const timeoutMs = 60_000

/** Rejects when the compiler says that something is wrong, and not in which file. */
export const typeProblems = (asked: TypeCheck): Promise<readonly TypeProblem[]> =>
  new Promise((resolve, reject) => {
    const { compiler, folder, signal } = asked
    const options = { cwd: folder, signal, timeout: timeoutMs }
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', folder], options, (error, stdout, stderr) => {
      const problems = problemsIn(stdout, asked)
      if (error === null || problems.length > 0 || signal.aborted) resolve(problems)
      else reject(new Error(`${compiler} could not check the types: ${stdout}${stderr}`.trim(), { cause: error }))
    })
  })

/** `lesson/server.ts(12,5): error TS2304: Cannot find name 'x'.` */
const problemForm = /^(.+?)\((\d+),\d+\): error (TS\d+: .*)$/

const problemsIn = (output: string, { programFolder }: TypeCheck): readonly TypeProblem[] =>
  output.split(/\r?\n/).flatMap(text => {
    const [, path = '', line, message] = problemForm.exec(text) ?? []
    if (line === undefined || message === undefined) return []
    return [{ path: path.replace(`${programFolder}/`, ''), line: Number(line), message }]
  })
