// The files a program reaches by imports that are written out, as they are on disk. Changes none of them.

import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'

import type { SourceLocation } from '../../trace/index.ts'
import { scanModule } from './specifiers.ts'
import type { Specifier } from './specifiers.ts'

export type SourceFile = { readonly path: string; readonly text: string }

/** An import of a file that is not there. */
export type MissingFile = {
  readonly specifier: string
  readonly at: SourceLocation
  readonly suggestion: string | undefined
}

export type Sources = { readonly files: readonly SourceFile[]; readonly missing: MissingFile | undefined }

const moduleExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'])
const scannedExtensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs'])

/** The program first. Throws when the program itself cannot be read. */
export function readSources(programPath: string): Sources {
  const files = new Map<string, SourceFile>()
  const waiting = [programPath]
  let missing: MissingFile | undefined
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (files.has(path)) continue
    const file = { path, text: textOf(path) }
    files.set(path, file)
    for (const specifier of fileSpecifiersOf(file)) {
      const target = resolve(dirname(path), specifier.value)
      if (moduleExtensions.has(extname(target)) && existsSync(target)) waiting.push(target)
      else if (!specifier.isDynamic) missing ??= missingFile(file, specifier, target)
    }
  }
  return { files: [...files.values()], missing }
}

/** Without a byte order mark: it would count as a column. */
function textOf(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
}

function fileSpecifiersOf(file: SourceFile): readonly Specifier[] {
  if (!scannedExtensions.has(extname(file.path))) return []
  return scanModule(file.text).specifiers.filter(({ value, isTypeOnly }) => !isTypeOnly && /^\.{1,2}\//.test(value))
}

function missingFile(file: SourceFile, specifier: Specifier, target: string): MissingFile {
  return {
    specifier: specifier.value,
    at: { path: file.path, ...positionOf(file.text, specifier.start) },
    suggestion: suggestionFor(specifier.value, target),
  }
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
