// Makes Node load TypeScript: types are blanked out, so that every line and column stays; what is in node_modules is left to
// Node. One set of hooks for both ways Node has to call them: in this thread (22.15 and later), or in one of its own.

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createStripEngine, syntaxFactFrom, type StripEngine } from '../../runner/index.ts'
import { formatExcerpt } from './source-excerpt.ts'

export type HookFacts = {
  /** The transformer. */
  readonly stripFile: string
  /** What `tsgi-learn/tsgi` is for the application: the package that serves it, installed beside it or not. */
  readonly faceUrl: string
  /** Paths in messages are seen from here. */
  readonly directory: string
  /** Whether CommonJS that is written in TypeScript is loaded by `commonJsExtension`. */
  readonly leavesCommonJs: boolean
}

type Loaded = { readonly format: string; readonly source?: string; readonly shortCircuit: true }
type Resolved = { readonly url: string; readonly format?: string; readonly shortCircuit: true }
type Next<Result> = (name: string, context: object) => Result

export type Hooks = {
  resolve<Result>(specifier: string, context: object, next: Next<Result>): Result | Resolved
  load<Result>(url: string, context: object, next: Next<Result>): Result | Loaded
}

/** An error of these has a message that says it all. */
export const syntaxErrorCode = 'ERR_TSGI_SYNTAX'

export const createHooks = ({ stripFile, faceUrl, directory, leavesCommonJs }: HookFacts): Hooks => {
  const engine = createStripEngine(stripFile)
  return {
    resolve: (specifier, context, next) =>
      specifier === 'tsgi-learn/tsgi'
        ? { url: faceUrl, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) => {
      const path = ownTypeScript(url)
      if (path === undefined) return next(url, context)
      const format = formatOf(path)
      if (format === 'commonjs' && leavesCommonJs) return { format, shortCircuit: true }
      return { format, source: strippedFile(path, engine, directory), shortCircuit: true }
    },
  }
}

/** The path of a TypeScript file that is not in a package. */
const ownTypeScript = (url: string): string | undefined => {
  const { protocol, pathname } = new URL(url)
  if (protocol !== 'file:' || !/\.[cm]?ts$/.test(pathname)) return undefined
  const path = fileURLToPath(url)
  return path.split(sep).includes('node_modules') ? undefined : path
}

/** As Node has it, but that a file is a module where nothing says what it is. */
const formatOf = (path: string): 'module' | 'commonjs' => {
  if (path.endsWith('.mts')) return 'module'
  return path.endsWith('.cts') || typeInPackage(dirname(path)) === 'commonjs' ? 'commonjs' : 'module'
}

const typeInPackage = (folder: string): unknown => {
  const file = join(folder, 'package.json')
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { readonly type?: unknown }).type
  const above = dirname(folder)
  return above === folder ? undefined : typeInPackage(above)
}

/** Throws an error whose message has the place, the line and a caret. */
export const strippedFile = (path: string, engine: StripEngine, directory: string): string => {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  const result = engine.strip(text, path)
  if (result.type === 'stripped') return result.text
  const fact = syntaxFactFrom(result.fault, path, text)
  if (fact.type !== 'syntax-error' || fact.at === undefined) throw new SyntaxError(result.fault.message)
  const { line, column } = fact.at
  const message = formatExcerpt({ path, line, column, text, message: fact.message, hint: fact.hint }, directory)
  throw Object.assign(new SyntaxError(message), { code: syntaxErrorCode })
}
