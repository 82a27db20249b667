// The transformer that blanks types, loaded when first needed. Knows nothing of files.

import { createRequire } from 'node:module'

export type StripFault = {
  readonly code: string
  readonly message: string
  readonly startLine: number
  /** 0-based, in columns of a terminal. */
  readonly startColumn: number
}

export type StripResult =
  { readonly type: 'stripped'; readonly text: string } | { readonly type: 'fault'; readonly fault: StripFault }

export type StripEngine = {
  strip(text: string, path: string): StripResult
  /** Loads it now: the first use is a hundred times slower than the next. */
  warm(): void
}

type Transform = (text: string, options: object) => { readonly code: string }

export function createStripEngine(stripFile: string): StripEngine {
  let transform: Transform | undefined

  function strip(text: string, path: string): StripResult {
    transform ??= (createRequire(stripFile)(stripFile) as { readonly transformSync: Transform }).transformSync
    const isModule = !path.endsWith('.cts')
    try {
      return { type: 'stripped', text: transform(text, { mode: 'strip-only', module: isModule, filename: path }).code }
    } catch (error) {
      if (isStripFault(error)) return { type: 'fault', fault: error }
      throw error
    }
  }

  return { strip, warm: () => void strip('let warm: number = 1', 'warm.ts') }
}

function isStripFault(value: unknown): value is StripFault {
  const fault = value as Partial<StripFault> | null
  return typeof fault?.message === 'string' && typeof fault.startLine === 'number'
}
