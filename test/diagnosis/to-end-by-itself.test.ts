// A program that should say what is missing and end is told what it does instead.

import { describe } from 'vitest'
import { parseTranscript } from '../../src/transcript/index.ts'
import { proveBroken } from './prove.ts'
import { hasPython } from './python.ts'
import { toEndByItself } from './table.ts'

const transcript = parseTranscript(`# Without an application it says how it is used
#!argv:
* prints Provide a TSGI application object as module:callable
* exits 1
`)
const checks = [{ id: 'says-how', title: 'It says how it is used', transcript, needs: [], argv: [] }]
const inPython = ({ program }: { readonly program: string }): boolean => program.endsWith('.py')

proveBroken(
  toEndByItself.filter(row => !inPython(row)),
  checks,
)
describe.skipIf(!hasPython)('with python3 (skipped where it is not installed)', () => {
  proveBroken(toEndByItself.filter(inPython), checks)
})
