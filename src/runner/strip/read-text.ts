// Reads the text of one file, or says in words why it cannot be read. Knows nothing of what is in it.

import { readFileSync } from 'node:fs'

export type ReadText =
  | { readonly type: 'text'; readonly text: string }
  /** `reason` completes a sentence that names the file: `it is a folder`. */
  | { readonly type: 'unreadable'; readonly reason: string }

/** The program itself cannot be read: there is nothing to check, and whoever named it is told. */
export class UnreadableProgram extends Error {
  override readonly name = 'UnreadableProgram'
  readonly path: string
  constructor(path: string, reason: string) {
    super(`${path} cannot be read: ${reason}.`)
    this.path = path
  }
}

/** Without a byte order mark: it would count as a column. */
export function readText(path: string): ReadText {
  try {
    return { type: 'text', text: readFileSync(path, 'utf8').replace(/^\ufeff/, '') }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { type: 'unreadable', reason: reasons[code ?? ''] ?? message }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'part of its path is a file and not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  ELOOP: 'its symbolic links lead in a circle',
}
