// Trees of copies on disk: written whole, never changed, kept for a while. Knows nothing of what is in them.

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
import { dirname, join } from 'node:path'

import { startTimeOf } from '../processes/process-table.ts'

/** Paths are below the tree. */
export type TreeFile = { readonly path: string; readonly text: string }
export type PackageLink = { readonly target: string; readonly path: string }

/** Whether it is there; then it is in use again, and will be the last to be pruned. */
export function hasTree(tree: string): boolean {
  if (!existsSync(tree)) return false
  const time = new Date()
  utimesSync(tree, time, time)
  return true
}

/** Written aside and renamed, so that a tree is whole or not there. */
export function writeTree(
  tree: string,
  { files, links }: { readonly files: readonly TreeFile[]; readonly links: readonly PackageLink[] },
): void {
  const directory = dirname(tree)
  mkdirSync(directory, { recursive: true })
  const draft = mkdtempSync(join(directory, `draft-${process.pid}-`))
  writeFileSync(join(draft, 'package.json'), '{"type":"module"}')
  for (const { path, text } of files) {
    mkdirSync(dirname(join(draft, path)), { recursive: true })
    writeFileSync(join(draft, path), text)
  }
  for (const { target, path } of links) symlinkSync(target, join(draft, path), 'junction')
  publish(draft, tree)
  prune(directory, tree)
}

function publish(draft: string, tree: string): void {
  try {
    renameSync(draft, tree)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another run was faster with the same text.
    if (!existsSync(tree)) throw error
  }
}

/** Trees kept however old, and how old the others get. */
const treesKept = 8
const keptMs = 10 * 60 * 1000

/** Ages are by the disk's clock, on both sides: the tree just written is its newest time. */
function prune(directory: string, newest: string): void {
  const newestMs = statSync(newest).mtimeMs
  const names = readdirSync(directory)
  for (const name of names.filter(isAbandoned)) remove(join(directory, name))
  const trees = names
    .filter(name => makerOf(name) === undefined)
    .flatMap(name => agedTree(join(directory, name), newestMs))
    .toSorted((one, other) => one.ageMs - other.ageMs)
  for (const { path, ageMs } of trees.slice(treesKept)) if (ageMs > keptMs) remove(path)
}

/** A draft whose maker was killed before it was whole. */
function isAbandoned(name: string): boolean {
  const maker = makerOf(name)
  return maker !== undefined && startTimeOf(maker) === undefined
}

/** The process that writes, or wrote, this draft. */
function makerOf(name: string): number | undefined {
  const pid = /^draft-(\d+)-/.exec(name)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

function agedTree(path: string, newestMs: number): readonly { readonly path: string; readonly ageMs: number }[] {
  const status = statSync(path, { throwIfNoEntry: false })
  return status === undefined ? [] : [{ path, ageMs: newestMs - status.mtimeMs }]
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true })
}
