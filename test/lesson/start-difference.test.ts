// What a start changes in the solution before it is a patch, unless that is comments alone.

import { expect, test } from 'vitest'
import { startDifference } from '../../src/lesson/index.ts'

const before = { number: 1, solution: new Map([['server.ts', 'one()\n\n// Why.\ntwo()\n'], ['log.ts', 'log()\n']]) } // prettier-ignore
const difference = (server: string) =>
  startDifference(before, {
    number: 2,
    start: new Map([
      ['server.ts', server],
      ['log.ts', 'log()\n'],
      ['new.ts', 'new()\n'],
    ]),
  })

test('comments and empty lines are no difference', async () => {
  expect(await difference('// TODO: three\none()\n/** More. */\ntwo()\n\n')).toBeUndefined()
})

test('code is, in the files that both have', async () => {
  const patch = await difference('one()\n// TODO\nthree()\n')
  expect(patch).toContain('--- solution of lesson 1: server.ts\n+++ start of lesson 2: server.ts\n')
  expect(patch).toContain('\n-two()\n+// TODO\n+three()\n')
  expect(patch).not.toContain('new.ts')
})
