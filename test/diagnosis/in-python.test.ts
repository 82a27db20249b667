// Servers in Python, run by a command, are judged by what the wire shows.

import { describe } from 'vitest'
import { proveBroken } from './prove.ts'
import { hasPython } from './python.ts'
import { inPython } from './table.ts'

describe.skipIf(!hasPython)('with python3 (skipped where it is not installed)', () => {
  proveBroken(inPython)
})
