// Why a module could not be loaded, in words for whoever wrote it: the file, the line and a caret wherever they can be known.

import { spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { inspect } from 'node:util'
import { readSources, type Sources } from '../../runner/index.ts'
import { syntaxErrorCode } from './hooks.ts'
import { formatExcerpt } from './source-excerpt.ts'

/** `error` is what the import of `file` was rejected with. */
export const loadFaultText = (error: unknown, file: string, directory: string): string => {
  if (!(error instanceof Error)) return `thrown: ${inspect(error)}`
  const code = 'code' in error ? error.code : undefined
  if (code === syntaxErrorCode) return error.message
  if (code === 'ERR_MODULE_NOT_FOUND') return missingText(file, directory) ?? error.message
  if (error.name === 'SyntaxError') return syntaxText(error, file)
  return withoutOurs(inspect(error))
}

/** Who asked for the module is of no interest to whoever wrote it. */
const withoutOurs = (stack: string): string =>
  stack
    .split('\n')
    .filter(line => !/^\s+at .*(?:node:internal\/|serve-worker\.mjs:)/.test(line))
    .join('\n')

const missingText = (file: string, directory: string): string | undefined => {
  const { missing, files } = readSources(file)
  if (missing === undefined) return undefined
  const { specifier, at, problem } = missing
  const text = files.find(({ path }) => path === at.path)?.text ?? ''
  const reason =
    problem.type === 'unreadable'
      ? `cannot be read: ${problem.reason}`
      : `does not exist: looked for ${resolve(dirname(at.path), specifier)}`
  const near = problem.type === 'not-found' ? problem.suggestion : undefined
  const hint = near === undefined ? undefined : `did you mean '${near}'? Node wants the whole name.`
  return formatExcerpt({ ...at, column: at.column ?? 1, text, message: `'${specifier}' ${reason}`, hint }, directory)
}

/** An error of linking has its place in front of its stack; that of a script V8 keeps to itself until Node prints it. */
const syntaxText = (error: Error, file: string): string => {
  const stack = error.stack ?? error.message
  const text = /^file:.*:\d+\n/.test(stack) ? stack : (checked(readSources(file)) ?? stack)
  return text.replace(/\n+ {4}at [^]*$|\n\nNode\.js v[^]*$/, '').trimEnd()
}

const checkMs = 5000

/** What `node --check` says of the first JavaScript file that it does not like. */
const checked = ({ files }: Sources): string | undefined => {
  for (const { path } of files) {
    if (!/\.[cm]?js$/.test(path)) continue
    const { status, stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: checkMs })
    if (status === 1) return stderr
  }
  return undefined
}
