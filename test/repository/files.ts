// The files of the repository as git knows them. Knows nothing of what is in them.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Without git there is no list of files to hold to account: an unpacked archive, for instance. */
export const hasGit = existsSync(join(root, '.git'))

/** Paths of the tracked files that are there, with slashes, relative to the root. */
export function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 24 })
  return listed.split('\0').filter(path => path !== '' && existsSync(join(root, path)))
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
