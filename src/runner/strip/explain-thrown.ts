// An error from loading a program's modules to the fact that tells the learner where and why: Node speaks of copies and
// exports, the learner of files and types.

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { SourceLocation } from '../../trace/index.ts'
import type { ProgramFact } from '../programs/program.ts'
import type { ThrownError } from '../report/fact.ts'
import { runnableName } from './rewrite.ts'
import type { Shadow } from './shadow.ts'
import { positionOf } from './sources.ts'
import type { SourceFile } from './sources.ts'
import { scanModule } from './specifiers.ts'

export type ExplainOptions = {
  readonly shadow: Shadow
  readonly nodePath: string
  readonly environment: Readonly<Record<string, string>>
}

export async function explainThrown(error: ThrownError, options: ExplainOptions): Promise<ProgramFact> {
  const { files } = options.shadow
  const exported = /does not provide an export named '([^']+)'/.exec(error.message)?.[1]
  if (error.name === 'SyntaxError' && exported !== undefined) return missingExport(error, exported, files)
  if (error.name === 'SyntaxError' && error.at === undefined) return syntaxErrorOf(error, options)
  const { name, message, stack } = error
  return { type: 'threw', name, message, at: error.at ?? placeOfModule(error, files), stack }
}

function missingExport(error: ThrownError, name: string, files: readonly SourceFile[]): ProgramFact {
  const at = placeInStack(error.stack)
  const isType = isTypeOf(name, error.message, files)
  const hint = `Write \`type ${name}\` in the import: only types are removed before the file runs, and ${name} is not marked as one.`
  const message = withWrittenSpecifier(error.message, files)
  return { type: 'syntax-error', message, at, ...(isType ? { hint } : {}) }
}

/** The copy asks for `./x.js` where the learner wrote `./x.ts`. */
function withWrittenSpecifier(message: string, files: readonly SourceFile[]): string {
  return message.replace(/(?<=requested module ')[^']+/, asked => {
    const specifiers = files.flatMap(file => scanModule(file.text).specifiers)
    return specifiers.find(({ value }) => runnableName(value) === asked)?.value ?? asked
  })
}

/** One of Node's own modules exports every value its documentation names: what it does not export is a type. */
function isTypeOf(name: string, message: string, files: readonly SourceFile[]): boolean {
  const specifier = /requested module '([^']+)'/.exec(message)?.[1] ?? ''
  if (specifier.startsWith('node:')) return /^[A-Z]/.test(name)
  const declaration = new RegExp(`export\\s+(?:declare\\s+)?(?:type|interface)\\s+${name.replace(/\$/g, '\\$')}\\b`)
  return files.some(file => declaration.test(file.text))
}

/** Node puts `file:1`, the line, and carets below it in front of the stack of an error of linking. */
function placeInStack(stack: readonly string[]): SourceLocation | undefined {
  const match = /^(file:.*):(\d+)$/.exec(stack[0] ?? '')
  if (match?.[1] === undefined) return undefined
  const column = (stack[2] ?? '').indexOf('^') + 1
  return { path: fileURLToPath(match[1]), line: Number(match[2]), column: Math.max(1, column) }
}

/** Where a module that was not found is asked for. */
function placeOfModule(error: ThrownError, files: readonly SourceFile[]): SourceLocation | undefined {
  const wanted = /^(?:Cannot find (?:package|module) '|No such built-in module: )([^'\n]+)/.exec(error.message)?.[1]
  if (wanted === undefined) return undefined
  for (const { path, text } of files) {
    const found = scanModule(text).specifiers.find(({ value }) => value === wanted || value.startsWith(`${wanted}/`))
    if (found !== undefined) return { path, ...positionOf(text, found.start) }
  }
  return undefined
}

/** V8 keeps the place of a syntax error to itself until Node prints it: so each copy is printed once. */
async function syntaxErrorOf(error: ThrownError, options: ExplainOptions): Promise<ProgramFact> {
  const { files, originals } = options.shadow
  for (const { path } of files) {
    const copy = Object.entries(originals.files).find(([, original]) => original === path)?.[0] ?? path
    const place = (await checkSyntax([copy], options)) ?? (await checkAsModule(copy, options))
    if (place !== undefined) return { type: 'syntax-error', message: error.message, at: { path, ...place } }
  }
  return { type: 'syntax-error', message: error.message, at: undefined }
}

const checkMs = 5000

type Place = Pick<SourceLocation, 'line' | 'column'>

/** Node checks a `.js` file as a script, and says nothing when only its being a module makes it run, or fail. */
function checkAsModule(path: string, options: ExplainOptions): Promise<Place | undefined> {
  return path.endsWith('.js') ? checkSyntax(['--input-type=module'], options, path) : Promise.resolve(undefined)
}

/** The place that `node --check` prints, of a file or of what it reads; undefined when it has nothing to say. */
function checkSyntax(
  parameters: readonly string[],
  { nodePath, environment }: ExplainOptions,
  inputPath?: string,
): Promise<Place | undefined> {
  return new Promise(resolve => {
    const child = execFile(
      nodePath,
      ['--check', ...parameters],
      { env: environment, timeout: checkMs },
      (_, _out, printed) => resolve(placeIn(printed)),
    )
    if (child.stdin === null) return
    // Node that could not be started reads nothing; what it does not print says so.
    child.stdin.on('error', () => undefined)
    child.stdin.end(inputPath === undefined ? '' : readFileSync(inputPath))
  })
}

/** `FILE:LINE`, the line itself, and carets below it. */
function placeIn(printed: string): Place | undefined {
  const [head, , carets] = printed.split('\n')
  const line = /:(\d+)$/.exec(head ?? '')?.[1]
  return line === undefined ? undefined : { line: Number(line), column: Math.max(0, (carets ?? '').indexOf('^')) + 1 }
}
