// How plain text looks here: colours only on a terminal that shows them, as wide as it is.

import { plainLook, type PlainLook } from '../ui/index.ts'
import type { Context } from './context.ts'

/** `directory`: paths are shown relative to it. */
export const lookOf = (context: Context): PlainLook =>
  plainLook(context.env, {
    isTerminal: context.console.isOutputTerminal,
    columns: context.console.columns,
    directory: context.directory,
    platform: process.platform,
  })
