// The cases of the contract as something to check: which words mean them, and how a program is given their application.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadContract } from '../lesson/index.ts'
import type { Context } from './context.ts'
import type { Checked } from './run-checks.ts'
import { givenWay, subjectOfWay, type Subject } from './subject.ts'
import { UsageError } from './usage-error.ts'

/** `contract`; and `server` where a server is given, since a learner's own is meant by lesson 5 otherwise. */
export const meansContract = (context: Context): boolean => {
  const [word] = context.typed.arguments
  return word === 'contract' || (word === 'server' && givenWay(context) !== undefined)
}

export const readContract = (context: Context): Checked => ({
  number: undefined,
  ...loadContract(context.packageFolder),
})

/** `--address`: it hosts the application already. `--file` and `--cmd`: it is given as the last argument. */
export const contractSubject = (context: Context): Subject => {
  const way = givenWay(context)
  if (way === undefined)
    throw new UsageError(
      'the contract needs a server: --address, --file or --cmd',
      `start yours with ${applicationFile(context)}:application, then for example: tsgi-learn check server --address 127.0.0.1:8888`,
    )
  return subjectOfWay(context, way, [{ path: applicationFile(context), name: 'application' }])
}

/** As JavaScript: Node takes no types from files in node_modules. */
const applicationFile = (context: Context): string => {
  const path = join(context.packageFolder, 'dist', 'contract.mjs')
  if (existsSync(path)) return path
  throw new Error(`${path} is gone: install tsgi-learn again`)
}
