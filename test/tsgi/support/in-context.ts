// The tsgi layer as one script in a bare context: no Buffer, no node:, only what the language itself has.

import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import type * as tsgi from '../../../src/tsgi/index.ts'

const script = buildSync({
  entryPoints: [join(import.meta.dirname, '../../../src/tsgi/index.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'tsgi',
  platform: 'neutral',
  target: 'es2023',
}).outputFiles[0]!.text

export type Bare = {
  readonly tsgi: typeof tsgi
  readonly globals: readonly string[]
  /** The value of an expression in the context. */
  evaluate(expression: string): unknown
}

export function inBareContext(): Bare {
  const context = createContext({})
  runInContext(script, context)
  const evaluate = (expression: string): unknown => runInContext(expression, context)
  return {
    tsgi: evaluate('tsgi') as typeof tsgi,
    globals: evaluate('Object.getOwnPropertyNames(globalThis)') as string[],
    evaluate,
  }
}
