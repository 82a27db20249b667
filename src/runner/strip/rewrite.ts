// Stripped text to the text that runs: specifiers name the copies, the module knows its own place. Every replacement is
// as long as what it replaces, so that no column moves. No `sourceURL` names the original: Node, when it explains why a
// module cannot be linked, looks for its neighbours there, and finds no copies.

import { pathToFileURL } from 'node:url'
import { dirname } from 'node:path'

import { scanModule } from './specifiers.ts'
import type { MetaName } from './specifiers.ts'

export function rewriteModule(text: string, originalPath: string): string {
  const { specifiers, metaUses } = scanModule(text)
  const edits = [
    ...specifiers.map(({ value, start, end }) => ({ start, end, text: runnableName(value) })),
    ...metaUses.map(({ name, start, end }) => ({ start, end, text: metaName(name) })),
  ]
  const names = new Set(metaUses.map(use => use.name))
  const url = pathToFileURL(originalPath).href
  return `${applied(text, edits)}\n${metaImport([...names], originalPath, url)}\n`
}

/** The name of a file's copy: `.ts` becomes `.js`. Of specifiers, only those that name files. */
export function runnableName(specifier: string): string {
  return /^\.{0,2}\//.test(specifier) ? runnablePath(specifier) : specifier
}

export function runnablePath(path: string): string {
  return path.replace(/\.([cm]?)ts$/, '.$1js')
}

type Edit = { readonly start: number; readonly end: number; readonly text: string }

function applied(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** As long as `import.meta.NAME`. */
function metaName(name: MetaName): string {
  return `__tsgi_meta_${name}`
}

/** Imports are bound before the first line runs, wherever they stand. */
function metaImport(names: readonly MetaName[], path: string, url: string): string {
  if (names.length === 0) return ''
  const values: Record<MetaName, string> = { url, filename: path, dirname: dirname(path) }
  const exports = names.map(name => `export const ${name} = ${JSON.stringify(values[name])}`).join(';')
  const bindings = names.map(name => `${name} as ${metaName(name)}`).join(',')
  return `import{${bindings}}from${JSON.stringify(`data:text/javascript,${encodeURIComponent(exports)}`)}`
}
