// The course of this package, linted with all its programs. It runs after all other tests: its programs are given the time
// that learners' programs get, and a machine that is busy with something else would take it from them.

import { expect, test } from 'vitest'
import { cli, newFolder, packageFolder } from '../cli/cli.ts'

test('course check of the course of this package finds nothing', async () => {
  const { code, stdout } = await cli(['course', 'check', packageFolder], { cwd: newFolder() })
  expect([stdout.replace(packageFolder, 'HERE'), code]).toEqual(['✓ the course in HERE keeps every rule\n', 0])
}, 400_000)
