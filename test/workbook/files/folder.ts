// A temporary folder for one test file, gone when its tests are over.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

let made: string | undefined
let count = 0

/** A new empty folder. */
export const newFolder = (): string => {
  made ??= mkdtempSync(join(tmpdir(), 'tsgi-learn-test-'))
  const folder = join(made, `folder-${count++}`)
  mkdirSync(folder)
  return folder
}

afterAll(() => {
  if (made !== undefined) rmSync(made, { recursive: true, force: true })
})
