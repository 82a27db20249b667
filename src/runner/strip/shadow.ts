// Runnable copies of a program's files, beside the workbook's own state and never among the learner's files. A tree is
// named by what is in it and never changed: runs share it, and disturb each other in nothing.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, extname, join, parse, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { ProgramFact } from '../programs/program.ts'
import type { StripEngine } from './engine.ts'
import { noOriginals, type Originals } from './original-names.ts'
import { rewriteModule, runnablePath } from './rewrite.ts'
import { readSources } from './sources.ts'
import type { MissingFile, SourceFile } from './sources.ts'
import { syntaxFactFrom } from './strip-fault.ts'
import { hasTree, writeTree } from './tree.ts'
import type { PackageLink } from './tree.ts'

export type Shadow = {
  readonly moduleUrl: string
  readonly originals: Originals
  /** The originals, the program first. */
  readonly files: readonly SourceFile[]
}

export type ShadowResult =
  | { readonly type: 'ready'; readonly shadow: Shadow }
  /** The text itself is at fault: nothing to start. */
  | { readonly type: 'fault'; readonly fact: ProgramFact }

export type ShadowOptions = {
  readonly path: string
  readonly engine: StripEngine
  /** For programs that are in no workbook. */
  readonly stateDirectory: string
}

/** Part of each tree's name: goes up when the same text must give another copy. */
const format = 2

export function prepareShadow(options: ShadowOptions): ShadowResult {
  const { path, engine } = options
  const { files, missing } = readSources(path)
  // JavaScript needs no copy.
  if (!files.some(isTyped)) {
    return { type: 'ready', shadow: { moduleUrl: pathToFileURL(path).href, originals: noOriginals, files } }
  }
  if (missing !== undefined) return { type: 'fault', fact: missingFact(missing) }
  const place = placeFor(files, options.stateDirectory)
  const links = packageLinks(files, place.root)
  const tree = join(place.runDirectory, treeName(files, links))
  const shadow = shadowIn(tree, place.root, files)
  if (hasTree(tree)) return { type: 'ready', shadow }
  const stripped = stripAll(files, engine)
  if (stripped.type === 'fault') return stripped
  const copies = stripped.copies.map(({ originalPath, text }) => ({ path: copyOf(originalPath, place.root), text }))
  writeTree(tree, { files: copies, links })
  return { type: 'ready', shadow }
}

function isTyped({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/.test(path)
}

function shadowIn(tree: string, root: string, files: readonly SourceFile[]): Shadow {
  const copies = files.map(({ path }) => join(tree, copyOf(path, root)))
  return {
    moduleUrl: pathToFileURL(copies[0]!).href,
    originals: {
      folders: [{ from: tree, to: root }],
      files: Object.fromEntries(files.map(({ path }, at) => [copies[at]!, path])),
    },
    files,
  }
}

/** The copy's path below its tree. */
function copyOf(path: string, root: string): string {
  return runnablePath(relative(root, path))
}

function missingFact({ specifier, at, problem }: MissingFile): ProgramFact {
  return { type: 'threw', name: 'Error', message: wordsOf(specifier, problem), at, stack: [] }
}

function wordsOf(specifier: string, problem: MissingFile['problem']): string {
  if (problem.type === 'unreadable') return `Cannot read module '${specifier}': ${problem.reason}`
  const advice = problem.suggestion === undefined ? '' : `, did you mean '${problem.suggestion}'?`
  return `Cannot find module '${specifier}'${advice}`
}

type Place = { readonly root: string; readonly runDirectory: string }

/** In the workbook when all files are; otherwise among our own state, below the folder that holds them all. */
function placeFor(files: readonly SourceFile[], stateDirectory: string): Place {
  const workbook = ancestorsOf(files[0]!.path).find(directory => existsSync(join(directory, '.tsgi')))
  if (workbook !== undefined && files.every(file => isInside(file.path, workbook))) {
    return { root: workbook, runDirectory: join(workbook, '.tsgi', 'run') }
  }
  const root = ancestorsOf(files[0]!.path).find(directory => files.every(file => isInside(file.path, directory)))
  return { root: root ?? parse(files[0]!.path).root, runDirectory: join(stateDirectory, 'run') }
}

function ancestorsOf(path: string): readonly string[] {
  const ancestors: string[] = []
  for (let at = dirname(path); ancestors.at(-1) !== at; at = dirname(at)) ancestors.push(at)
  return ancestors
}

function treeName(files: readonly SourceFile[], links: readonly PackageLink[]): string {
  const hash = createHash('sha256').update(String(format))
  for (const { path, text } of files) hash.update(`\0${path}\0${text}`)
  for (const { target } of links) hash.update(`\0${target}`)
  return hash.digest('hex').slice(0, 20)
}

type Copy = { readonly originalPath: string; readonly text: string }

function stripAll(
  files: readonly SourceFile[],
  engine: StripEngine,
):
  | { readonly type: 'copies'; readonly copies: readonly Copy[] }
  | { readonly type: 'fault'; readonly fact: ProgramFact } {
  const copies: Copy[] = []
  for (const file of files) {
    const { path, text } = file
    const result = isTyped(file) ? engine.strip(text, path) : ({ type: 'stripped', text } as const)
    if (result.type === 'fault') return { type: 'fault', fact: syntaxFactFrom(result.fault, path, text) }
    const isModule = !['.json', '.cjs', '.cts'].includes(extname(path))
    copies.push({ originalPath: path, text: isModule ? rewriteModule(result.text, path) : result.text })
  }
  return { type: 'copies', copies }
}

/**
 * Packages are looked up from the copy's folder: each folder that has some gets a link to them. The names of trees tell
 * them apart: packages that are installed later are seen by the next run.
 */
function packageLinks(files: readonly SourceFile[], root: string): readonly PackageLink[] {
  const folders = new Set(files.flatMap(({ path }) => foldersUpTo(root, dirname(path))))
  const inside = [...folders].map(folder => linkTo(folder, relative(root, folder)))
  const above = ancestorsOf(root).map(folder => linkTo(folder, ''))
  const existing = [...inside, ...above].filter(({ target }) => existsSync(target))
  return existing.filter((link, at) => existing.findIndex(({ path }) => path === link.path) === at)
}

function linkTo(folder: string, below: string): PackageLink {
  return { target: join(folder, 'node_modules'), path: join(below, 'node_modules') }
}

function foldersUpTo(root: string, folder: string): readonly string[] {
  return [folder, ...ancestorsOf(folder)].filter(one => isInside(one, root))
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
