// Learners have a copy of the contract's types; it says the same.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test("the learners' types are ours, line by line", () => {
  const ours = read('src/tsgi/contract.ts').replace(/^(\/\/.*\n)+\n/, '')
  const [, learners] = /^declare module 'tsgi' \{\n([^]*)\}\n$/m.exec(read('template/tsgi.d.ts'))!
  expect(learners!.replace(/^ {2}/gm, '')).toBe(ours)
})
