// Runnable copies of a program's files, beside the workbook's own state and never among the learner's files. A tree is
// named by what is in it and never changed: runs share it, and disturb each other in nothing.

import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join, parse, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { ProgramFact } from '../programs/program.ts'
import type { StripEngine } from './engine.ts'
import { rewriteModule, runnablePath } from './rewrite.ts'
import { readSources } from './sources.ts'
import type { MissingFile, SourceFile } from './sources.ts'
import { syntaxFactFrom } from './strip-fault.ts'

/** Where the copies are: `to` is the learner's folder, `from` the tree that mirrors it. */
export type Mirror = { readonly from: string; readonly to: string }

export type Shadow = {
  readonly moduleUrl: string
  readonly mirror: Mirror
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
const format = 1

export function prepareShadow(options: ShadowOptions): ShadowResult {
  const { path, engine } = options
  const { files, missing } = readSources(path)
  if (!files.some(isTyped)) return { type: 'ready', shadow: plain(path, files) }
  if (missing !== undefined) return { type: 'fault', fact: missingFact(missing) }
  const place = placeFor(files, options.stateDirectory)
  const tree = join(place.runDirectory, treeName(files))
  const shadow = { moduleUrl: urlIn(tree, place.root, path), mirror: { from: tree, to: place.root }, files }
  if (existsSync(tree)) {
    touch(tree)
    return { type: 'ready', shadow }
  }
  const copies = stripAll(files, engine)
  if (copies.type === 'fault') return copies
  writeTree(tree, place, copies.copies)
  prune(place.runDirectory, tree)
  return { type: 'ready', shadow }
}

function isTyped({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/.test(path)
}

/** JavaScript needs no copy. */
function plain(path: string, files: readonly SourceFile[]): Shadow {
  const directory = dirname(path)
  return { moduleUrl: pathToFileURL(path).href, mirror: { from: directory, to: directory }, files }
}

function missingFact({ specifier, at, suggestion }: MissingFile): ProgramFact {
  const advice = suggestion === undefined ? '' : `, did you mean '${suggestion}'?`
  const message = `Cannot find module '${specifier}'${advice}`
  return { type: 'threw', name: 'Error', message, at, stack: [] }
}

type Place = { readonly root: string; readonly runDirectory: string }

/** In the workbook when all files are; otherwise among our own state, below the folder that holds them all. */
function placeFor(files: readonly SourceFile[], stateDirectory: string): Place {
  const workbook = ancestorsOf(files[0]!.path).find(directory => existsSync(join(directory, '.tsgi')))
  if (workbook !== undefined && files.every(file => file.path.startsWith(workbook + sep))) {
    return { root: workbook, runDirectory: join(workbook, '.tsgi', 'run') }
  }
  const root = ancestorsOf(files[0]!.path).find(directory =>
    files.every(file => file.path.startsWith(directory.endsWith(sep) ? directory : directory + sep)),
  )
  return { root: root ?? parse(files[0]!.path).root, runDirectory: join(stateDirectory, 'run') }
}

function ancestorsOf(path: string): readonly string[] {
  const ancestors: string[] = []
  for (let at = dirname(path); ancestors.at(-1) !== at; at = dirname(at)) ancestors.push(at)
  return ancestors
}

function treeName(files: readonly SourceFile[]): string {
  const hash = createHash('sha256').update(String(format))
  for (const { path, text } of files) hash.update(`\0${path}\0${text}`)
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

function urlIn(tree: string, root: string, path: string): string {
  return pathToFileURL(runnablePath(join(tree, relative(root, path)))).href
}

/** Written aside and renamed, so that a tree is whole or not there. */
function writeTree(tree: string, place: Place, copies: readonly Copy[]): void {
  mkdirSync(place.runDirectory, { recursive: true })
  const draft = mkdtempSync(join(place.runDirectory, 'draft-'))
  writeFileSync(join(draft, 'package.json'), '{"type":"module"}')
  for (const { originalPath, text } of copies) {
    const target = runnablePath(join(draft, relative(place.root, originalPath)))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  linkPackages(draft, place, copies)
  try {
    renameSync(draft, tree)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another run was faster with the same text.
    if (!existsSync(tree)) throw error
  }
}

/** Packages are looked up from the copy's folder: each folder that had some gets a link to them. */
function linkPackages(draft: string, place: Place, copies: readonly Copy[]): void {
  const folders = new Set(
    copies.map(copy => dirname(copy.originalPath)).flatMap(folder => foldersUpTo(place.root, folder)),
  )
  for (const folder of folders)
    link(join(folder, 'node_modules'), join(draft, relative(place.root, folder), 'node_modules'))
  const above = ancestorsOf(join(place.root, 'x'))
    .map(folder => join(folder, 'node_modules'))
    .find(existsSync)
  if (above !== undefined) link(above, join(draft, 'node_modules'))
}

function foldersUpTo(root: string, folder: string): readonly string[] {
  return [folder, ...ancestorsOf(folder)].filter(one => one === root || one.startsWith(root + sep))
}

function link(target: string, path: string): void {
  if (existsSync(target) && !existsSync(path)) symlinkSync(target, path, 'junction')
}

/** Trees kept however old, and how old the others get. */
const treesKept = 8
const keptMs = 10 * 60 * 1000

/** Ages are by the disk's clock, on both sides: the tree just written is its newest time. */
function prune(runDirectory: string, newest: string): void {
  const newestMs = statSync(newest).mtimeMs
  const trees = readdirSync(runDirectory)
    .map(name => join(runDirectory, name))
    .flatMap(path => agedTree(path, newestMs))
    .sort((one, other) => one.ageMs - other.ageMs)
  for (const { path, ageMs } of trees.slice(treesKept)) {
    if (ageMs > keptMs) rmSync(path, { recursive: true, force: true })
  }
}

function agedTree(path: string, newestMs: number): readonly { readonly path: string; readonly ageMs: number }[] {
  const status = statSync(path, { throwIfNoEntry: false })
  return status === undefined ? [] : [{ path, ageMs: newestMs - status.mtimeMs }]
}

/** In use again: the last to be pruned. */
function touch(tree: string): void {
  const time = new Date()
  utimesSync(tree, time, time)
}
