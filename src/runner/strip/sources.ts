// The files a program reaches by imports that are written out, as they are on disk. Changes none of them.

import { existsSync } from 'node:fs'
import { dirname, extname, relative, resolve, sep } from 'node:path'

import type { SourceLocation } from '../../trace/index.ts'
import { readText, UnreadableProgram } from './read-text.ts'
import { scanModule } from './specifiers.ts'
import type { Specifier } from './specifiers.ts'

export type SourceFile = { readonly path: string; readonly text: string }

/** An import of a file that is not there, or cannot be read. */
export type MissingFile = {
  readonly specifier: string
  readonly at: SourceLocation
  readonly problem:
    | { readonly type: 'not-found'; readonly suggestion: string | undefined }
    | { readonly type: 'unreadable'; readonly reason: string }
}

export type Sources = { readonly files: readonly SourceFile[]; readonly missing: MissingFile | undefined }

const moduleExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'])
const scannedExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs'])

type Wanted = {
  readonly path: string
  readonly by: { readonly file: SourceFile; readonly specifier: Specifier } | undefined
}

/** The program first. Throws `UnreadableProgram` when the program itself cannot be read. */
export function readSources(programPath: string): Sources {
  const files = new Map<string, SourceFile>()
  const waiting: Wanted[] = [{ path: programPath, by: undefined }]
  let missing: MissingFile | undefined
  for (let wanted = waiting.shift(); wanted !== undefined; wanted = waiting.shift()) {
    const { path, by } = wanted
    if (files.has(path)) continue
    const read = readText(path)
    if (read.type === 'unreadable') {
      if (by === undefined) throw new UnreadableProgram(path, read.reason)
      missing ??= { ...askedBy(by.file, by.specifier), problem: read }
      continue
    }
    const file = { path, text: read.text }
    files.set(path, file)
    for (const specifier of fileSpecifiersOf(file)) {
      const target = resolve(dirname(path), specifier.value)
      if (isInPackages(relative(dirname(path), target))) continue
      if (moduleExtensions.has(extname(target)) && existsSync(target))
        waiting.push({ path: target, by: { file, specifier } })
      else if (!specifier.isDynamic) missing ??= missingFile(file, specifier, target)
    }
  }
  return { files: [...files.values()], missing }
}

function fileSpecifiersOf(file: SourceFile): readonly Specifier[] {
  if (!scannedExtensions.has(extname(file.path))) return []
  return scanModule(file.text).specifiers.filter(({ value, isTypeOnly }) => !isTypeOnly && /^\.{1,2}\//.test(value))
}

function missingFile(file: SourceFile, specifier: Specifier, target: string): MissingFile {
  const suggestion = suggestionFor(specifier.value, target)
  return { ...askedBy(file, specifier), problem: { type: 'not-found', suggestion } }
}

/** Packages are not copied but linked to, whole. `path` is seen from the file that imports it: it may itself be in one. */
function isInPackages(path: string): boolean {
  return path.split(sep).includes('node_modules')
}

function askedBy({ path, text }: SourceFile, { value, start }: Specifier): Pick<MissingFile, 'specifier' | 'at'> {
  return { specifier: value, at: { path, ...positionOf(text, start) } }
}

/** Node wants the whole name: what a bundler or a compiler would have found is said, not taken. */
function suggestionFor(specifier: string, target: string): string | undefined {
  const bare = specifier.replace(/\.[cm]?[jt]s$/, '')
  const bareTarget = target.replace(/\.[cm]?[jt]s$/, '')
  const found = ['.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'].find(end => existsSync(bareTarget + end))
  return found === undefined ? undefined : bare + found
}

/** Line and column, from 1, of an offset. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|[\n\r]/)
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
